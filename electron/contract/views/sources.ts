/** Where data come from, and what each synchronisation did. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { SOURCE_KINDS } from '../source-kinds.ts'
import { count, errorShape, id } from './common.ts'

export { isServerKind, type ServerKind, type SourceKind } from '../source-kinds.ts'

export const sourceKind = z.enum(SOURCE_KINDS)
/** The program behind a source, where it matters what that program can give. */
export const sourceSystem = z.enum(['oneroster', 'kosmos', 'pronote', 'ecole-directe', 'edifice', 'moodle', 'other'])
export type SourceSystem = z.infer<typeof sourceSystem>

/** What a teacher needs from a source; `contacts` are the addresses and numbers of the guardians. */
export const provision = z.enum([
  'classes',
  'pupils',
  'guardians',
  'contacts',
  'assignments',
  'attachments',
  'timetable',
])
export type Provision = z.infer<typeof provision>
/** The shortest way to what a source does not give, as a key under `ways.way.<way>`. */
export const shortestWay = z.enum([
  'capture-homework',
  'capture-class',
  'import-list',
  'office-siecle',
  'office-contacts',
  'calendar-link',
  'connect-moodle',
  'save-files',
])
export type ShortestWay = z.infer<typeof shortestWay>
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
/** With what it can give, and how to get the rest. Each provision is in exactly one of the three. */
export const listedSourceSchema = sourceViewSchema.extend({
  system: sourceSystem,
  gives: z.array(provision),
  /** Given where the school opens it, or where the file holds it. */
  depends: z.array(provision),
  lacks: z.array(z.object({ what: provision, way: shortestWay })),
})
export type ListedSource = z.infer<typeof listedSourceSchema>
export const oneRosterConfigSchema = z.object({
  /** Server root; the standard paths `/ims/oneroster/...` are appended. */
  url: z.string().url().max(2000),
  tokenUrl: z.string().url().max(2000),
  clientId: z.string().min(1).max(500),
})
export type OneRosterConfig = z.infer<typeof oneRosterConfigSchema>
/** Nothing here is the secret address: `url` is the server it is on. */
export const icalConfigSchema = z.object({
  url: z.string().max(2000),
  system: sourceSystem.extract(['pronote', 'ecole-directe', 'moodle', 'other']),
})
export type IcalConfig = z.infer<typeof icalConfigSchema>
export const moodleConfigSchema = z.object({
  /** Root of the site: `https://moodle.lycee.example`. */
  url: z.string().url().max(2000),
})
export type MoodleConfig = z.infer<typeof moodleConfigSchema>

/** What an Edifice platform may have beside its directory; not every one has them all. */
export const edificeService = z.enum(['memento', 'groups', 'diary', 'homeworks', 'timetable'])
export type EdificeService = z.infer<typeof edificeService>
export const edificeConfigSchema = z.object({
  url: z.string().url().max(2000),
  /** Found when the source was added. One that is missing later is an outage, not an empty answer. */
  services: z.array(edificeService).max(10),
})
export type EdificeConfig = z.infer<typeof edificeConfigSchema>

export const ecoleDirecteConfigSchema = z.object({
  /** Root of the service: `https://api.ecoledirecte.com/v3`. */
  url: z.string().url().max(2000),
  login: z.string().min(1).max(200),
  /** The teacher read that this way in is not official, and what it risks. Without it nothing is asked. */
  acceptedNotice: z.literal(true),
  /** Whether the school lets this teacher see the families' details; found when the source was added. */
  families: z.boolean(),
})
export type EcoleDirecteConfig = z.infer<typeof ecoleDirecteConfigSchema>

const label = z.string().trim().min(1).max(100)
const secret = z.string().min(1).max(2000)
/** A new source with a server. It is asked before anything is stored; secrets go to the vault. */
export const newSourceSchema = z.discriminatedUnion('kind', [
  oneRosterConfigSchema.extend({ kind: z.literal('oneroster'), label, clientSecret: secret }),
  /** `url` is a secret: whoever has it reads the timetable. */
  z.object({ kind: z.literal('ical'), label, url: secret }),
  moodleConfigSchema.extend({
    kind: z.literal('moodle'),
    label,
    credentials: z.discriminatedUnion('by', [
      z.object({ by: z.literal('token'), token: secret }),
      /** Exchanged for a token, and kept nowhere. */
      z.object({ by: z.literal('password'), username: secret, password: secret }),
      /** Logged in by hand on the site's own page, in an isolated window; the site hands a token over. */
      z.object({ by: z.literal('window') }),
    ]),
  }),
  /** Logged in by hand in the source's own window, afterwards. */
  edificeConfigSchema.pick({ url: true }).extend({ kind: z.literal('edifice'), label }),
  ecoleDirecteConfigSchema
    .omit({ families: true })
    .extend({ kind: z.literal('ecole-directe'), label, password: secret }),
])
export type NewSource = z.infer<typeof newSourceSchema>
/** Added; or the server first wants an answer from the teacher, one of the choices. */
export const addStepSchema = z.discriminatedUnion('step', [
  z.object({ step: z.literal('added'), source: sourceViewSchema }),
  z.object({
    step: z.literal('question'),
    ticket: z.string().uuid(),
    question: z.string(),
    choices: z.array(z.string()),
  }),
])
export type AddStep = z.infer<typeof addStepSchema>

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
  /** Records left out and links cut off, because they speak of people or classes the source does not list. */
  dropped: count,
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
      kind: z.enum(['pupil', 'guardian', 'teacher', 'class', 'assignment', 'enrolment', 'lesson']),
      label: z.string(),
      className: z.string().nullable(),
      /** When a lesson begins. */
      at: isoInstant.nullish(),
    }),
  ),
  counts: changeCountsSchema,
})
export type HeldSync = z.infer<typeof heldSyncSchema>
