/** The read side: every method of `ReadStore` over a connection that cannot write. */
import type { ReadConnection } from './connection.ts'
import { countDifferences, listDifferences } from './matching/differences.ts'
import * as assignments from './queries/assignments.ts'
import * as availability from './queries/availability.ts'
import * as classes from './queries/classes.ts'
import { readCoverage, readRecipients } from './queries/coverage.ts'
import * as documents from './queries/documents.ts'
import * as drafts from './queries/drafts.ts'
import * as handedIn from './queries/handed-in.ts'
import * as handover from './queries/handover.ts'
import * as images from './queries/images.ts'
import { listLessons } from './queries/lessons.ts'
import * as localWork from './queries/local-work.ts'
import * as matches from './queries/matches.ts'
import * as messages from './queries/messages.ts'
import * as packs from './queries/packs.ts'
import * as people from './queries/people.ts'
import { listPortraits, listPupilNames } from './queries/portraits.ts'
import * as replies from './queries/replies.ts'
import { search } from './queries/search.ts'
import * as sending from './queries/sending.ts'
import { readSettings } from './queries/settings.ts'
import * as shares from './queries/shares.ts'
import * as sources from './queries/sources.ts'
import * as runs from './queries/sync-runs.ts'
import { readToday } from './queries/today.ts'
import * as workDrafts from './queries/work-drafts.ts'
import type { ReadHandlers } from './rpc.ts'

export const createReader = (c: ReadConnection): ReadHandlers => ({
  listClasses: () => classes.listClasses(c),
  findClass: (nameOrId) => classes.findClass(c, nameOrId),
  readRoster: (classId) => classes.readRoster(c, classId),
  readPupil: (id) => people.readPupil(c, id),
  readPupilsOfClass: (classId) => people.readPupilsOfClass(c, classId),
  readPupils: (ids) => people.readPupils(c, ids),
  listAssignments: (filter) => assignments.listAssignments(c, filter),
  readAssignment: (id) => assignments.readAssignment(c, id),
  listLessons: (filter) => listLessons(c, filter),
  readLocalWork: (assignmentId) => localWork.readLocalWork(c, assignmentId),
  readAssignmentContents: (assignmentId) => localWork.readAssignmentContents(c, assignmentId),
  readCalendar: (request) => localWork.readCalendar(c, request),
  workMatchCandidates: () => localWork.workMatchCandidates(c),
  listWorkDrafts: () => workDrafts.listWorkDrafts(c),
  readWorkDraft: (id) => workDrafts.readWorkDraft(c, id),
  listPupilNames: (classId) => listPupilNames(c, classId),
  listPortraits: (classId) => listPortraits(c, classId),
  pendingAttachments: (sourceId) => assignments.pendingAttachments(c, sourceId),
  search: (text, limit) => search(c, text, limit),
  readToday: (todayIso) => readToday(c, todayIso),
  listSources: () => sources.listSources(c),
  readSource: (id) => sources.readSource(c, id),
  pageValidators: (sourceId) => sources.pageValidators(c, sourceId),
  listSyncRuns: (limit) => runs.listSyncRuns(c, limit),
  listHeldSyncs: () => runs.listHeldSyncs(c),
  knownRecords: (sourceId) => runs.knownRecords(c, sourceId),
  latestAvailability: () => availability.latestAvailability(c),
  listOutages: (fromIso) => availability.listOutages(c, fromIso),
  watchedSince: () => availability.watchedSince(c),
  listWatchedServices: () => availability.listWatchedServices(c),
  listShareTargets: () => shares.listShareTargets(c),
  listPublications: () => shares.listPublications(c),
  readPackContent: (classId) => packs.readPackContent(c, classId),
  listPacks: () => packs.listPacks(c),
  readPack: (id) => packs.readPack(c, id),
  listMessages: () => messages.listMessages(c),
  readMessage: (id) => messages.readMessage(c, id),
  listDeliveries: (messageId) => messages.listDeliveries(c, messageId),
  listDrafts: () => drafts.listDrafts(c),
  listTemplates: () => drafts.listTemplates(c),
  individualPacks: (pupilIds) => packs.individualPacks(c, pupilIds),
  nextDeliveries: (messageId, nowIso, limit, only) => messages.nextDeliveries(c, messageId, nowIso, limit, only),
  readCoverage: (messageId) => readCoverage(c, messageId),
  readRecipients: (messageId) => readRecipients(c, messageId),
  nextTries: () => messages.nextTries(c),
  interruptedSendings: () => sending.interruptedSendings(c),
  unfinishedMessages: () => messages.unfinishedMessages(c),
  readDelivery: (id) => messages.readDelivery(c, id),
  sentSince: (iso) => messages.sentSince(c, iso),
  readSettings: () => readSettings(c),
  readSchoolName: () => handover.readSchoolName(c),
  listLocalWork: () => handover.listLocalWork(c),
  listTypedContacts: (fromIso) => handover.listTypedContacts(c, fromIso),
  listWorkHandedIn: (fromIso) => handover.listWorkHandedIn(c, fromIso),
  listHandoverMarks: () => handover.listHandoverMarks(c),
  lastHandover: () => handover.lastHandover(c),
  listDrills: (limit) => handover.listDrills(c, limit),
  readInboxPlace: (account) => replies.readInboxPlace(c, account),
  findDeliveries: (messageIds) => replies.findDeliveries(c, messageIds),
  firstMessageSince: (iso) => replies.firstMessageSince(c, iso),
  listReplies: (messageId) => replies.listReplies(c, messageId),
  textsWithImages: (sourceId) => images.textsWithImages(c, sourceId),
  imagesOf: (assignmentIds) => images.imagesOf(c, assignmentIds),
  documentUse: () => documents.documentUse(c),
  listLeftOut: () => documents.listLeftOut(c),
  sourcesOfDocuments: (ids) => documents.sourcesOfDocuments(c, ids),
  findDownloadPart: (urlKey) => documents.findDownloadPart(c, urlKey),
  handedInSummary: () => handedIn.handedInSummary(c),
  readHandedInClass: (classId, from, to) => handedIn.readHandedInClass(c, classId, from, to),
  listHandedInQuestions: () => handedIn.listHandedInQuestions(c),
  listHandedIn: (filter) => handedIn.listHandedIn(c, filter),
  readHandedInPeople: (classId) => handedIn.readHandedInPeople(c, classId),
  readReplyFiles: (replyId) => handedIn.readReplyFiles(c, replyId),
  listMatchQuestions: (limit) => matches.listQuestions(c, limit),
  listMerges: (limit) => matches.listMerges(c, limit),
  listDifferences: (limit) => listDifferences(c, limit),
  countMatches: () => ({
    questions: matches.countQuestions(c),
    differences: countDifferences(c),
    merges: matches.countMerges(c),
  }),
})
