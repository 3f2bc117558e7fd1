/** The shapes that screens, the terminal and the services share. All ids are Trousse's own row ids. */
import { z } from 'zod'
import { ERROR_CODES } from './errors.ts'
import { isoDate, isoInstant, relationship } from './snapshot.ts'

export const id = z.number().int().positive()
export const errorShape = z.object({
  code: z.enum(ERROR_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
const count = z.number().int().nonnegative()
export const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), total: count })
export interface Page<T> {
  readonly rows: T[]
  readonly total: number
}

// --- the application itself -------------------------------------------------------------------

export const localeSchema = z.enum(['fr', 'en'])
export const themeSchema = z.enum(['system', 'light', 'dark'])
/**
 * `welcome`: no space yet. `create`: a space must be created with a passphrase, as this computer has no
 * keychain. `locked`: a passphrase (or the recovery code) is asked. `ready`: work. `rescue`: the database
 * cannot be opened; nothing was changed.
 */
export const appPhase = z.enum(['welcome', 'create', 'locked', 'ready', 'rescue'])
export const appStateSchema = z.object({
  phase: appPhase,
  space: z.enum(['none', 'own', 'demo']),
  locale: localeSchema,
  theme: themeSchema,
  version: z.string(),
  /** How the key is kept: the computer's keychain, a passphrase, or openly for the demonstration. */
  keyCustody: z.enum(['none', 'os', 'passphrase', 'demo']),
  /** The recovery code was shown and the teacher said it is kept. */
  recoveryCodeKept: z.boolean(),
  rescue: z
    .object({ error: errorShape, backups: z.array(z.object({ name: z.string(), at: isoInstant, bytes: count })) })
    .nullable(),
})
export type AppState = z.infer<typeof appStateSchema>

export const settingsSchema = z.object({
  locale: localeSchema,
  theme: themeSchema,
  teacherName: z.string().max(120),
  signature: z.string().max(2000),
  /** Hours between automatic synchronisations; 0 turns them off. */
  syncEveryHours: z.number().int().min(0).max(168),
})
export type Settings = z.infer<typeof settingsSchema>

export const taskSchema = z.object({
  id: z.string(),
  kind: z.enum(['sync', 'import', 'pack', 'send', 'eml', 'attachments']),
  /** Parameters of the label, e.g. the class or the source. */
  subject: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** What is being done now: a key under `task.step.<step>`. */
  step: z.string(),
  done: count,
  /** 0 while unknown. */
  total: count,
  bytes: count,
  startedAt: isoInstant,
  endedAt: isoInstant.nullable(),
  error: errorShape.nullable(),
  /** Present when done: what the task made, by kind. */
  outcome: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
})
export type TaskView = z.infer<typeof taskSchema>

// --- classes and people -----------------------------------------------------------------------

export const classSummarySchema = z.object({
  id,
  name: z.string(),
  kind: z.enum(['class', 'group']),
  subject: z.string().nullable(),
  pupils: count,
  /** Pupils with an e-mail of their own or of a guardian who may be written to. */
  reachableByEmail: count,
  /** Pupils with no e-mail but a phone. */
  phoneOnly: count,
  unreachable: count,
})
export type ClassSummary = z.infer<typeof classSummarySchema>

export const reachSchema = z.enum(['email', 'phone', 'none'])
export const rosterRowSchema = z.object({
  pupilId: id,
  familyName: z.string(),
  givenName: z.string(),
  birthDate: isoDate.nullable(),
  className: z.string().nullable(),
  emails: count,
  phones: count,
  guardians: count,
  courtBlock: z.boolean(),
  reach: reachSchema,
})
export type RosterRow = z.infer<typeof rosterRowSchema>

export const contactPointViewSchema = z.object({
  id,
  kind: z.enum(['email', 'phone']),
  value: z.string(),
  label: z.string().nullable(),
  verified: z.boolean(),
  bounced: z.boolean(),
  /** The owner asked not to be written to there; absent means no. */
  optedOut: z.boolean().optional(),
})
export type ContactPointView = z.infer<typeof contactPointViewSchema>
export const guardianViewSchema = z.object({
  personId: id,
  familyName: z.string(),
  givenName: z.string(),
  level: z.number().int().min(1).max(3),
  relationship,
  authority: z.boolean(),
  courtBlock: z.boolean(),
  primary: z.boolean(),
  contactPoints: z.array(contactPointViewSchema),
})
export type GuardianView = z.infer<typeof guardianViewSchema>
export const pupilSheetSchema = z.object({
  id,
  familyName: z.string(),
  givenName: z.string(),
  birthDate: isoDate.nullable(),
  active: z.boolean(),
  classes: z.array(z.object({ id, name: z.string(), kind: z.enum(['class', 'group']) })),
  contactPoints: z.array(contactPointViewSchema),
  guardians: z.array(guardianViewSchema),
  siblings: z.array(z.object({ id, givenName: z.string(), familyName: z.string(), className: z.string().nullable() })),
  sources: z.array(z.object({ label: z.string(), seenAt: isoInstant })),
  reach: reachSchema,
})
export type PupilSheet = z.infer<typeof pupilSheetSchema>

// --- assignments ------------------------------------------------------------------------------

export const assignmentFilterSchema = z.object({
  classId: id.optional(),
  text: z.string().max(200).optional(),
  dueFrom: isoDate.optional(),
  dueTo: isoDate.optional(),
  offset: count.default(0),
  limit: z.number().int().min(1).max(500).default(100),
})
export type AssignmentFilter = z.infer<typeof assignmentFilterSchema>
export const assignmentSummarySchema = z.object({
  id,
  classId: id,
  className: z.string(),
  title: z.string(),
  subject: z.string().nullable(),
  assignedOn: isoDate.nullable(),
  dueOn: isoDate.nullable(),
  attachments: count,
  attachmentsHere: count,
})
export type AssignmentSummary = z.infer<typeof assignmentSummarySchema>
export const attachmentViewSchema = z.object({
  id,
  name: z.string(),
  mediaType: z.string().nullable(),
  bytes: count.nullable(),
  /** The file is on this computer and can go into a pack. */
  here: z.boolean(),
})
export type AttachmentView = z.infer<typeof attachmentViewSchema>
export const assignmentDetailSchema = assignmentSummarySchema.extend({
  /** Cleaned: no script, no style, no remote image. */
  descriptionHtml: z.string(),
  files: z.array(attachmentViewSchema),
  sourceLabel: z.string().nullable(),
})
export type AssignmentDetail = z.infer<typeof assignmentDetailSchema>

export const searchHitSchema = z.object({
  kind: z.enum(['pupil', 'guardian', 'teacher', 'class', 'assignment']),
  id,
  title: z.string(),
  detail: z.string(),
  /** For a guardian: the pupil whose sheet shows them. For an assignment: its class. */
  parentId: id.nullable(),
})
export type SearchHit = z.infer<typeof searchHitSchema>

// --- sources and synchronisation --------------------------------------------------------------

export const sourceKind = z.enum(['oneroster', 'roster-file'])
export const sourceViewSchema = z.object({
  id,
  kind: sourceKind,
  label: z.string(),
  /** Host for a server, file name for a file. */
  origin: z.string(),
  isDemo: z.boolean(),
  createdAt: isoInstant,
  lastSuccessAt: isoInstant.nullable(),
  lastRun: z
    .object({
      at: isoInstant,
      outcome: z.enum(['applied', 'unchanged', 'held', 'refused', 'failed', 'cancelled']),
      error: errorShape.nullable(),
    })
    .nullable(),
})
export type SourceView = z.infer<typeof sourceViewSchema>
export const oneRosterConfigSchema = z.object({
  /** Server root; the standard paths `/ims/oneroster/...` are appended. */
  url: z.string().url().max(2000),
  tokenUrl: z.string().url().max(2000),
  clientId: z.string().min(1).max(500),
})
export type OneRosterConfig = z.infer<typeof oneRosterConfigSchema>

export const changeCountsSchema = z.object({ added: count, changed: count, removed: count, unchanged: count })
export type ChangeCounts = z.infer<typeof changeCountsSchema>
export const syncRunSchema = z.object({
  id,
  sourceId: id,
  sourceLabel: z.string(),
  startedAt: isoInstant,
  endedAt: isoInstant.nullable(),
  outcome: z.enum(['running', 'applied', 'unchanged', 'held', 'refused', 'failed', 'cancelled']),
  counts: changeCountsSchema,
  error: errorShape.nullable(),
})
export type SyncRunView = z.infer<typeof syncRunSchema>
export const heldSyncSchema = z.object({
  id,
  runId: id,
  sourceId: id,
  sourceLabel: z.string(),
  at: isoInstant,
  /** Why it is held, most serious first. */
  reasons: z.array(
    z.object({
      kind: z.enum(['class-emptied', 'class-shrinks', 'source-shrinks']),
      className: z.string().nullable(),
      before: count,
      after: count,
    }),
  ),
  removals: z.array(
    z.object({
      kind: z.enum(['pupil', 'guardian', 'teacher', 'class', 'assignment', 'enrolment']),
      label: z.string(),
      className: z.string().nullable(),
    }),
  ),
  counts: changeCountsSchema,
})
export type HeldSync = z.infer<typeof heldSyncSchema>

// --- roster files -----------------------------------------------------------------------------

export const rosterField = z.enum([
  'ignore',
  'fullName',
  'familyName',
  'givenName',
  'birthDate',
  'className',
  'group',
  'pupilEmail',
  'pupilPhone',
  'guardian1Name',
  'guardian1Email',
  'guardian1Phone',
  'guardian2Name',
  'guardian2Email',
  'guardian2Phone',
])
export type RosterField = z.infer<typeof rosterField>
export const rosterMappingSchema = z.object({
  /** Index of the sheet, 0 for a CSV. */
  sheet: count,
  /** Zero-based row of the header in the file. */
  headerRow: count,
  /** One field per column, in the file's order. */
  columns: z.array(rosterField).max(300),
  /** Asked of the teacher when the file does not say. */
  className: z.string().max(100).nullable(),
})
export type RosterMapping = z.infer<typeof rosterMappingSchema>
export const importRowSchema = z.object({
  /** One-based line in the file, as a spreadsheet shows it. */
  line: z.number().int().positive(),
  verdict: z.enum(['new', 'changed', 'unchanged', 'doubtful', 'refused']),
  /** Key under `import.reason.<reason>`. */
  reasons: z.array(z.object({ reason: z.string(), field: z.string().nullable() })),
  familyName: z.string(),
  givenName: z.string(),
  birthDate: isoDate.nullable(),
  className: z.string().nullable(),
  contacts: count,
})
export type ImportRow = z.infer<typeof importRowSchema>
export const importCountsSchema = z.object({
  new: count,
  changed: count,
  unchanged: count,
  doubtful: count,
  refused: count,
})
export const importPreviewSchema = z.object({
  fileName: z.string(),
  encoding: z.string(),
  delimiter: z.string().nullable(),
  sheets: z.array(z.string()),
  headers: z.array(z.string()),
  mapping: rosterMappingSchema,
  /** The file names no class: `mapping.className` must be given before applying. */
  classNeeded: z.boolean(),
  /** Columns that hold what Trousse does not keep (health, national id…): dropped, named here. */
  droppedColumns: z.array(z.string()),
  /** Lines after or between the pupils that are not pupils: totals, signatures. */
  ignoredLines: z.array(z.number().int()),
  counts: importCountsSchema,
  /** Doubtful and refused first. */
  rows: z.array(importRowSchema),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

// --- availability -----------------------------------------------------------------------------

export const serviceStateSchema = z.enum(['up', 'down', 'unknown', 'own-network-down'])
export const availabilitySchema = z.object({
  state: serviceStateSchema,
  /** Why, as a key under `availability.cause.<cause>`. */
  cause: z.enum([
    'none',
    'never-checked',
    'answers',
    'maintenance-page',
    'overloaded',
    'quota-page',
    'login-door',
    'redirect-loop',
    'no-answer',
    'server-error',
    'unexpected-answer',
    'account-locked',
    'too-many-requests',
    'own-network',
  ]),
  since: isoInstant.nullable(),
  checkedAt: isoInstant.nullable(),
  service: z.string(),
})
export type Availability = z.infer<typeof availabilitySchema>

// --- today ------------------------------------------------------------------------------------

export const todaySchema = z.object({
  availability: z.array(availabilitySchema),
  lastSyncAt: isoInstant.nullable(),
  pupils: count,
  guardians: count,
  classes: count,
  assignments: count,
  reach: z.object({ email: count, phoneOnly: count, none: count }),
  unreachable: z.array(
    z.object({ pupilId: id, name: z.string(), className: z.string().nullable(), reach: reachSchema }),
  ),
  dueSoon: z.array(assignmentSummarySchema),
  attachments: z.object({ here: count, missing: count }),
  held: count,
  outbox: z.object({ waiting: count, needsAttention: count, accepted: count }),
  packsWritten: count,
})
export type TodayView = z.infer<typeof todaySchema>

// --- packs ------------------------------------------------------------------------------------

export const packProfile = z.enum(['teacher', 'pupil'])
export type PackProfile = z.infer<typeof packProfile>
export const packRecordSchema = z.object({
  id,
  classId: id,
  className: z.string(),
  profile: packProfile,
  fileName: z.string(),
  sha256: z.string(),
  bytes: count,
  files: count,
  encrypted: z.boolean(),
  at: isoInstant,
})
export type PackRecord = z.infer<typeof packRecordSchema>
export const packPreviewSchema = z.object({
  className: z.string(),
  pupils: count,
  guardians: count,
  assignments: count,
  attachments: count,
  attachmentsMissing: z.array(z.string()),
  estimatedBytes: count,
  /** Which fields of whom go in, as keys under `pack.field.<field>`. */
  fields: z.array(z.string()),
})
export type PackPreview = z.infer<typeof packPreviewSchema>

// --- messages ---------------------------------------------------------------------------------

export const audienceSchema = z.enum(['pupils', 'guardians'])
export type Audience = z.infer<typeof audienceSchema>
/** States of a delivery; a row never leaves the ledger. See docs/architecture.md, "The ledger". */
export const deliveryState = z.enum([
  'queued',
  'in-flight',
  'accepted',
  'deferred',
  'refused',
  'ambiguous',
  'cancelled',
  'handed-over',
])
export type DeliveryState = z.infer<typeof deliveryState>
export const recipientSchema = z.object({
  personId: id,
  /** The pupils of the class this person is written to about. */
  pupilIds: z.array(id).min(1),
  name: z.string(),
  about: z.string(),
  address: z.string(),
})
export type Recipient = z.infer<typeof recipientSchema>
export const messagePlanSchema = z.object({
  recipients: z.array(recipientSchema),
  /** Pupils for whom nobody can be written to, and what remains. */
  missing: z.array(z.object({ pupilId: id, name: z.string(), reach: reachSchema, phones: z.array(z.string()) })),
  /** Guardians left out, with the reason as a key under `reach.excluded.<reason>`. */
  excluded: z.array(
    z.object({
      name: z.string(),
      about: z.string(),
      reason: z.enum(['court-block', 'no-authority', 'contact-only', 'opted-out', 'bounced', 'address-invalid']),
    }),
  ),
})
export type MessagePlan = z.infer<typeof messagePlanSchema>
export const messageDraftSchema = z.object({
  classId: id,
  audience: audienceSchema,
  subject: z.string().min(1).max(200),
  /** Plain text; `{prénom}`, `{nom}`, `{classe}` are replaced per recipient. */
  body: z.string().min(1).max(50_000),
})
export type MessageDraft = z.infer<typeof messageDraftSchema>
export const deliveryCountsSchema = z.record(deliveryState, count)
export type DeliveryCounts = z.infer<typeof deliveryCountsSchema>
export const messageSummarySchema = z.object({
  id,
  classId: id,
  className: z.string(),
  audience: audienceSchema,
  subject: z.string(),
  createdAt: isoInstant,
  counts: deliveryCountsSchema,
  total: count,
})
export type MessageSummary = z.infer<typeof messageSummarySchema>
export const deliverySchema = z.object({
  id,
  messageId: id,
  recipientName: z.string(),
  about: z.string(),
  address: z.string(),
  state: deliveryState,
  attempts: count,
  nextTryAt: isoInstant.nullable(),
  updatedAt: isoInstant,
  error: errorShape.nullable(),
  /** The server's last line, shortened; it may quote the address. */
  serverSaid: z.string().nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>
export const mailSettingsSchema = z.object({
  host: z.string().max(253),
  port: z.number().int().min(1).max(65535),
  /** `tls`: encrypted from the first byte (465). `starttls`: required before anything is said (587). */
  security: z.enum(['tls', 'starttls']),
  user: z.string().max(320),
  fromAddress: z.string().max(254),
  fromName: z.string().max(120),
  perMinute: z.number().int().min(1).max(500),
})
export type MailSettings = z.infer<typeof mailSettingsSchema>

// --- the demonstration ------------------------------------------------------------------------

export const demoScenario = z.enum([
  'normal',
  'slow',
  'overload',
  'maintenance',
  'login-down',
  'quota',
  'redirect-loop',
  'empty-roster',
  'half-roster',
  'truncated-json',
  'expired-token',
  'too-many-requests',
  'account-locked',
])
export type DemoScenario = z.infer<typeof demoScenario>
