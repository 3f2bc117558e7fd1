/** What the database answers about what the teacher writes here; part of `ReadStore` and `WriteStore`. */
import type * as v from '../contract/views.ts'
import type { NamedPupil } from '../domain/portrait-names.ts'

export interface PortraitRecord {
  readonly personId: number
  readonly sha256: string
  readonly mediaType: string
}

export interface WorkReadStore {
  /** The work that a row belongs to, with its other classes; null for one that a source gave. */
  readLocalWork(assignmentId: number): Promise<v.LocalWork | null>
  /** The last one written first. */
  listWorkDrafts(): Promise<v.WorkDraftSummary[]>
  readWorkDraft(id: string): Promise<v.WorkDraft | null>
  /** The files of an assignment that are on this computer. */
  readAssignmentContents(
    assignmentId: number,
  ): Promise<{ name: string; mediaType: string | null; bytes: number; sha256: string }[]>
  /** Days that have work due, in order; the sums count beyond `perDay`. */
  readCalendar(request: v.CalendarRequest): Promise<v.CalendarDay[]>
  /** Local work still to carry over, with what the ENT has for the same class around the same day. */
  workMatchCandidates(): Promise<
    { local: v.AssignmentSummary; other: v.AssignmentSummary & { readonly sourceLabel: string } }[]
  >
  /** Of a class's active pupils, with what sources call them, to know whose a picture is. */
  listPupilNames(classId: number): Promise<NamedPupil[]>
  /** Of a class's active pupils; of everyone when null. */
  listPortraits(classId: number | null): Promise<PortraitRecord[]>
}

export interface WorkWriteStore {
  /**
   * A draft for a new work, or for changing a group: the one that is open for it already, else one with this id.
   * Returns the draft's id. Throws `not-found`.
   */
  openWorkDraft(draft: {
    readonly id: string
    readonly groupId: number | null
    /** Of a new one. */
    readonly content: v.WorkContent
    readonly at: string
  }): Promise<string>
  /** False, and nothing changes, when a later save is already kept. Throws `not-found`. */
  saveWorkDraft(id: string, revision: number, content: v.WorkContent, at: string): Promise<boolean>
  /** Throws `not-found`. */
  addWorkDraftFile(
    draftId: string,
    file: { readonly name: string; readonly mediaType: string | null; readonly bytes: number; readonly sha256: string },
  ): Promise<number>
  /** Returns the contents that nothing names any more. */
  removeWorkDraftFile(id: number): Promise<string[]>
  discardWorkDraft(id: string): Promise<string[]>
  /**
   * Makes or changes the rows of a draft's classes, takes those of other classes away, and forgets the draft.
   * What did not change stays carried over. Throws `not-found`.
   */
  publishWork(publication: {
    readonly draftId: string
    /** The draft's, cleaned. */
    readonly content: v.WorkContent
    /** Contents of the pictures its text still shows. */
    readonly pictures: readonly string[]
    readonly today: string
    readonly at: string
  }): Promise<{ groupId: number; assignmentIds: number[]; freed: string[] }>
  /** Only what the teacher wrote here; others are left as they are. Returns how many changed. */
  removeLocalWork(assignmentIds: readonly number[], at: string): Promise<number>
  restoreLocalWork(assignmentIds: readonly number[]): Promise<number>
  /** A null instant: to carry over again. */
  markCarriedOver(assignmentIds: readonly number[], at: string | null): Promise<number>
  /** The same work: the ENT's is shown from then on, the local one counts as carried over. Throws `not-found`. */
  matchLocalWork(localId: number, otherId: number, at: string): Promise<void>
  /** Takes `matchLocalWork` back. */
  unmatchLocalWork(localId: number): Promise<void>
  /** Two pieces of work: not asked again. */
  keepWorkApart(localId: number, otherId: number): Promise<void>
  /** Throws `not-found`. Returns the contents that nothing names any more. */
  setPortrait(portrait: PortraitRecord & { readonly bytes: number; readonly at: string }): Promise<string[]>
  /** All of them when null. */
  removePortraits(personIds: readonly number[] | null): Promise<string[]>
}
