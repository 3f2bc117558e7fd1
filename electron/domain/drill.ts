/** What an outage of this very moment would find amiss. Pure: the teacher's situation in, findings out. */
import type { DrillFinding } from '../contract/views.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Classes move in a week: an arrival, a telephone number. */
const OLD_DATA_DAYS = 7
/** A pack holds the work of the weeks it was made for. */
const OLD_PACK_DAYS = 14

export interface Readiness {
  readonly pupils: number
  /** ISO instants; null for never. */
  readonly lastSyncAt: string | null
  readonly lastPackAt: string | null
  readonly held: number
  readonly watched: number
  readonly reach: { readonly phoneOnly: number; readonly none: number }
  readonly bounced: number
  readonly mailAccount: boolean
  readonly mailPassword: boolean
  /** Messages of now wait for the morning. */
  readonly isQuiet: boolean
  readonly documentsMissing: number
  /** What the teacher says of the last pack's passphrase; null when not asked. */
  readonly passphraseKnown: boolean | null
  readonly recoveryCodeKept: boolean
  /** Null where drives cannot be listed. */
  readonly sticks: number | null
}

const daysSince = (iso: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(iso)) / DAY_MS))

/**
 * In the order in which a teacher would run into them; what stops everything first. Without pupils nothing else is
 * worth saying.
 *
 * @param now milliseconds since 1970
 */
export function judgeReadiness(situation: Readiness, now: number): DrillFinding[] {
  const { pupils, lastSyncAt, lastPackAt, held, watched, reach, bounced } = situation
  if (pupils === 0) return [{ code: 'no-data', severity: 'stops', count: 0 }]
  const findings: DrillFinding[] = []
  const add = (code: DrillFinding['code'], severity: DrillFinding['severity'], count = 0) => {
    findings.push({ code, severity, count })
  }
  if (!situation.mailAccount) add('no-mail-account', 'stops')
  else if (!situation.mailPassword) add('no-mail-password', 'stops')
  if (reach.none > 0) add('no-channel', 'stops', reach.none)
  if (situation.passphraseKnown === false) add('passphrase-unknown', 'stops')
  if (lastSyncAt === null) add('never-synchronised', 'slows')
  else if (daysSince(lastSyncAt, now) >= OLD_DATA_DAYS) add('old-data', 'slows', daysSince(lastSyncAt, now))
  if (held > 0) add('sync-held', 'slows', held)
  if (reach.phoneOnly > 0) add('phone-only', 'slows', reach.phoneOnly)
  if (bounced > 0) add('bounced', 'slows', bounced)
  if (situation.isQuiet) add('quiet-hours', 'slows')
  if (situation.documentsMissing > 0) add('documents-missing', 'slows', situation.documentsMissing)
  if (lastPackAt === null) add('no-pack', 'slows')
  else if (daysSince(lastPackAt, now) >= OLD_PACK_DAYS) add('old-pack', 'slows', daysSince(lastPackAt, now))
  if (situation.sticks === 0) add('no-stick', 'slows')
  if (!situation.recoveryCodeKept) add('recovery-code-unknown', 'slows')
  if (watched === 0) add('nothing-watched', 'slows')
  return findings
}
