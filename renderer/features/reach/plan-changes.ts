/** What the teacher changes of a plan, kept as the fewest changes that say it. */
import type { PlanChange, PlannedFamily, PlannedPerson } from '../../../electron/contract/views.ts'

/** By mail as planned, or otherwise. */
export type Way = 'email' | 'phone' | 'post'

export const wayOf = ({ moved }: Pick<PlannedFamily, 'moved'>): Way => moved ?? 'email'

/** The family is reached by this way; `email` gives it back to the plan. */
export function withWay(changes: readonly PlanChange[], pupilId: number, way: Way): PlanChange[] {
  const others = changes.filter((change) => change.kind !== 'move' || change.pupilId !== pupilId)
  return way === 'email' ? others : [...others, { kind: 'move', pupilId, to: way }]
}

/** Whether a person is written to about a pupil, where the teacher may say so. */
export function withPerson(
  changes: readonly PlanChange[],
  pupilId: number,
  { personId, state }: Pick<PlannedPerson, 'personId' | 'state'>,
  isWritten: boolean,
): PlanChange[] {
  const isAbout = (change: PlanChange) =>
    (change.kind === 'drop' || change.kind === 'include') && change.pupilId === pupilId && change.personId === personId
  const wasIncluded = changes.some((change) => change.kind === 'include' && isAbout(change))
  const others = changes.filter((change) => !isAbout(change))
  // A person to contact was only written to because the teacher said so.
  const isByDefault = state !== 'contact-only' && !wasIncluded
  if (isWritten === isByDefault) return others
  return [...others, { kind: isWritten ? 'include' : 'drop', pupilId, personId }]
}

/** The address a person is written to at, everywhere in this message. */
export function withAddress(changes: readonly PlanChange[], personId: number, address: string): PlanChange[] {
  const others = changes.filter((change) => change.kind !== 'address' || change.personId !== personId)
  return [...others, { kind: 'address', personId, address }]
}

/** The plan decides again for this family. */
export const withoutFamily = (changes: readonly PlanChange[], { pupilId, people }: PlannedFamily): PlanChange[] =>
  changes.filter((change) =>
    change.kind === 'address'
      ? !people.some(({ personId }) => personId === change.personId)
      : change.pupilId !== pupilId,
  )

/** The teacher may turn it on or off: reached by default, left out by their own choice, or a person to contact. */
export const canDecide = ({ state }: Pick<PlannedPerson, 'state'>): boolean =>
  state === 'written' || state === 'dropped' || state === 'contact-only'

export const isChanged = (changes: readonly PlanChange[], family: PlannedFamily): boolean =>
  withoutFamily(changes, family).length !== changes.length
