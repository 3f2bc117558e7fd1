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
type Choice = Omit<ResendChoice, 'messageId'>

/** Nothing arrived and nothing will by itself. */
const FAILED: ReadonlySet<DeliveryState> = new Set(['refused', 'bounced', 'cancelled'])

/** The pupils the new message is about: those of the chosen rows, and those of no row at all when asked for. */
export function pupilsToResend(
  rows: readonly EarlierRow[],
  everyPupil: readonly number[],
  choice: Choice,
): ReadonlySet<number> {
  const chosen = rows.filter(({ state }) => choice.states.includes(state)).flatMap(({ pupilIds }) => pupilIds)
  if (!choice.missing) return new Set(chosen)
  const written = new Set(rows.flatMap(({ pupilIds }) => pupilIds))
  return new Set([...chosen, ...everyPupil.filter((pupilId) => !written.has(pupilId))])
}

/**
 * The earlier message said something of its own about each pupil: somebody had a row about one and another row about
 * another. What they have about one child is then not what they lack about the other.
 */
function isPerPupil(rows: readonly EarlierRow[]): boolean {
  const seen = new Map<number, string>()
  return rows.some(({ personId, pupilIds }) => {
    const about = [...pupilIds].sort((a, b) => a - b).join()
    const before = seen.get(personId)
    seen.set(personId, about)
    return before !== undefined && before !== about
  })
}

/** Which of the planned recipients the new message is for; `rows` and the choice as for `pupilsToResend`. */
export function recipientsToResend(
  planned: readonly Recipient[],
  rows: readonly EarlierRow[],
  choice: Choice,
): Recipient[] {
  const perPupil = isPerPupil(rows)
  const keysOf = (reader: number | string, pupilIds: readonly number[]): string[] =>
    perPupil ? pupilIds.map((pupilId) => `${reader} ${pupilId}`) : [String(reader)]
  const keysOfRow = ({ personId, address, pupilIds }: Pick<EarlierRow, 'personId' | 'address' | 'pupilIds'>) => ({
    person: keysOf(personId, pupilIds),
    mailbox: keysOf(mailboxKey(address), pupilIds),
  })
  const isChosen = ({ state }: EarlierRow) => choice.states.includes(state)
  const chosen = new Set(rows.filter(isChosen).flatMap((row) => keysOfRow(row).person))
  const has = rows.filter((row) => !isChosen(row) && !FAILED.has(row.state)).map(keysOfRow)
  const people = new Set(has.flatMap(({ person }) => person))
  const mailboxes = new Set(has.flatMap(({ mailbox }) => mailbox))
  const written = new Set(rows.flatMap(({ pupilIds }) => pupilIds))
  return planned.filter((recipient) => {
    const { person, mailbox } = keysOfRow(recipient)
    if (person.some((key) => people.has(key)) || mailbox.some((key) => mailboxes.has(key))) return false
    const isMissing = choice.missing && recipient.pupilIds.some((pupilId) => !written.has(pupilId))
    return isMissing || person.some((key) => chosen.has(key))
  })
}

/** How many messages again to one state there would be, whoever has it by now left out. */
export function countToResend(rows: readonly EarlierRow[], state: DeliveryState): number {
  const everyone = rows.map(({ personId, address, pupilIds }) => ({
    personId,
    address,
    pupilIds: [...pupilIds],
    name: '',
    about: '',
  }))
  const again = recipientsToResend(everyone, rows, { states: [state], missing: false })
  const perPupil = isPerPupil(rows)
  return new Set(again.map(({ personId, pupilIds }) => (perPupil ? `${personId} ${pupilIds}` : personId))).size
}
