/** The write side: every method of `WriteStore`, each one transaction. */
import { systemClock, toInstant } from '../platform/clock.ts'
import { backupDatabase } from './backup.ts'
import type { OpenedDatabase } from './connection.ts'
import { checkIntegrity } from './integrity.ts'
import { decideMatches, undoMatch } from './matching/decide.ts'
import { decideDifferences, letGoOfChoice } from './matching/differences.ts'
import { attachmentFetched } from './queries/attachments.ts'
import * as availability from './queries/availability.ts'
import { addContact, removeContact } from './queries/contacts.ts'
import { recordCall } from './queries/coverage.ts'
import * as documents from './queries/documents.ts'
import * as drafts from './queries/drafts.ts'
import * as handedIn from './queries/handed-in-writes.ts'
import * as handover from './queries/handover.ts'
import * as images from './queries/images.ts'
import * as ledger from './queries/ledger.ts'
import * as localWork from './queries/local-work.ts'
import { markPackLost, recordPack } from './queries/packs.ts'
import { removePortraits, setPortrait } from './queries/portraits.ts'
import { markReplyRead, recordInbox } from './queries/replies.ts'
import * as sending from './queries/sending.ts'
import { updateSettings } from './queries/settings.ts'
import * as shares from './queries/shares.ts'
import * as sources from './queries/sources.ts'
import * as workDrafts from './queries/work-drafts.ts'
import type { WriteHandlers } from './rpc.ts'
import { createSyncEngine } from './sync/engine.ts'

export interface WriterOptions {
  readonly key: Uint8Array
  readonly nativeBinding?: string | undefined
}

export function createWriter(database: OpenedDatabase, options: WriterOptions): WriteHandlers {
  const c = database.connection
  const { refuseWhileRunning, refuseWhileAnyRuns, ...sync } = createSyncEngine(c)
  // What a change replaced or removed must not stay readable in the log (reliability.md S14). A reader may
  // hold it open for a moment: the next change, or the closing, empties it then.
  const emptyLog = (): void => {
    try {
      database.pragma('wal_checkpoint(TRUNCATE)')
    } catch {
      // The change is committed in the log and must not be reported as failed because the disk has no room
      // to carry it over; SQLite tries again at the next commit.
    }
  }
  return {
    ...sync,
    applySync: async (runId, at) => {
      const counts = await sync.applySync(runId, at)
      emptyLog()
      return counts
    },
    decideHeldSync: async (heldId, accept, at) => {
      await sync.decideHeldSync(heldId, accept, at)
      emptyLog()
    },
    createSource: (source) => sources.createSource(c, source),
    updateSource: (id, change) => sources.updateSource(c, id, change),
    removeSource: (id) => {
      refuseWhileRunning(id)
      sources.removeSource(c, id, toInstant(systemClock.now()))
      emptyLog()
    },
    decideMatches: (ids, same, at) => {
      refuseWhileAnyRuns()
      decideMatches(c, ids, same, at)
    },
    undoMatch: (mergeId, at) => {
      refuseWhileAnyRuns()
      undoMatch(c, mergeId, at)
    },
    decideDifferences: (keys, sourceId, at) => c.transaction(() => decideDifferences(c, keys, sourceId, at)),
    letGoOfChoice: (key) => c.transaction(() => letGoOfChoice(c, key)),
    addContact: (personId, point) => addContact(c, personId, point, toInstant(systemClock.now())),
    removeContact: (contactId) => {
      removeContact(c, contactId)
      emptyLog()
    },
    markCarried: (items, at) => handover.markCarried(c, items, at),
    closeHandover: (closed) => handover.closeHandover(c, closed),
    reopenHandover: (id) => handover.reopenHandover(c, id),
    recordDrill: (drill) => handover.recordDrill(c, drill),
    attachmentFetched: (attachmentId, sha256, bytes) => attachmentFetched(c, attachmentId, sha256, bytes),
    openWorkDraft: (draft) => workDrafts.openWorkDraft(c, draft),
    saveWorkDraft: (id, revision, content, at) => workDrafts.saveWorkDraft(c, id, revision, content, at),
    addWorkDraftFile: (draftId, file) => workDrafts.addWorkDraftFile(c, draftId, file),
    removeWorkDraftFile: (id) => workDrafts.removeWorkDraftFile(c, id),
    discardWorkDraft: (id) => {
      const freed = workDrafts.discardWorkDraft(c, id)
      emptyLog()
      return freed
    },
    publishWork: (publication) => workDrafts.publishWork(c, publication),
    removeLocalWork: (ids, at) => c.transaction(() => workDrafts.removeLocalWork(c, ids, at)),
    restoreLocalWork: (ids) => localWork.restoreLocalWork(c, ids),
    markCarriedOver: (ids, at) => localWork.markCarriedOver(c, ids, at),
    matchLocalWork: (localId, otherId, at) => localWork.matchLocalWork(c, localId, otherId, at),
    unmatchLocalWork: (localId) => localWork.unmatchLocalWork(c, localId),
    keepWorkApart: (localId, otherId) => localWork.keepWorkApart(c, localId, otherId),
    setPortrait: (portrait) => setPortrait(c, portrait),
    removePortraits: (personIds) => {
      const freed = removePortraits(c, personIds)
      emptyLog()
      return freed
    },
    recordAvailability: (sample) => availability.recordAvailability(c, sample),
    watchPlatform: (platform, services, at) => availability.watchPlatform(c, platform, services, at),
    unwatchPlatform: (platform, at) => availability.unwatchPlatform(c, platform, at),
    addShareTarget: (target) => shares.addShareTarget(c, target),
    removeShareTarget: (id, at) => shares.removeShareTarget(c, id, at),
    beginPublication: (publication) => shares.beginPublication(c, publication),
    finishPublication: (id, done) => shares.finishPublication(c, id, done),
    setPublicationLink: (id, link) => shares.setPublicationLink(c, id, link),
    withdrawPublication: (id) => shares.withdrawPublication(c, id),
    recordPack: (pack) => recordPack(c, pack),
    markPackLost: (id, at) => markPackLost(c, id, at),
    createMessage: (message) => ledger.createMessage(c, message),
    createMessages: (messages) => ledger.createMessages(c, messages),
    handOver: (messageId, ids, at) => ledger.handOver(c, messageId, ids, at),
    recordExit: (messageId, kind, rows, at) => ledger.recordExit(c, messageId, kind, rows, at),
    saveDraft: (id, content, at) => drafts.saveDraft(c, id, content, at),
    throwDraft: (id, at) => drafts.throwDraft(c, id, at),
    saveTemplate: (id, template, at) => drafts.saveTemplate(c, id, template, at),
    throwTemplate: (id, at) => drafts.throwTemplate(c, id, at),
    forgetThrown: () => {
      const contents = drafts.forgetThrown(c)
      emptyLog()
      return contents
    },
    moveDelivery: (id, step, at) => ledger.moveDelivery(c, id, step, at),
    putOffDeliveries: (messageId, until, at) => ledger.putOffDeliveries(c, messageId, until, at),
    recordCall: (call) => recordCall(c, call),
    markUrgent: (messageId, reason, at) => ledger.markUrgent(c, messageId, reason, at),
    cancelQueued: (messageId, at) => ledger.cancelQueued(c, messageId, at),
    markSending: (messageId, since) => sending.markSending(c, messageId, since),
    hastenDeferred: (latest, at) => sending.hastenDeferred(c, latest, at),
    recoverInterruptedDeliveries: (at) => ledger.recoverInterruptedDeliveries(c, at),
    updateSettings: (change) => updateSettings(c, change),
    recordInbox: (account, place, replies, at) => recordInbox(c, account, place, replies, at),
    markReplyRead: (id, at) => markReplyRead(c, id, at),
    keepImage: (assignmentId, url, found) => images.keepImage(c, assignmentId, url, found),
    leaveOut: (id, reason) => documents.leaveOut(c, id, reason),
    wantDocuments: (ids) => documents.wantDocuments(c, ids),
    weighAgain: () => documents.weighAgain(c),
    keepDownloadPart: (urlKey, part, at) => documents.keepDownloadPart(c, urlKey, part, at),
    forgetDownloadPart: (urlKey) => documents.forgetDownloadPart(c, urlKey),
    clearDownloadParts: (before) => documents.clearDownloadParts(c, before),
    addHandedIn: (items) => handedIn.addHandedIn(c, items),
    settleHandedIn: (ids, pupilId, assignmentId) => handedIn.settleHandedIn(c, ids, pupilId, assignmentId),
    markHandedIn: (ids, correctedAt) => handedIn.markHandedIn(c, ids, correctedAt),
    removeHandedIn: (ids, at) => handedIn.removeHandedIn(c, ids, at),
    clearHandedIn: (before) => {
      const contents = handedIn.clearHandedIn(c, before)
      emptyLog()
      return contents
    },
    backup: (folder, at) => backupDatabase(database, { folder, at, rotate: true, ...options }),
    checkIntegrity: () => checkIntegrity(database),
  }
}
