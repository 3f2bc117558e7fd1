/**
 * Who gets a message again: the recipients of an earlier one whose rows are in chosen states, and the pupils nobody
 * could be written to about. Whoever has it already, or may still get it, is written to only when that very state was
 * chosen (invariant 3 of design.md).
 */
import type { DeliveryState, Recipient, ResendChoice } from '../contract/views.ts'
import { mailboxKey } from './mail-address.ts'

/** One row of the earlier message. */
export interface EarlierRow {
  readonly personId: number
  readonly address: string
  readonly state: DeliveryState
  readonly pupilIds: readonly number[]
}

/** Nothing arrived and nothing will by itself. */
const FAILED: ReadonlySet<DeliveryState> = new Set(['refused', 'bounced', 'cancelled'])

/** The pupils the new message is about: those of the chosen rows, and those of no row at all when asked for. */
export function pupilsToResend(
  rows: readonly EarlierRow[],
  everyPupil: readonly number[],
  choice: Omit<ResendChoice, 'messageId'>,
): ReadonlySet<number> {
  const chosen = rows.filter(({ state }) => choice.states.includes(state)).flatMap(({ pupilIds }) => pupilIds)
  if (!choice.missing) return new Set(chosen)
  const written = new Set(rows.flatMap(({ pupilIds }) => pupilIds))
  return new Set([...chosen, ...everyPupil.filter((pupilId) => !written.has(pupilId))])
}

/** Which of the planned recipients the new message is for; `rows` and the choice as for `pupilsToResend`. */
export function recipientsToResend(
  planned: readonly Recipient[],
  rows: readonly EarlierRow[],
  choice: Omit<ResendChoice, 'messageId'>,
): Recipient[] {
  const isChosen = ({ state }: EarlierRow) => choice.states.includes(state)
  const chosen = new Set(rows.filter(isChosen).map(({ personId }) => personId))
  const has = rows.filter((row) => !isChosen(row) && !FAILED.has(row.state))
  const people = new Set(has.map(({ personId }) => personId))
  const mailboxes = new Set(has.map(({ address }) => mailboxKey(address)))
  const written = new Set(rows.flatMap(({ pupilIds }) => pupilIds))
  return planned.filter(
    ({ personId, address, pupilIds }) =>
      !people.has(personId) &&
      !mailboxes.has(mailboxKey(address)) &&
      (chosen.has(personId) || (choice.missing && pupilIds.some((pupilId) => !written.has(pupilId)))),
  )
}

/** How many people a message again to one state would be for, whoever has it by now left out. */
export function countToResend(rows: readonly EarlierRow[], state: DeliveryState): number {
  const everyone = rows.map(({ personId, address, pupilIds }) => ({
    personId,
    address,
    pupilIds: [...pupilIds],
    name: '',
    about: '',
  }))
  const again = recipientsToResend(everyone, rows, { states: [state], missing: false })
  return new Set(again.map(({ personId }) => personId)).size
}
