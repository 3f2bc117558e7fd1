/** Whose each chosen picture is, as the teacher settles it. Pure. */
import type { PortraitProposal } from '../../../electron/contract/views.ts'

/** By the picture's index: a pupil, or null for a picture to leave out. */
export type PortraitChoices = ReadonlyMap<number, number | null>

/** Only what a name leaves no doubt about is settled at first. */
export const firstChoices = ({ guesses }: PortraitProposal): PortraitChoices =>
  new Map(guesses.map(({ index, kind, pupilIds }) => [index, kind === 'sure' ? (pupilIds[0] ?? null) : null]))

/** A pupil has one picture: the one chosen last. */
export function choose(choices: PortraitChoices, index: number, pupilId: number | null): PortraitChoices {
  const next = new Map(choices)
  if (pupilId !== null) for (const [other, owner] of next) if (owner === pupilId) next.set(other, null)
  return next.set(index, pupilId)
}

/** The pictures left go to the pupils left, each in its own order: the teacher then looks at every face. */
export function fillInOrder(
  choices: PortraitChoices,
  inOrder: readonly number[],
  pupilIds: readonly number[],
): PortraitChoices {
  const taken = new Set([...choices.values()].filter((id) => id !== null))
  const free = pupilIds.filter((id) => !taken.has(id))
  const next = new Map(choices)
  for (const index of inOrder) {
    if (next.get(index) !== null) continue
    const pupilId = free.shift()
    if (pupilId === undefined) break
    next.set(index, pupilId)
  }
  return next
}
