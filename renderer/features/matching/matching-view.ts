/** What the page of matches shows, decided apart from how. */
import type { Difference, DifferenceKey, MatchQuestion } from '../../../electron/contract/views.ts'

/** Cards shown before "show more". */
export const SHOWN_AT_ONCE = 30
/** Before the focus goes to the list: a dialog that closes gives it back to its button first. */
export const FOCUS_DELAY_MS = 100

/** Questions that one answer may settle: nothing speaks against them and nobody else fits. */
export const likelyIds = (questions: readonly MatchQuestion[]): number[] =>
  questions.filter(({ likely }) => likely).map(({ id }) => id)

/** Those to look at one by one come first. */
export const inOrder = (questions: readonly MatchQuestion[]): MatchQuestion[] => [
  ...questions.filter(({ likely }) => !likely),
  ...questions.filter(({ likely }) => likely),
]

export const differenceKey = ({ personId, aboutId, field }: DifferenceKey): DifferenceKey => ({
  personId,
  aboutId,
  field,
})

export const differenceId = ({ personId, aboutId, field }: DifferenceKey): string =>
  `${personId} ${aboutId ?? 0} ${field}`

export const undecided = (differences: readonly Difference[]): Difference[] =>
  differences.filter(({ chosen }) => chosen === undefined)

/** A family may well have two addresses or two numbers: those may all be kept at once. */
export const mayAllBeKept = (differences: readonly Difference[]): DifferenceKey[] =>
  undecided(differences)
    .filter(({ field }) => field === 'email' || field === 'phone')
    .map(differenceKey)
