/**
 * What the database answers. `ReadStore` cannot write; `WriteStore` is given only to what changes data.
 * Both are served by worker threads (a reader, a writer), so every call is asynchronous and every write is
 * one transaction: it has wholly happened, on disk, when the promise resolves.
 */
import type { ErrorShape } from '../contract/errors.ts'
import type { ContactPointRecord, SnapshotBatch, SnapshotCoverage } from '../contract/snapshot.ts'
import type * as v from '../contract/views.ts'
import type { CoverageRow } from '../domain/coverage.ts'
import type { EarlierRow } from '../domain/resend.ts'
import type { DocumentReads, DocumentWrites } from './api-documents.ts'
import type { HandedInReads, HandedInWrites } from './api-handed-in.ts'
import type { ImageReads, ImageWrites } from './api-images.ts'
import type { ShareReads, ShareWrites } from './api-shares.ts'
import type { WorkReadStore, WorkWriteStore } from './api-work.ts'

export interface SourceRecord {
  readonly id: number
  readonly kind: v.SourceKind
  readonly label: string
  readonly origin: string
  readonly isDemo: boolean
  /** Settings without any secret; OneRosterConfig for `oneroster`. */
  readonly config: Readonly<Record<string, unknown>>
}

/** What a server gave last time for a page, to ask "changed since?". */
export interface PageValidator {
  readonly url: string
  readonly etag: string
}

export type SyncOutcome = 'applied' | 'unchanged' | 'held' | 'refused' | 'failed' | 'cancelled'

/** What `planSync` decided about the staged snapshot; nothing of the school's data has changed yet. */
export interface SyncPlan {
  readonly counts: v.ChangeCounts
  /** Records left out and links cut off, because they speak of people or classes the source does not list. */
  readonly dropped: number
  readonly verdict:
    | { readonly kind: 'unchanged' }
    | { readonly kind: 'apply' }
    | { readonly kind: 'held'; readonly reasons: v.HeldSync['reasons'] }
    | { readonly kind: 'refused'; readonly error: ErrorShape }
}

/** One line of what a plan would do. */
export interface PlanRow {
  readonly kind: v.HeldSync['removals'][number]['kind']
  /** The record's id in its source. */
  readonly externalId: string
  readonly label: string
  /** The division of a person, the class of anything else. */
  readonly className: string | null
  /** When a lesson begins. */
  readonly at?: string | null | undefined
  readonly change: 'added' | 'changed' | 'returned' | 'removed'
  /** Another source that already gives the same person or class: the record joins it. */
  readonly source: string | null
}

export interface PendingAttachment {
  readonly attachmentId: number
  readonly url: string
  readonly name: string
  readonly bytes: number | null
  /** Why it was not fetched the last time. */
  readonly leftOut: v.LeftOutReason | null
  /** The teacher asked for it, whatever the limits say. */
  readonly wanted: boolean
}

/** Everything a class pack can hold; `packs/` takes from it what the profile allows. */
export interface PackContent {
  readonly schoolName: string | null
  readonly academicYear: string | null
  readonly className: string
  readonly pupils: readonly v.PupilSheet[]
  readonly assignments: readonly (Omit<v.AssignmentDetail, 'files'> & {
    readonly files: readonly (v.AttachmentView & { readonly sha256: string | null })[]
  })[]
}

export interface NewPack
  extends Omit<v.PackRecord, 'id' | 'className' | 'recipientNames' | 'fields' | 'counts' | 'drive' | 'lostAt'> {
  readonly path: string
  readonly drive?: v.PackRecord['drive']
  /** Pupils an individual pack is made for. */
  readonly recipientIds: readonly number[]
  readonly fields: readonly string[]
  readonly counts: v.PackCounts
}

export interface NewDelivery {
  readonly personId: number
  readonly pupilIds: readonly number[]
  readonly recipientName: string
  readonly about: string
  readonly address: string
  /** Without angle brackets; stable for ever. */
  readonly messageIdHeader: string
  /** Personalised subject and body, rendered when the message is created. */
  readonly subject: string
  readonly body: string
  readonly files?: readonly v.MessageFile[]
}

export interface NewMessage extends v.MessageDraft {
  readonly createdAt: string
  readonly fromAddress: string
  readonly fromName: string
  readonly deliveries: readonly NewDelivery[]
  /** Pupils it is about besides those of the deliveries: nobody could be written to for them. */
  readonly pupilIds?: readonly number[]
  /** Of these, those whose family the teacher reaches otherwise. */
  readonly moved?: readonly { readonly pupilId: number; readonly to: 'phone' | 'post' }[]
  /** The draft it was, which goes in the same transaction: what was sent must not lie about as if it were not. */
  readonly draftId?: number | undefined
}

/** A pack made for one pupil. */
export interface IndividualPack {
  readonly pupilId: number
  readonly packId: number
  readonly fileName: string
  readonly path: string
  readonly sha256: string
  readonly bytes: number
}

/** A delivery as the transport needs it. */
export interface DeliveryWork {
  readonly id: number
  readonly messageId: number
  readonly address: string
  readonly recipientName: string
  readonly fromAddress: string
  readonly fromName: string
  readonly messageIdHeader: string
  readonly subject: string
  readonly body: string
  readonly attempts: number
  readonly createdAt: string
  /** The rendered bytes once they exist; a retry sends exactly these. */
  readonly mime: Uint8Array | null
  readonly files?: readonly v.MessageFile[]
  /** French when absent. */
  readonly locale?: 'fr' | 'en' | undefined
}

/** A message as it is kept, with what is needed to write it again. */
export interface StoredMessage extends v.MessageSummary {
  readonly body: string
  readonly classIds: readonly number[]
  /** As it was written; null for a message of an earlier release. */
  readonly content: unknown
  /** The ways out it was written to, the latest first. */
  readonly exits: readonly { readonly kind: v.ExitKind; readonly rows: number; readonly at: string }[]
}

/**
 * A step of one row of the ledger. `data-started` is committed when the server says 354: from then on a
 * broken connection means "perhaps received" (ambiguous), never "to send again".
 */
export type DeliveryStep =
  | { readonly to: 'in-flight'; readonly mime: Uint8Array }
  | { readonly to: 'data-started' }
  | { readonly to: 'accepted'; readonly serverSaid: string }
  | {
      readonly to: 'deferred'
      readonly nextTryAt: string
      readonly error: ErrorShape
      readonly serverSaid: string | null
    }
  | { readonly to: 'refused'; readonly error: ErrorShape; readonly serverSaid: string | null }
  | { readonly to: 'ambiguous'; readonly error: ErrorShape; readonly serverSaid: string | null }
  | { readonly to: 'queued' }
  | { readonly to: 'cancelled' }
  /** Written as an .eml file for another program to send. */
  | { readonly to: 'handed-over' }
  /** The recipient's side sent it back; `serverSaid` is what its notice quotes. */
  | { readonly to: 'bounced'; readonly error: ErrorShape; readonly serverSaid: string | null }
  | { readonly to: 'answered' }
  /** By the teacher's hand: told by telephone, sent by post. What the server had said stays. */
  | { readonly to: 'phoned' }
  | { readonly to: 'posted' }

/** How far a mailbox was read. */
export interface InboxPlace {
  readonly uidValidity: string
  /** The highest UID that was looked at; 0 for none. */
  readonly lastUid: number
}

/** A message of the mailbox that is about a row of the ledger. */
export interface IncomingReply {
  /** Its own, without brackets. */
  readonly messageIdHeader: string
  readonly deliveryId: number
  readonly kind: v.ReplyKind
  readonly fromAddress: string
  readonly fromName: string
  readonly subject: string
  readonly body: string
  readonly receivedAt: string
  readonly attachments: v.ReplyView['attachments']
  /** Of a notice: whom it names, in lower case, and whether the address itself is dead. */
  readonly recipients: readonly {
    readonly address: string | null
    readonly status: string | null
    readonly diagnostic: string | null
    readonly hard: boolean
  }[]
}

export interface AvailabilitySample {
  readonly service: string
  readonly platform: string
  readonly role: v.ServiceRole
  readonly at: string
  readonly state: v.Availability['state']
  readonly cause: v.Availability['cause']
  /** The state shown after hysteresis, and since when. */
  readonly shown: v.Availability
  /** What was seen; kept only while it tells of an outage. */
  readonly evidence: v.OutageEvidence
}

/** An outage as it is kept, with the last moment its service was looked at. */
export type OutageRecord = v.OutageView & { readonly checkedAt: string | null }

export type WatchedRecord = v.WatchedService & { readonly platform: string }

/** Local work as it is carried back; `html` as stored. */
export interface LocalWork {
  readonly id: number
  readonly title: string
  readonly className: string
  readonly dueOn: string | null
  readonly html: string
  readonly createdAt: string
  readonly carriedAt: string | null
}

/** An address the teacher typed. */
export interface TypedContactRow {
  readonly id: number
  readonly kind: 'email' | 'phone'
  readonly value: string
  readonly at: string
  readonly owner: string
  /** Of a guardian; empty for a pupil's own. */
  readonly pupils: string
  readonly className: string | null
}

/** A file handed in outside the platform, of a pupil and a class that are known. */
export interface WorkHandedIn {
  readonly classId: number
  readonly className: string
  readonly title: string
  readonly pupil: string
  readonly at: string
}

/** An outage the teacher is done with. */
export interface ClosedHandover {
  readonly id: number
  readonly beganAt: string
  readonly endedAt: string
  readonly closedAt: string
}

export interface ReadStore extends ShareReads, DocumentReads, HandedInReads, ImageReads, WorkReadStore {
  listClasses(): Promise<v.ClassSummary[]>
  /** By id, or by name as people write it ("6A" finds "6e A"); null when none or several fit. */
  findClass(nameOrId: string): Promise<{ id: number; name: string } | null>
  /** Of one class, or of the whole school when null; by family name. */
  readRoster(classId: number | null): Promise<v.RosterRow[]>
  readPupil(id: number): Promise<v.PupilSheet | null>
  /** The sheets of a class's active pupils, by family name. */
  readPupilsOfClass(classId: number): Promise<v.PupilSheet[]>
  /** The sheets of these pupils, in this order; unknown ids are left out. */
  readPupils(ids: readonly number[]): Promise<v.PupilSheet[]>
  listAssignments(filter: v.AssignmentFilter): Promise<v.Page<v.AssignmentSummary>>
  readAssignment(id: number): Promise<v.AssignmentDetail | null>
  /** Lessons that touch the time between two instants, by start; of one class, or of the whole school. */
  listLessons(filter: v.LessonFilter): Promise<v.LessonView[]>
  /** Prefix search, accents and case ignored; any text is safe. */
  search(text: string, limit: number): Promise<v.SearchHit[]>
  readToday(todayIso: string): Promise<Omit<v.TodayView, 'availability'>>
  listSources(): Promise<v.SourceView[]>
  readSource(id: number): Promise<SourceRecord | null>
  pageValidators(sourceId: number): Promise<PageValidator[]>
  listSyncRuns(limit: number): Promise<v.SyncRunView[]>
  listHeldSyncs(): Promise<v.HeldSync[]>
  pendingAttachments(sourceId: number): Promise<PendingAttachment[]>
  latestAvailability(): Promise<v.Availability[]>
  /** Outages that were not over at this instant, the most recent first. */
  listOutages(fromIso: string): Promise<OutageRecord[]>
  /** Of the oldest sample that is kept. */
  watchedSince(): Promise<string | null>
  /** Services watched without a source. */
  listWatchedServices(): Promise<WatchedRecord[]>
  readPackContent(classId: number): Promise<PackContent | null>
  listPacks(): Promise<v.PackRecord[]>
  readPack(id: number): Promise<(v.PackRecord & { path: string }) | null>
  listMessages(): Promise<v.MessageSummary[]>
  readMessage(id: number): Promise<StoredMessage | null>
  listDeliveries(messageId: number): Promise<v.Delivery[]>
  /** Drafts that were not thrown away, the latest first; content as it was stored. */
  listDrafts(): Promise<{ id: number; updatedAt: string; content: unknown }[]>
  /** The teacher's own, by name. */
  listTemplates(): Promise<(v.TemplateText & { id: number })[]>
  /** The latest individual pack made for each of these pupils, with where it was written. */
  individualPacks(pupilIds: readonly number[]): Promise<IndividualPack[]>
  /** Per pupil the message was about: the states of the rows about them, and the calls; of its resendings too. */
  readCoverage(messageId: number): Promise<CoverageRow[]>
  /** The rows of a message and of its resendings, with the pupils each is about. */
  readRecipients(messageId: number): Promise<EarlierRow[]>
  /** Rows to send now, oldest first: queued, or deferred with a past time; or only the latter. */
  nextDeliveries(messageId: number, nowIso: string, limit: number, only?: 'deferred'): Promise<DeliveryWork[]>
  /** Per message, when its first row put off is due. */
  nextTries(): Promise<{ messageId: number; nextTryAt: string }[]>
  /** Messages whose sending a crash or a closed program cut short, the oldest first. */
  interruptedSendings(): Promise<number[]>
  /** Messages that still have rows to send: work that a crash or a stop left behind. */
  unfinishedMessages(): Promise<number[]>
  readDelivery(id: number): Promise<DeliveryWork | null>
  /** Instants of the rows handed to a server since then, for the sending rate. */
  sentSince(iso: string): Promise<string[]>
  readSettings(): Promise<Record<string, unknown>>
  /** Of the school the classes belong to; null before it is known. */
  readSchoolName(): Promise<string | null>
  listLocalWork(): Promise<LocalWork[]>
  /** Since this instant, and still there. */
  listTypedContacts(fromIso: string): Promise<TypedContactRow[]>
  listWorkHandedIn(fromIso: string): Promise<WorkHandedIn[]>
  /** What the teacher said is carried back; local work has its own mark. */
  listHandoverMarks(): Promise<{ kind: v.HandoverKind; rowId: number; carriedAt: string }[]>
  lastHandover(): Promise<ClosedHandover | null>
  /** The most recent first. */
  listDrills(limit: number): Promise<v.DrillRecord[]>
  /** Null for a mailbox that was never read. */
  readInboxPlace(account: string): Promise<(InboxPlace & { readAt: string }) | null>
  /** The rows of the ledger with these Message-IDs. */
  findDeliveries(messageIds: readonly string[]): Promise<{ id: number; messageIdHeader: string }[]>
  /** When the oldest message since then was made of which something left; null when nothing did. */
  firstMessageSince(iso: string): Promise<string | null>
  /** Of one message, answers first, then the newest. */
  listReplies(messageId: number): Promise<v.ReplyView[]>
  /** People who may be the same: to ask the teacher. */
  listMatchQuestions(limit: number): Promise<v.Page<v.MatchQuestion>>
  /** Matches that can be taken back, the teacher's first, then the latest. */
  listMerges(limit: number): Promise<v.Page<v.MergeView>>
  /** What sources say differently of one person, those to decide first. */
  listDifferences(limit: number): Promise<v.Page<v.Difference>>
  countMatches(): Promise<v.MatchCounts>
  /** Matches rows of a file against the school: see `domain/roster-diff`. */
  knownRecords(sourceId: number): Promise<{ entity: string; externalId: string; hash: string; active: boolean }[]>
}

export interface WriteStore extends ShareWrites, DocumentWrites, HandedInWrites, ImageWrites, WorkWriteStore {
  createSource(source: Omit<SourceRecord, 'id'> & { createdAt: string }): Promise<number>
  updateSource(id: number, change: { label?: string; config?: Record<string, unknown> }): Promise<void>
  /** What only this source gave becomes inactive; what the teacher wrote and sent stays. */
  removeSource(id: number): Promise<void>

  beginSync(sourceId: number, startedAt: string, coverage: SnapshotCoverage): Promise<number>
  /** Keeps a batch in the worker's memory; nothing is written. Throws `response-unexpected` on a record that does not fit. */
  stageBatch(runId: number, batch: SnapshotBatch): Promise<void>
  planSync(runId: number): Promise<SyncPlan>
  /** What the plan would do, line by line, what would go first; `total` counts beyond the limit. */
  describePlan(runId: number, limit: number): Promise<{ rows: PlanRow[]; total: number }>
  /**
   * As `beginSync`, to look only: the run is staged, planned and described, never applied, and leaves no trace in
   * the database. Null for a file that is no source yet.
   */
  beginPreview(sourceId: number | null, at: string, coverage: SnapshotCoverage): Promise<number>
  endPreview(runId: number): Promise<void>
  /** Applies what was planned, journals it, and forgets the staging. One transaction. */
  applySync(runId: number, at: string): Promise<v.ChangeCounts>
  /** Ends a run without touching the school's data. A held run keeps its snapshot for the teacher's decision. */
  endSync(runId: number, at: string, outcome: Exclude<SyncOutcome, 'applied'>, error: ErrorShape | null): Promise<void>
  /** Accept: applies the kept snapshot, removals included. Refuse: forgets it. */
  decideHeldSync(heldId: number, accept: boolean, at: string): Promise<void>
  /** Runs found open at start were cut by a crash: ended as `failed`. */
  closeInterruptedSyncs(at: string): Promise<number>
  attachmentFetched(attachmentId: number, sha256: string, bytes: number): Promise<void>

  /** Answers questions of `listMatchQuestions`. Throws `not-found`, and `sync-running` while any run is open. */
  decideMatches(ids: readonly number[], same: boolean, at: string): Promise<void>
  /** Parts again what was matched; the ledger is not touched. Throws as `decideMatches`. */
  undoMatch(mergeId: number, at: string): Promise<void>
  /** Shows one source's word, or keeps all when null. Throws `not-found`, `invalid-request`. */
  decideDifferences(keys: readonly v.DifferenceKey[], sourceId: number | null, at: string): Promise<void>
  /** Takes a choice back: the difference waits again. */
  letGoOfChoice(key: v.DifferenceKey): Promise<void>
  /** An address the teacher typed: no synchronisation takes it away. Returns its id. Throws `not-found`. */
  addContact(personId: number, point: ContactPointRecord): Promise<number>
  /** Only what the teacher typed. Throws `not-found`. */
  removeContact(contactId: number): Promise<void>
  /** A null instant: not carried back after all. */
  markCarried(items: readonly { kind: v.HandoverKind; id: number }[], at: string | null): Promise<void>
  /** The teacher is done with what fell until `closedAt`. */
  closeHandover(closed: Omit<ClosedHandover, 'id'>): Promise<number>
  reopenHandover(id: number): Promise<void>
  recordDrill(drill: Omit<v.DrillRecord, 'id'>): Promise<number>

  recordAvailability(sample: AvailabilitySample): Promise<void>
  /** In place of what was watched under this name. */
  watchPlatform(platform: string, services: readonly v.WatchedService[], at: string): Promise<void>
  /** Its outages stay in the history; one that is open ends here. */
  unwatchPlatform(platform: string, at: string): Promise<void>
  recordPack(pack: NewPack): Promise<number>
  /** A null instant: it was found again. */
  markPackLost(id: number, at: string | null): Promise<void>
  createMessage(message: NewMessage): Promise<number>
  /** Several at once, all or none: one message in parts. */
  createMessages(messages: readonly NewMessage[]): Promise<number[]>
  /** Null makes a new one; returns its id. A draft that was thrown away meanwhile comes back. */
  saveDraft(id: number | null, content: v.DraftContent, at: string): Promise<number>
  /** An instant throws it away, null gets it back. */
  throwDraft(id: number, at: string | null): Promise<void>
  /** Null makes a new one; returns its id. Throws `not-found`. */
  saveTemplate(id: number | null, template: v.TemplateText, at: string): Promise<number>
  throwTemplate(id: number, at: string | null): Promise<void>
  /** Drafts and templates that were thrown away go for good; returns the contents that nothing names any more. */
  forgetThrown(): Promise<string[]>
  recordExit(messageId: number, kind: v.ExitKind, rows: number, at: string): Promise<void>
  /** Waiting rows the teacher says were sent by another program; null for all that wait. Returns how many. */
  handOver(messageId: number, deliveryIds: readonly number[] | null, at: string): Promise<number>
  moveDelivery(id: number, step: DeliveryStep, at: string): Promise<void>
  /** What waits of a message, and is due before then, is put off until then, all in one; returns how many rows. */
  putOffDeliveries(messageId: number, untilIso: string, at: string): Promise<number>
  /** Keeps why a message does not wait for the morning; what was put off for it is queued again. Throws `not-found`. */
  markUrgent(messageId: number, reason: string, at: string): Promise<void>
  cancelQueued(messageId: number, at: string): Promise<number>
  /** Throws `not-found` for a pupil the message was not about. */
  recordCall(call: {
    readonly messageId: number
    readonly pupilId: number
    readonly phone: string | null
    readonly result: v.CallResult
    readonly at: string
  }): Promise<void>
  /** At start: in flight before 354 goes back to queued, after 354 becomes ambiguous. Returns both counts. */
  /** Since when a message is being sent; null when nobody is at it. */
  markSending(messageId: number, since: string | null): Promise<void>
  /** Rows put off beyond `latest`, by a clock that was ahead, are due at once. Returns how many. */
  hastenDeferred(latest: string, at: string): Promise<number>
  recoverInterruptedDeliveries(at: string): Promise<{ requeued: number; ambiguous: number }>
  updateSettings(change: Record<string, unknown>): Promise<Record<string, unknown>>
  /**
   * Keeps what a batch of the mailbox held and how far it was read. A notice or an answer moves its row, a hard bounce
   * marks the address. Returns how many were not known yet.
   */
  recordInbox(account: string, place: InboxPlace, replies: readonly IncomingReply[], at: string): Promise<number>
  /** A null instant: unread again. */
  markReplyRead(id: number, at: string | null): Promise<void>

  /** `VACUUM INTO`, flush, reopen, verify, rename. Returns the file's name. */
  backup(folder: string, at: string): Promise<{ name: string; bytes: number }>
  checkIntegrity(): Promise<{ ok: boolean; problems: string[] }>
}

export interface StoreClient {
  readonly read: ReadStore
  readonly write: WriteStore
  /** Finishes what was asked, checkpoints, closes both workers. */
  close(): Promise<void>
}

export interface OpenStoreOptions {
  /** Folder of the space; holds `trousse.db`, `backups/`, `quarantine/`. */
  readonly folder: string
  /** 32 bytes. Copied; the caller may wipe its own. */
  readonly key: Uint8Array
  /** The worker's module: a bundled file in the app, the TypeScript file itself under plain Node. */
  readonly workerUrl: URL
  /** A build of the SQLite module for a runtime that cannot load the packaged one (development only). */
  readonly nativeBinding?: string
  /** A worker died by itself: pending calls were rejected with `internal`, the store must be opened again. */
  readonly onWorkerLost?: () => void
}

/**
 * Opens or creates the database. Rejects with `store-too-new`, `store-not-ours`, `store-damaged`,
 * `store-wrong-key`, `store-missing` (it was here once), `store-network-drive`, `disk-full`; the file is then
 * byte for byte as it was.
 */
export type OpenStore = (options: OpenStoreOptions) => Promise<StoreClient>
