/** What the database answers about work handed in. */
import type * as v from '../contract/views.ts'
import type { NamedPupil, NamedWork } from '../domain/handed-in-match.ts'

/** A file as it is kept, for whoever exports it or looks into it. */
export interface HandedInRow extends v.HandedIn {
  readonly sha256: string
  readonly mediaType: string | null
  readonly pupil: { readonly familyName: string; readonly givenName: string } | null
  /** Title of its assignment; null for other work. */
  readonly assignmentTitle: string | null
  readonly className: string | null
}

export interface NewHandedIn {
  /** The same thing collected again has the same key. */
  readonly sourceKey: string
  readonly origin: v.HandedInOrigin
  readonly pupilId: number | null
  readonly assignmentId: number | null
  readonly settled: boolean
  readonly hints: { readonly pupilIds: readonly number[]; readonly assignmentIds: readonly number[] }
  readonly name: string
  readonly mediaType: string | null
  readonly bytes: number
  readonly sha256: string
  readonly isAnswer: boolean
  readonly risk: v.HandedIn['risk']
  readonly about: string
  readonly givenAt: string
  readonly collectedAt: string
  readonly replyId: number | null
  /** Only to be cleared away: a content that was kept and then refused with what it came in. */
  readonly removedAt?: string
}

/** An answer of the mailbox whose files may be fetched. */
export interface ReplyFiles {
  readonly messageIdHeader: string
  readonly receivedAt: string
  readonly subject: string
  readonly files: readonly { readonly name: string; readonly type: string; readonly bytes: number }[]
  /** Pupils that the message answered was about. */
  readonly pupilIds: readonly number[]
}

export interface HandedInReads {
  handedInSummary(): Promise<v.HandedInSummary>
  /** With the assignments due between the two days; null when there is no such class. */
  readHandedInClass(classId: number, dueFrom: string, dueTo: string): Promise<v.HandedInClass | null>
  listHandedInQuestions(): Promise<v.HandedInChoices>
  /** By pupil, then latest first; what was removed is not among them. */
  listHandedIn(filter: {
    readonly ids?: readonly number[]
    readonly pupilId?: number
    readonly assignmentId?: number
    readonly classId?: number
  }): Promise<HandedInRow[]>
  /** Who and what files can be matched with: of one class, or of all. */
  readHandedInPeople(classId: number | null): Promise<{ pupils: NamedPupil[]; works: NamedWork[] }>
  readReplyFiles(replyId: number): Promise<ReplyFiles | null>
}

export interface HandedInWrites {
  /** `questions`: of those added, how many are not attributed. What is known already changes nothing, except that what was removed comes back. */
  addHandedIn(items: readonly NewHandedIn[]): Promise<{ added: number; known: number; questions: number }>
  /** Says whose these are and what for. Throws `not-found`, and `invalid-request` for work of a class the pupil is not in. */
  settleHandedIn(ids: readonly number[], pupilId: number, assignmentId: number | null): Promise<void>
  /** A null instant: to be corrected again. */
  markHandedIn(ids: readonly number[], correctedAt: string | null): Promise<void>
  /** A null instant: taken back. */
  removeHandedIn(ids: readonly number[], at: string | null): Promise<void>
  /** Forgets what was removed before then; gives the contents that nothing names any more. */
  clearHandedIn(before: string): Promise<string[]>
}
