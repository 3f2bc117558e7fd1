/** How many families a message reached, before and after: from the ledger, and from the sheets. */
import { TrousseError } from '../../contract/errors.ts'
import type { ClassReach, Coverage } from '../../contract/views.ts'
import { coverageOf } from '../../domain/coverage.ts'
import { GAP_ORDER, gapOf } from '../../domain/reach-gaps.ts'
import { chooseAddress, displayName, exclusionOf, numbersToCall } from '../../domain/reach-rules.ts'
import { countToResend } from '../../domain/resend.ts'
import type { StoreClient } from '../../store/api.ts'
import { resolveAudience } from './audience.ts'

/** How many families a message reached and by what, and who is left, with the numbers to call. Throws `not-found`. */
export async function readMessageCoverage(store: StoreClient, messageId: number): Promise<Coverage> {
  const message = await store.read.readMessage(messageId)
  if (message === null) throw new TrousseError('not-found', { what: 'message' })
  const [rows, recipients] = await Promise.all([
    store.read.readCoverage(messageId),
    store.read.readRecipients(messageId),
  ])
  const sheets = await store.read.readPupils(rows.map(({ pupilId }) => pupilId))
  const numbers = new Map(sheets.map((sheet) => [sheet.id, numbersToCall(sheet)]))
  const coverage = coverageOf(rows)
  return {
    ...coverage,
    again: {
      refused: countToResend(recipients, 'refused'),
      bounced: countToResend(recipients, 'bounced'),
      cancelled: countToResend(recipients, 'cancelled'),
      accepted: countToResend(recipients, 'accepted'),
    },
    pupils: coverage.pupils.map((pupil) => ({ ...pupil, numbers: numbers.get(pupil.pupilId) ?? [] })),
  }
}

/**
 * Before any message: who of a class could be reached, and for the others what is missing and the shortest way to it.
 *
 * @param today ISO date
 */
export async function readClassReach(store: StoreClient, classId: number, today: string): Promise<ClassReach> {
  const { pupils } = await resolveAudience(store, { classId })
  const counts = { byEmail: 0, byPhone: 0, none: 0, verified: 0 }
  const rows: ClassReach['rows'] = []
  for (const { sheet, className } of pupils) {
    const gap = gapOf(sheet, today)
    const people = [sheet, ...sheet.guardians.filter((guardian) => exclusionOf(guardian) === null)]
    const byEmail = people.some(({ contactPoints }) => {
      const choice = chooseAddress(contactPoints)
      return choice !== null && 'address' in choice
    })
    const phones = numbersToCall(sheet)
    if (byEmail) counts.byEmail += 1
    else if (phones.length > 0) counts.byPhone += 1
    else counts.none += 1
    if (people.some(({ contactPoints }) => contactPoints.some((point) => point.verified && !point.bounced))) {
      counts.verified += 1
    }
    if (gap === null) continue
    rows.push({
      pupilId: sheet.id,
      name: displayName(sheet),
      className,
      gap: gap.gap,
      who: [...gap.who],
      ways: [...gap.ways],
      phones,
    })
  }
  rows.sort((a, b) => GAP_ORDER.indexOf(a.gap) - GAP_ORDER.indexOf(b.gap))
  return { pupils: pupils.length, ...counts, rows }
}
