/**
 * Every message between the window and the main process: one map, from which both sides are derived.
 * `electron/main/ipc.ts` registers and validates, `electron/preload` exposes, `renderer/bridge` calls.
 */
import { z } from 'zod'
import type { ChannelName } from './channel-names.ts'
import { isoInstant } from './snapshot.ts'
import * as v from './views.ts'

interface ChannelSchemas {
  readonly request: z.ZodType
  readonly response: z.ZodType
}
const channel = <Q extends z.ZodType, R extends z.ZodType>(request: Q, response: R) => ({ request, response })
const nothing = z.undefined()
const done = z.void()
const byId = z.object({ id: v.id })
const passphrase = z.string().min(1).max(1000)
/** A one-use token for a file or folder the teacher chose in a dialog that the main process showed. */
const ticket = z.string().uuid()
const taskStarted = z.object({ taskId: z.string() })

const draftId = z.object({ id: z.string().uuid() })

const importRequest = z.object({
  ticket,
  part: v.count,
  mapping: v.rosterMappingSchema.nullable(),
  passphrase: passphrase.nullable(),
})

export const channels = {
  'app.state': channel(nothing, v.appStateSchema),
  /** Makes the teacher's own space; a passphrase is needed where the computer has no keychain. Returns the recovery code, once. */
  'app.createSpace': channel(z.object({ passphrase: passphrase.nullable() }), z.object({ recoveryCode: z.string() })),
  'app.recoveryCodeKept': channel(nothing, done),
  /** The old code no longer opens anything. `secret` is needed where there is no keychain. */
  'app.renewRecoveryCode': channel(
    z.object({ secret: v.spaceSecretSchema.nullable() }),
    z.object({ recoveryCode: z.string() }),
  ),
  'app.changePassphrase': channel(z.object({ secret: v.spaceSecretSchema.nullable(), passphrase }), done),
  'app.unlock': channel(v.spaceSecretSchema, done),
  'app.openDemo': channel(nothing, done),
  'app.leaveDemo': channel(nothing, done),
  'app.openExternal': channel(z.object({ url: z.string().max(2000) }), done),
  'app.showDataFolder': channel(nothing, done),
  /** Sets the unreadable database aside (never deleted) and puts the named backup in its place, or starts empty. */
  'app.rescue': channel(
    z.object({ action: z.enum(['retry', 'restore-backup', 'start-empty']), backup: z.string().nullable() }),
    done,
  ),

  'settings.read': channel(nothing, v.settingsSchema),
  'settings.update': channel(v.settingsSchema.partial(), v.settingsSchema),

  /** How the window was arranged: of this computer, and of nobody in particular. */
  'preferences.read': channel(nothing, v.arrangementSchema),
  'preferences.update': channel(
    z.strictObject({
      notifications: z.boolean().optional(),
      singleKeys: z.boolean().optional(),
      /** Before any space is open too: the first screen is in a language. */
      locale: v.localeSchema.optional(),
    }),
    done,
  ),
  'preferences.rememberTable': channel(z.object({ table: v.tableId, columns: v.columnChoiceSchema }), done),

  'today.read': channel(nothing, v.todaySchema),
  'classes.list': channel(nothing, z.array(v.classSummarySchema)),
  'classes.roster': channel(z.object({ classId: v.id.nullable() }), z.array(v.rosterRowSchema)),
  'pupils.read': channel(byId, v.pupilSheetSchema),
  /** An address or number of a pupil or guardian, checked and written as one; no synchronisation takes it away. */
  'people.addContact': channel(
    z.object({ personId: v.id, kind: z.enum(['email', 'phone']), value: z.string().min(1).max(320) }),
    z.object({ contactId: v.id }),
  ),
  /** Only what the teacher entered. */
  'people.removeContact': channel(z.object({ contactId: v.id }), done),
  'assignments.list': channel(v.assignmentFilterSchema, v.page(v.assignmentSummarySchema)),
  'assignments.read': channel(byId, v.assignmentDetailSchema),
  /** The work a row belongs to, with its other classes; null for what a source gave. */
  'assignments.local': channel(byId, v.localWorkSchema.nullable()),
  'assignments.markCarriedOver': channel(
    z.object({ ids: z.array(v.id).min(1).max(1000), carriedOver: z.boolean() }),
    done,
  ),
  /** Only what was written here; `restore` takes it back. */
  'assignments.remove': channel(z.object({ ids: z.array(v.id).min(1).max(1000) }), done),
  'assignments.restore': channel(z.object({ ids: z.array(v.id).min(1).max(1000) }), done),
  /** Local work that the ENT seems to have by now. */
  'assignments.matches': channel(nothing, z.array(v.workMatchSchema)),
  'assignments.decideMatch': channel(z.object({ localId: v.id, otherId: v.id, same: z.boolean() }), done),
  'assignments.undoMatch': channel(z.object({ localId: v.id }), done),
  'assignments.calendar': channel(v.calendarRequestSchema, z.array(v.calendarDaySchema)),
  'assignments.holidays': channel(v.holidaySchema, z.array(v.holidaySchema)),
  'assignments.dueChoices': channel(z.object({ classIds: z.array(v.id).max(100) }), z.array(v.dueChoicesSchema)),
  'workDrafts.list': channel(nothing, z.array(v.workDraftSummarySchema)),
  'workDrafts.read': channel(draftId, v.workDraftSchema),
  /** A new one for these classes, or the one that changes a local work. */
  'workDrafts.open': channel(
    z.object({ groupId: v.id.nullable(), classIds: z.array(v.id).max(100) }),
    v.workDraftSchema,
  ),
  /** A new one with the words and files of any assignment. */
  'workDrafts.copy': channel(z.object({ assignmentId: v.id }), v.workDraftSchema),
  /** `revision` counts up from the draft's: a save that comes late is not kept. */
  'workDrafts.save': channel(
    draftId.extend({ revision: v.count, content: v.workContentSchema }),
    z.object({ kept: z.boolean() }),
  ),
  /** Of `packs.chooseDocuments` or a drop; all of its files, or those at these places. */
  'workDrafts.attach': channel(
    draftId.extend({ ticket, only: z.array(v.count).max(1000).nullable().default(null) }),
    z.array(v.workDraftFileSchema),
  ),
  /** Drawn anew by the window, without metadata. */
  'workDrafts.addPicture': channel(
    draftId.extend({ name: z.string().min(1).max(255), bytes: v.pictureBytes }),
    v.workDraftFileSchema,
  ),
  'workDrafts.picture': channel(draftId.extend({ sha256: v.contentHash }), v.pictureSchema),
  'workDrafts.removeFile': channel(z.object({ fileId: v.id }), done),
  'workDrafts.discard': channel(draftId, done),
  'workDrafts.finish': channel(draftId, z.object({ groupId: v.id, assignmentIds: z.array(v.id) })),
  'portraits.ofClass': channel(z.object({ classId: v.id }), z.array(v.portraitSchema)),
  'portraits.count': channel(nothing, z.object({ count: v.count, stored: z.boolean() })),
  'portraits.chooseFiles': channel(nothing, v.chosenFilesSchema.nullable()),
  'portraits.chooseFolder': channel(nothing, v.chosenFilesSchema.nullable()),
  /** Whose each picture of a ticket is, by its name; nothing is stored. */
  'portraits.recognise': channel(z.object({ ticket, classId: v.id }), v.portraitProposalSchema),
  /** One picture as it is on the disk, for the window to draw it smaller. */
  'portraits.source': channel(z.object({ ticket, index: v.count }), v.pictureSchema),
  'portraits.keep': channel(z.object({ pupilId: v.id, bytes: v.pictureBytes }), done),
  /** Of these pupils, or all when null. */
  'portraits.remove': channel(z.object({ pupilIds: z.array(v.id).max(5000).nullable() }), done),
  'timetable.read': channel(v.lessonFilterSchema, z.array(v.lessonViewSchema)),
  'search.query': channel(
    z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50) }),
    z.array(v.searchHitSchema),
  ),

  'sources.list': channel(nothing, z.array(v.listedSourceSchema)),
  /** Asks the server before anything is stored. */
  'sources.add': channel(v.newSourceSchema, v.addStepSchema),
  /** Logs in again, for a server that wants to know who it is. */
  'sources.signIn': channel(byId, v.addStepSchema),
  /** One of the choices of the question, as written. */
  'sources.answer': channel(z.object({ ticket, choice: z.string().max(1000) }), v.addStepSchema),
  'sources.remove': channel(byId, done),
  /** Dialog, clipboard or drop: the files stay in the main process, under one ticket for all. */
  'imports.chooseFiles': channel(nothing, v.chosenFilesSchema.nullable()),
  /** The clipboard as one file; null when it holds no text. */
  'imports.paste': channel(nothing, v.chosenFilesSchema.nullable()),
  'imports.recognise': channel(z.object({ ticket }), z.array(v.importPartSchema)),
  /** Reads and compares; nothing is stored. The passphrase is a pack's. */
  'imports.preview': channel(importRequest, v.importPreviewSchema),
  /** Applies what the preview with the same answers showed. */
  'imports.apply': channel(importRequest, v.importResultSchema),
  /** Stops a reading under way and forgets the files. */
  'imports.forget': channel(z.object({ ticket }), done),

  'capture.state': channel(nothing, v.captureStateSchema),
  /** Opens the isolated window of a known source, or of a new one at this address. */
  'capture.open': channel(
    z.union([
      z.object({ sourceId: v.id }),
      z.object({ url: z.string().min(1).max(2000), label: z.string().min(1).max(100) }),
    ]),
    z.object({ sourceId: v.id }),
  ),
  /** Reads the page shown now; nothing is kept yet. */
  'capture.page': channel(z.object({ sourceId: v.id }), v.capturePreviewSchema),
  /** What was read (`capture.state` gives its revision), understood with this mapping; null for what Trousse proposes. */
  'capture.preview': channel(
    z.object({ sourceId: v.id, revision: v.count, mapping: v.captureMappingSchema.nullable() }),
    v.capturePreviewSchema,
  ),
  'capture.apply': channel(z.object({ sourceId: v.id, mapping: v.captureMappingSchema }), v.importCountsSchema),
  'capture.discard': channel(z.object({ sourceId: v.id }), done),
  'capture.forgetPage': channel(z.object({ sourceId: v.id, pageId: z.string().max(100) }), done),
  /** Opens each remembered page in turn and reads it with its own mapping. */
  'capture.round': channel(z.object({ sourceId: v.id }), taskStarted),
  'capture.close': channel(nothing, done),

  /** For the badge that leads to them. */
  'matches.counts': channel(nothing, v.matchCountsSchema),
  /** People who may be the same. */
  'matches.list': channel(nothing, v.page(v.matchQuestionSchema)),
  'matches.decide': channel(z.object({ ids: z.array(v.id).min(1).max(1000), same: z.boolean() }), done),
  /** Matches that can be taken back. */
  'matches.merged': channel(nothing, v.page(v.mergeSchema)),
  'matches.undo': channel(byId, done),
  /** What sources say differently of one person. */
  'differences.list': channel(nothing, v.page(v.differenceSchema)),
  /** Shows one source's word, or keeps all when null. */
  'differences.decide': channel(
    z.object({ keys: z.array(v.differenceKeySchema).min(1).max(1000), sourceId: v.id.nullable() }),
    done,
  ),
  'differences.letGo': channel(v.differenceKeySchema, done),
  'sync.start': channel(z.object({ sourceId: v.id.nullable() }), taskStarted),
  'sync.runs': channel(z.object({ limit: z.number().int().min(1).max(200) }), z.array(v.syncRunSchema)),
  'sync.held': channel(nothing, z.array(v.heldSyncSchema)),
  'sync.decide': channel(z.object({ heldId: v.id, accept: z.boolean() }), done),

  'availability.read': channel(nothing, z.array(v.availabilitySchema)),
  'availability.check': channel(nothing, z.array(v.availabilitySchema)),
  /** What has fallen of each platform, and what of it still stands. */
  'availability.platforms': channel(nothing, z.array(v.platformViewSchema)),
  /** Looks at an address, without any credential: which services are there, who delegates login to whom. */
  'availability.suggest': channel(z.object({ url: z.string().max(2000) }), v.watchSuggestionSchema),
  'availability.watch': channel(v.watchRequestSchema, done),
  'availability.unwatch': channel(z.object({ platform: z.string().max(100) }), done),
  'availability.witness': channel(nothing, v.witnessSchema),
  'availability.setWitness': channel(v.witnessSchema, done),
  'availability.history': channel(v.historyRequestSchema, v.availabilityHistorySchema),
  /** Into a folder of `packs.chooseFolder`, under a name that is not taken. */
  'availability.exportHistory': channel(
    v.historyRequestSchema.extend({ ticket, format: v.historyFormat }),
    z.object({ fileName: z.string() }),
  ),

  /** What was done while something was down, and what of it is carried back. */
  'resume.read': channel(nothing, v.handoverSchema),
  'resume.mark': channel(
    z.object({
      items: z
        .array(z.object({ kind: v.handoverKind, id: v.id }))
        .min(1)
        .max(1000),
      carried: z.boolean(),
    }),
    done,
  ),
  /** The teacher is done with it: Today is Today again. */
  'resume.close': channel(nothing, byId),
  'resume.reopen': channel(byId, done),
  /** One page, into a folder of `packs.chooseFolder`; `names`: with the pupils nobody was reached for. */
  'resume.exportReport': channel(z.object({ ticket, names: z.boolean() }), z.object({ fileName: z.string() })),

  /** What an outage would ask for one class: worked out, nothing made, nobody asked. */
  'drill.rehearse': channel(z.object({ classId: v.id }), v.rehearsalSchema),
  'drill.check': channel(nothing, z.array(v.drillFindingSchema)),
  /** Keeps the result. `passphraseKnown`: what the teacher said of their last pack's; null when not asked. */
  'drill.finish': channel(
    z.object({ durationMs: v.count.max(24 * 60 * 60 * 1000), passphraseKnown: z.boolean().nullable() }),
    v.drillRecordSchema,
  ),
  'drill.list': channel(nothing, z.array(v.drillRecordSchema)),

  /** Which system an address or what a page shows belongs to; asks nobody. */
  'start.guess': channel(v.guessRequestSchema, v.guessSchema),
  'register.read': channel(nothing, v.registerViewSchema),
  'register.save': channel(v.registerSchema, done),
  'register.export': channel(z.object({ ticket }), z.object({ fileName: z.string() })),

  /** What is here of the documents of assignments, and what was left out. */
  'documents.use': channel(nothing, v.documentUseSchema),
  'documents.setLimits': channel(v.documentLimitsSchema, done),
  /** Fetches these although they are larger, or more, than the limits say. */
  'documents.fetch': channel(z.object({ ids: z.array(v.id).min(1).max(500) }), taskStarted),
  'handedIn.summary': channel(nothing, v.handedInSummarySchema),
  'handedIn.class': channel(z.object({ classId: v.id }), v.handedInClassSchema),
  'handedIn.questions': channel(nothing, v.handedInChoicesSchema),
  'handedIn.list': channel(
    z.union([z.object({ pupilId: v.id }), z.object({ assignmentId: v.id })]),
    v.handedInListSchema,
  ),
  /** The answer a pupil typed in a form, as plain text. */
  'handedIn.answer': channel(byId, z.object({ text: z.string() })),
  'handedIn.chooseFiles': channel(nothing, v.chosenFilesSchema.nullable()),
  'handedIn.chooseFolder': channel(nothing, z.object({ ticket, label: z.string() }).nullable()),
  /** Files of `handedIn.chooseFiles` or of a drop, or a folder; of one class and for one assignment when given. */
  'handedIn.collect': channel(
    z.object({
      ticket,
      from: z.enum(['files', 'folder']),
      classId: v.id.nullable().default(null),
      assignmentId: v.id.nullable().default(null),
    }),
    taskStarted,
  ),
  /** Fetches the files of an e-mail answer, which become work handed in. */
  'handedIn.fetchReply': channel(z.object({ replyId: v.id }), taskStarted),
  /** What such a task could not take, and why. */
  'handedIn.refusals': channel(z.object({ taskId: z.string().max(100) }), z.array(v.handedInRefusalSchema)),
  'handedIn.settle': channel(
    z.object({ ids: z.array(v.id).min(1).max(1000), pupilId: v.id, assignmentId: v.id.nullable() }),
    done,
  ),
  'handedIn.mark': channel(z.object({ ids: z.array(v.id).min(1).max(5000), corrected: z.boolean() }), done),
  'handedIn.remove': channel(z.object({ ids: z.array(v.id).min(1).max(5000), removed: z.boolean() }), done),
  /** Into a folder of `handedIn.chooseFolder`, never over what is there. Of the whole class without an assignment. */
  'handedIn.export': channel(
    z.object({ ticket, classId: v.id, assignmentId: v.id.nullable(), form: z.enum(['folder', 'zip']) }),
    taskStarted,
  ),

  'shares.targets': channel(nothing, z.array(v.shareTargetSchema)),
  'shares.list': channel(nothing, z.array(v.publicationSchema)),
  /** Tries the folder before anything is kept. */
  'shares.addDav': channel(v.newDavTargetSchema, byId),
  /** Into a folder of `packs.chooseFolder`. */
  'shares.addFolder': channel(z.object({ ticket }), byId),
  'shares.removeTarget': channel(byId, done),
  /** Opens the browser; the task ends with the new place's `targetId`. */
  'shares.signIn': channel(z.object({ address: z.string().trim().min(1).max(v.MAX_ADDRESS) }), taskStarted),
  /** A null passphrase makes one, read by `shares.passphrase`. */
  'shares.publish': channel(v.publishRequestSchema.extend({ passphrase: z.string().max(200).nullable() }), taskStarted),
  /** Goes on with what was cut; `anyway` replaces whatever is there. */
  'shares.resume': channel(z.object({ id: v.id, anyway: z.boolean() }), taskStarted),
  'shares.withdraw': channel(byId, done),
  /** Null once the teacher has noted it, or when they chose it themselves. */
  'shares.passphrase': channel(byId, z.object({ passphrase: z.string().nullable() })),
  'shares.forgetPassphrase': channel(byId, done),
  /** Packs that lie at a place, ours and others'. */
  'shares.remote': channel(byId, z.array(v.sharedPackSchema)),
  /** The task's outcome holds the ticket for `imports.recognise`. */
  'shares.fetch': channel(z.object({ id: v.id, name: z.string().min(1).max(500) }), taskStarted),

  'packs.preview': channel(z.object({ classId: v.id, profile: v.packProfile }), v.packPreviewSchema),
  /** Documents of the teacher's own to put into a pack. */
  'packs.chooseDocuments': channel(nothing, v.chosenFilesSchema.nullable()),
  'packs.chooseFolder': channel(nothing, z.object({ ticket, label: z.string() }).nullable()),
  /** A null passphrase with `encrypted` makes one, returned once in the task's outcome or by `packs.issued`. */
  'packs.build': channel(
    v.packRequestSchema.extend({
      ticket,
      passphrase: passphrase.nullable(),
      /** Of `packs.chooseDocuments`. */
      documents: ticket.nullable().default(null),
    }),
    taskStarted,
  ),
  'packs.list': channel(nothing, z.array(v.packRecordSchema)),
  'packs.reveal': channel(byId, done),
  /** The packs that a task has made so far, with their passphrases; empty once the program was closed. */
  'packs.issued': channel(z.object({ taskId: z.string().max(100) }), z.array(v.issuedPackSchema)),
  'packs.markLost': channel(z.object({ id: v.id, lost: z.boolean() }), done),
  /** Never fails: what went wrong is in the answer, and a folder can be chosen all the same. */
  'drives.list': channel(nothing, v.driveListSchema),
  /** While on, `changed` says `drives` when one comes or leaves. */
  'drives.watch': channel(z.object({ on: z.boolean() }), done),
  /** The root of a drive as a folder to write into, as `packs.chooseFolder`. */
  'drives.choose': channel(z.object({ id: v.driveId }), z.object({ ticket, label: z.string() })),
  'drives.eject': channel(z.object({ id: v.driveId }), done),

  'exports.preview': channel(v.exportRequestSchema, v.exportPreviewSchema),
  /** Into a folder of `packs.chooseFolder`, under a name that is not taken; recorded with the packs. */
  'exports.save': channel(
    v.exportRequestSchema.extend({ ticket, recipient: v.recordWords, purpose: v.recordWords }),
    taskStarted,
  ),
  /** Opens the computer's own print dialog; `printed` is false when the teacher closed it. */
  'exports.print': channel(v.exportRequestSchema, z.object({ printed: z.boolean() })),

  'mail.settings': channel(nothing, v.mailViewSchema.nullable()),
  /** A null password keeps the stored one. */
  'mail.saveSettings': channel(v.mailSaveSchema, done),
  /** What the provider of an address publishes about its servers. */
  'mail.detect': channel(z.object({ address: z.string().max(320) }), v.mailDetectionSchema),
  'mail.test': channel(nothing, done),
  /** A message to the account's own address. */
  'mail.trial': channel(nothing, v.mailTrialSchema),
  /** Opens the system's browser; answered when the teacher is done there, or gave up. */
  'mail.signIn': channel(nothing, done),
  'mail.cancelSignIn': channel(nothing, done),
  'messages.plan': channel(v.planRequestSchema, v.messagePlanSchema),
  /** `pupilId`: of a person written to about several pupils apart, the message about this one. */
  'messages.preview': channel(
    v.messageDraftSchema.extend({ personId: v.id, pupilId: v.id.optional() }),
    v.messagePreviewSchema,
  ),
  /** The draft it was goes in the same step. `messageIds`: several when the files are split. */
  'messages.create': channel(
    v.messageDraftSchema.extend({ draftId: v.id.optional() }),
    z.object({ messageId: v.id, messageIds: z.array(v.id) }),
  ),
  'messages.list': channel(nothing, z.array(v.messageSummarySchema)),
  'messages.read': channel(
    byId,
    v.messageSummarySchema.extend({
      body: z.string(),
      /** As it was written, to write it again; null for a message of an earlier release. */
      content: v.draftContentSchema.nullable(),
      exits: z.array(z.object({ kind: v.exitKind, rows: v.count, at: isoInstant })),
      deliveries: z.array(v.deliverySchema),
    }),
  ),
  /** `undo` leaves the teacher a moment to change their mind before the first message goes. */
  'messages.send': channel(
    byId.extend({
      undo: z.boolean().default(false),
      /** Why it must leave in quiet hours; kept with the message. */
      urgentReason: z.string().trim().min(3).max(200).nullable().default(null),
    }),
    taskStarted,
  ),
  'messages.cancelQueued': channel(byId, done),
  /** `again`: may reach the person twice, same Message-ID. `arrived`: counted as accepted. */
  'messages.resolveAmbiguous': channel(z.object({ deliveryId: v.id, decision: z.enum(['again', 'arrived']) }), done),
  /** By the teacher's hand, for a row that no server has: told by telephone, sent by post. */
  'messages.markByHand': channel(z.object({ deliveryId: v.id, way: z.enum(['phoned', 'posted']) }), done),
  'messages.coverage': channel(byId, v.coverageSchema),
  'messages.noteCall': channel(
    z.object({
      messageId: v.id,
      pupilId: v.id,
      phone: z.string().min(1).max(40).nullable(),
      result: v.callResult,
    }),
    done,
  ),
  'messages.exportEml': channel(z.object({ id: v.id, ticket }), taskStarted),
  /** All in one file that mail programs open as a folder. */
  'messages.exportMbox': channel(z.object({ id: v.id, ticket }), taskStarted),
  /** A table for a mail merge; `rows` lines. */
  'messages.exportCsv': channel(z.object({ id: v.id, ticket }), z.object({ fileName: z.string(), rows: v.count })),
  /** For the Bcc line of another program. */
  'messages.bccGroups': channel(byId, v.bccGroupsSchema),
  /** That the addresses were taken out, before it is known whether the message was sent. */
  'messages.noteExit': channel(byId.extend({ kind: v.exitKind, rows: v.count }), done),
  /** The teacher says that another program sent these rows; null for all that wait. */
  'messages.handOver': channel(
    byId.extend({ deliveryIds: z.array(v.id).max(5000).nullable() }),
    z.object({ rows: v.count }),
  ),

  'drafts.list': channel(nothing, z.array(v.messageDraftRowSchema)),
  /** Null makes a new one. */
  'drafts.save': channel(z.object({ id: v.id.nullable(), content: v.draftContentSchema }), byId),
  'drafts.discard': channel(byId, done),
  'drafts.restore': channel(byId, done),
  /** Keeps the files behind a ticket of `packs.chooseDocuments` or of a drop. */
  'drafts.attach': channel(z.object({ ticket }), z.array(v.messageFileSchema)),
  /** Those that came with Trousse in this language, then the teacher's own. */
  'templates.list': channel(z.object({ locale: z.enum(['fr', 'en']) }), z.array(v.messageTemplateSchema)),
  'templates.save': channel(z.object({ id: v.id.nullable(), template: v.templateTextSchema }), byId),
  'templates.discard': channel(byId, done),
  'templates.restore': channel(byId, done),
  /** Before any message: who of a class could not be reached, and the shortest way to what is missing. */
  'reach.ofClass': channel(z.object({ classId: v.id }), v.classReachSchema),

  /** Reading answers back: of the account that sends. */
  'inbox.settings': channel(nothing, v.inboxViewSchema),
  'inbox.saveSettings': channel(v.inboxSettingsSchema, done),
  'inbox.check': channel(nothing, taskStarted),
  'inbox.replies': channel(z.object({ messageId: v.id }), z.array(v.replySchema)),
  'inbox.markRead': channel(z.object({ id: v.id, read: z.boolean() }), done),

  'tasks.list': channel(nothing, z.array(v.taskSchema)),
  'tasks.cancel': channel(z.object({ taskId: z.string() }), done),
  /** The same work with the same request, as a new task that takes the old one's place. */
  'tasks.retry': channel(z.object({ taskId: z.string().max(100) }), taskStarted),

  'demo.scenario': channel(nothing, v.demoScenario),
  'demo.setScenario': channel(z.object({ scenario: v.demoScenario }), done),
} as const satisfies Record<ChannelName, ChannelSchemas>

export type Channels = typeof channels
export type Request<C extends ChannelName> = z.input<Channels[C]['request']>
export type ParsedRequest<C extends ChannelName> = z.output<Channels[C]['request']>
export type Response<C extends ChannelName> = z.output<Channels[C]['response']>
