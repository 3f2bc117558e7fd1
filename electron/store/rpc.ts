/** What crosses between the client and the two workers: method names, arguments, values, `{code, params}`. */
import type { ErrorShape } from '../contract/errors.ts'
import type { ReadStore, WriteStore } from './api.ts'

export type ReadMethod = keyof ReadStore
export type WriteMethod = keyof WriteStore

/** Every method of the interface, as the worker implements it: the value itself, or a promise of it. */
export type Handlers<S> = {
  readonly [M in keyof S]: S[M] extends (...parameters: infer P) => Promise<infer R>
    ? (...parameters: P) => R | Promise<R>
    : never
}
export type ReadHandlers = Handlers<ReadStore>
export type WriteHandlers = Handlers<WriteStore>

/** `Record` makes the compiler ask for each method, and for no other. */
const READ: Readonly<Record<ReadMethod, true>> = {
  listClasses: true,
  findClass: true,
  readRoster: true,
  readPupil: true,
  readPupilsOfClass: true,
  readPupils: true,
  listAssignments: true,
  readAssignment: true,
  listLessons: true,
  search: true,
  readToday: true,
  listSources: true,
  readSource: true,
  pageValidators: true,
  listSyncRuns: true,
  listHeldSyncs: true,
  pendingAttachments: true,
  latestAvailability: true,
  listOutages: true,
  watchedSince: true,
  listWatchedServices: true,
  listShareTargets: true,
  listPublications: true,
  readPackContent: true,
  listPacks: true,
  readPack: true,
  listMessages: true,
  readMessage: true,
  listDeliveries: true,
  listDrafts: true,
  listTemplates: true,
  individualPacks: true,
  nextDeliveries: true,
  unfinishedMessages: true,
  nextTries: true,
  interruptedSendings: true,
  readCoverage: true,
  readRecipients: true,
  readDelivery: true,
  sentSince: true,
  readSettings: true,
  readSchoolName: true,
  listLocalWork: true,
  listTypedContacts: true,
  listWorkHandedIn: true,
  listHandoverMarks: true,
  lastHandover: true,
  listDrills: true,
  readInboxPlace: true,
  findDeliveries: true,
  firstMessageSince: true,
  listReplies: true,
  listMatchQuestions: true,
  listMerges: true,
  listDifferences: true,
  countMatches: true,
  knownRecords: true,
  readLocalWork: true,
  readAssignmentContents: true,
  listWorkDrafts: true,
  readWorkDraft: true,
  readCalendar: true,
  workMatchCandidates: true,
  listPortraits: true,
  listPupilNames: true,
  textsWithImages: true,
  imagesOf: true,
  documentUse: true,
  listLeftOut: true,
  sourcesOfDocuments: true,
  findDownloadPart: true,
  handedInSummary: true,
  readHandedInClass: true,
  listHandedInQuestions: true,
  listHandedIn: true,
  readHandedInPeople: true,
  readReplyFiles: true,
}
const WRITE: Readonly<Record<WriteMethod, true>> = {
  createSource: true,
  updateSource: true,
  removeSource: true,
  beginSync: true,
  stageBatch: true,
  planSync: true,
  describePlan: true,
  beginPreview: true,
  endPreview: true,
  applySync: true,
  endSync: true,
  decideHeldSync: true,
  closeInterruptedSyncs: true,
  attachmentFetched: true,
  decideMatches: true,
  undoMatch: true,
  decideDifferences: true,
  letGoOfChoice: true,
  addContact: true,
  removeContact: true,
  markCarried: true,
  closeHandover: true,
  reopenHandover: true,
  recordDrill: true,
  recordAvailability: true,
  watchPlatform: true,
  unwatchPlatform: true,
  addShareTarget: true,
  removeShareTarget: true,
  beginPublication: true,
  finishPublication: true,
  setPublicationLink: true,
  withdrawPublication: true,
  recordPack: true,
  markPackLost: true,
  createMessage: true,
  createMessages: true,
  handOver: true,
  recordExit: true,
  saveDraft: true,
  throwDraft: true,
  saveTemplate: true,
  throwTemplate: true,
  forgetThrown: true,
  moveDelivery: true,
  putOffDeliveries: true,
  markUrgent: true,
  recordCall: true,
  cancelQueued: true,
  markSending: true,
  hastenDeferred: true,
  recoverInterruptedDeliveries: true,
  updateSettings: true,
  recordInbox: true,
  markReplyRead: true,
  keepImage: true,
  leaveOut: true,
  wantDocuments: true,
  weighAgain: true,
  keepDownloadPart: true,
  forgetDownloadPart: true,
  clearDownloadParts: true,
  addHandedIn: true,
  settleHandedIn: true,
  markHandedIn: true,
  removeHandedIn: true,
  clearHandedIn: true,
  backup: true,
  checkIntegrity: true,
  openWorkDraft: true,
  saveWorkDraft: true,
  addWorkDraftFile: true,
  removeWorkDraftFile: true,
  discardWorkDraft: true,
  publishWork: true,
  removeLocalWork: true,
  restoreLocalWork: true,
  markCarriedOver: true,
  matchLocalWork: true,
  unmatchLocalWork: true,
  keepWorkApart: true,
  setPortrait: true,
  removePortraits: true,
}
export const READ_METHODS = Object.keys(READ)
export const WRITE_METHODS = Object.keys(WRITE)

export interface WorkerSetup {
  readonly role: 'writer' | 'reader' | 'restore'
  readonly folder: string
  readonly key: Uint8Array
  readonly nativeBinding?: string
  /** Only for `restore`: the name of the backup. */
  readonly backup?: string
  /** Only for `restore`: ISO instant, names the quarantine folder. */
  readonly at?: string
}

export interface RpcRequest {
  readonly id: number
  /** `open` comes first, with the WorkerSetup; `close` ends the worker after what was asked before it. */
  readonly method: string
  readonly args: readonly unknown[]
}

export interface RpcFailure {
  readonly error: ErrorShape
  /** The original error's text for the log, redacted. Never shown. */
  readonly detail: string | null
}

export type RpcResponse =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | ({ readonly id: number; readonly ok: false } & RpcFailure)
