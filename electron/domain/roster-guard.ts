/**
 * Invariant 1: the ENT can erase nothing. Before a synchronisation is applied, its removals are weighed;
 * past a limit nothing is applied at all and the teacher decides on the list.
 */
import type { ErrorShape } from '../contract/errors.ts'
import type { HeldSync } from '../contract/views.ts'

/** Share of a class's members, or of a source's people, that may leave without a question (design.md §2). */
export const MAX_SILENT_LOSS = 0.1

export interface ClassMovement {
  readonly className: string
  /** Active pupils before. */
  readonly before: number
  /** Of these, how many the snapshot no longer lists in the class. */
  readonly leaving: number
  /** New or returning members. */
  readonly joining: number
}

export interface GuardInput {
  readonly coverage: 'whole' | 'classes'
  /** Pupils, guardians and teachers this source listed before, active. */
  readonly peopleBefore: number
  readonly peopleRemoved: number
  /** Assignments of this source that its snapshot speaks about. */
  readonly assignmentsBefore: number
  readonly assignmentsRemoved: number
  /** Lessons to come that this source gave and that lie in the span its snapshot now lists. */
  readonly lessonsBefore: number
  readonly lessonsRemoved: number
  /** Lessons to come that are new in that span, up to the last one known before. */
  readonly lessonsAdded: number
  /**
   * What makes the snapshot believable: its pupils, new or known; its lessons and assignments for a source that
   * knows no pupil.
   */
  readonly evidence: number
  readonly classes: readonly ClassMovement[]
}

export type GuardVerdict =
  | { readonly kind: 'ok' }
  | { readonly kind: 'held'; readonly reasons: HeldSync['reasons'] }
  | { readonly kind: 'refused'; readonly error: ErrorShape }

/**
 * Weighs the removals of a snapshot.
 *
 * - A snapshot without a single pupil (or, of a source without pupils, without any lesson or assignment) says
 *   nothing that can be believed: refused, never merely held.
 * - A class that would become empty or lose more than 10 % of its members is held. A loss of one pupil is
 *   never held unless it empties the class: in a small group one leaver is an ordinary day.
 * - A source that would lose more than 10 % of its people, or of its assignments, is held.
 * - Lessons are weighed net: a changed timetable takes one hour away and puts another in its place.
 */
export function guardRemovals(input: GuardInput): GuardVerdict {
  if (input.evidence === 0) return { kind: 'refused', error: { code: 'source-empty', params: {} } }
  const emptied: HeldSync['reasons'] = []
  const shrunk: HeldSync['reasons'] = []
  for (const movement of input.classes) {
    const after = movement.before - movement.leaving + movement.joining
    const reason = { className: movement.className, before: movement.before, after }
    if (movement.leaving === 0) continue
    if (movement.leaving >= movement.before) emptied.push({ kind: 'class-emptied', ...reason })
    else if (movement.leaving > 1 && movement.leaving > movement.before * MAX_SILENT_LOSS) {
      shrunk.push({ kind: 'class-shrinks', ...reason })
    }
  }
  const reasons = [...emptied, ...shrunk]
  const lessonsLost = Math.max(0, input.lessonsRemoved - input.lessonsAdded)
  for (const [before, removed] of [
    // What a file of some classes leaves out of the school is weighed class by class, above.
    [input.peopleBefore, input.coverage === 'whole' ? input.peopleRemoved : 0],
    [input.assignmentsBefore, input.assignmentsRemoved],
    [input.lessonsBefore, lessonsLost],
  ] as const) {
    if (removed > 1 && removed > before * MAX_SILENT_LOSS) {
      reasons.push({ kind: 'source-shrinks', className: null, before, after: before - removed })
    }
  }
  return reasons.length === 0 ? { kind: 'ok' } : { kind: 'held', reasons }
}
