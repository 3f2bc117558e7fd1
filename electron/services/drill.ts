/**
 * The drill: an outage played on the teacher's own data. It reads, and works out; nothing is sent, no row of the
 * ledger and no file is made, nobody is asked over the network. Only its result is kept.
 */
import { TrousseError } from '../contract/errors.ts'
import type { DrillFinding, DrillRecord, Rehearsal } from '../contract/views.ts'
import { judgeReadiness } from '../domain/drill.ts'
import { DRILL_MESSAGE } from '../domain/drill-words.ts'
import type { HandoverLocale } from '../domain/handover-text.ts'
import { fillTemplate } from '../domain/mail-template.ts'
import { planRecipients } from '../domain/reach-plan.ts'
import { frenchDate } from '../domain/written-format.ts'
import { packPreview } from '../packs/pack-preview.ts'
import { localDay, toInstant } from '../platform/clock.ts'
import type { Machine } from './machine.ts'
import { lastDeparture, waitsUntil } from './quiet-hours.ts'
import { readMailSettings, readRecoveryCodeKept } from './settings.ts'
import type { Space } from './space.ts'
import { SMTP_PASSWORD } from './workbench.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Work due in the week: what an outage of today would keep from pupils. */
const WORK_DAYS = 7
const WORK_SHOWN = 8
const DRILLS_SHOWN = 12

/** Names of the drives that take a pack; null where the system cannot list them. */
async function readSticks(machine: Machine): Promise<string[] | null> {
  try {
    const drives = await machine.drives.list()
    return drives.filter(({ readOnly }) => !readOnly).map(({ name }) => name)
  } catch {
    return null
  }
}

async function readWork(machine: Machine, space: Pick<Space, 'store'>, classId: number): Promise<Rehearsal['work']> {
  const now = machine.clock.now()
  const { rows } = await space.store.read.listAssignments({
    classId,
    dueFrom: localDay(now),
    dueTo: localDay(now + WORK_DAYS * DAY_MS),
    offset: 0,
    limit: WORK_SHOWN,
  })
  return rows.map(({ id, title, dueOn, attachments, attachmentsHere }) => ({
    id,
    title,
    dueOn,
    missing: attachments - attachmentsHere,
  }))
}

/** What an outage would ask for one class. Throws `not-found`. */
export async function rehearse(
  machine: Machine,
  space: Space,
  classId: number,
  locale: HandoverLocale,
): Promise<Rehearsal> {
  const { read } = space.store
  const [content, work, mail, waits, sticks] = await Promise.all([
    read.readPackContent(classId),
    readWork(machine, space, classId),
    readMailSettings(space.store),
    waitsUntil(machine, space),
    readSticks(machine),
  ])
  if (content === null) throw new TrousseError('not-found', { what: 'class' })
  const { className, pupils } = content
  const now = machine.clock.now()
  const plan = planRecipients('guardians', pupils, { today: localDay(now) })
  const withoutMail = plan.missing.map(({ pupilId, name, phones }) => ({ pupilId, name, phones: phones.length }))
  const pack = packPreview(content, 'pupil', { teacher: null, lessons: [] })
  const phone = withoutMail.filter(({ phones }) => phones > 0).length
  const [first] = plan.recipients
  const about = pupils.find(({ id }) => id === first?.pupilIds[0])
  return {
    className,
    pupils: pupils.length,
    reach: { email: pupils.length - withoutMail.length, phone, none: withoutMail.length - phone },
    withoutMail: withoutMail.sort((a, b) => a.phones - b.phones),
    work,
    recipients: plan.recipients.length,
    excluded: plan.excluded.length,
    endsAt: mail === null ? null : await lastDeparture(machine, space, mail, plan.recipients.length, waits ?? now),
    leavesAt: waits === null ? null : toInstant(waits),
    message:
      first === undefined || about === undefined
        ? null
        : { to: `${first.name} <${first.address}>`, ...messageFor(about, className, work, locale) },
    pack: {
      assignments: pack.assignments,
      documents: pack.attachments,
      documentsMissing: pack.attachmentsMissing.length,
      bytes: pack.estimatedBytes,
    },
    sticks,
  }
}

function messageFor(
  pupil: { readonly givenName: string; readonly familyName: string },
  className: string,
  work: Rehearsal['work'],
  locale: HandoverLocale,
): { subject: string; body: string } {
  const words = DRILL_MESSAGE[locale]
  const values = { givenName: pupil.givenName, familyName: pupil.familyName, className }
  const lines = work.map(({ title, dueOn }) => words.due(title, dueOn === null ? '' : frenchDate(dueOn)))
  const list = lines.length === 0 ? words.nothing : lines.join('\n')
  return {
    subject: fillTemplate(words.subject, values).text,
    // After the variables: a title with braces in it stays as its author wrote it.
    body: fillTemplate(words.body, values).text.replace('{travail}', () => list),
  }
}

/** What would have failed, for the whole school as it is now. */
export async function checkReadiness(
  machine: Machine,
  space: Space,
  watched: number,
  passphraseKnown: boolean | null = null,
): Promise<DrillFinding[]> {
  const { read } = space.store
  const now = machine.clock.now()
  const [today, packs, mail, password, waits, recoveryCodeKept, sticks] = await Promise.all([
    read.readToday(localDay(now)),
    read.listPacks(),
    readMailSettings(space.store),
    space.secrets.get(SMTP_PASSWORD),
    waitsUntil(machine, space),
    readRecoveryCodeKept(space.store),
    readSticks(machine),
  ])
  const pack = packs.find(({ lostAt }) => lostAt === null)
  const isDemo = space.kind === 'demo'
  return judgeReadiness(
    {
      pupils: today.pupils,
      lastSyncAt: today.lastSyncAt,
      lastPackAt: pack?.at ?? null,
      held: today.held,
      watched,
      reach: today.reach,
      bounced: today.bounced,
      mailAccount: mail !== null,
      // The invented mail server asks for none, and its space has no recovery code.
      mailPassword: isDemo || password !== null,
      recoveryCodeKept: isDemo || recoveryCodeKept,
      isQuiet: waits !== null,
      documentsMissing: today.attachments.missing,
      passphraseKnown: pack?.encrypted ? passphraseKnown : null,
      sticks: sticks?.length ?? null,
    },
    now,
  )
}

/** Keeps the result, and nothing else. */
export async function finishDrill(
  machine: Machine,
  space: Space,
  watched: number,
  drill: { readonly durationMs: number; readonly passphraseKnown: boolean | null },
): Promise<DrillRecord> {
  const findings = await checkReadiness(machine, space, watched, drill.passphraseKnown)
  const record = { at: toInstant(machine.clock.now()), durationMs: drill.durationMs, findings }
  return { id: await space.store.write.recordDrill(record), ...record }
}

export const listDrills = (space: Pick<Space, 'store'>): Promise<DrillRecord[]> =>
  space.store.read.listDrills(DRILLS_SHOWN)
