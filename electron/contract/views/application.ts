/** The application itself: phase, settings, tasks. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { count, errorShape } from './common.ts'

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

/** What opens a space where the computer's keychain does not. */
export const spaceSecretSchema = z.object({
  kind: z.enum(['passphrase', 'recovery-code']),
  value: z.string().min(1).max(1000),
})
export type SpaceSecret = z.infer<typeof spaceSecretSchema>

export const settingsSchema = z.object({
  locale: localeSchema,
  theme: themeSchema,
  teacherName: z.string().max(120),
  /** Sender of the .eml files while no mail account is set up; empty when not given. */
  teacherAddress: z.string().max(254),
  signature: z.string().max(2000),
  /** Hours between automatic synchronisations; 0 turns them off. */
  syncEveryHours: z.number().int().min(0).max(168),
  /** Holidays in which nothing is synchronised by itself; `common`: those that all three zones share. */
  holidayPause: z.enum(['never', 'common', 'A', 'B', 'C']),
  /** A message of the night or the week-end waits for the next school morning. */
  quietHours: z.boolean(),
  /** False: no portrait of a pupil is kept. */
  storePortraits: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>

/** The name of a table or of a column, as the window's code writes it. */
export const tableId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
/** Columns shown or hidden against the table's own choice. */
export const columnChoiceSchema = z.record(tableId, z.boolean()).refine((columns) => Object.keys(columns).length <= 40)
export const arrangementSchema = z.object({
  tables: z.record(tableId, columnChoiceSchema),
  /** The computer's own notifications, for what needs the teacher. */
  notifications: z.boolean(),
  /** Shortcuts of one key without Ctrl; some ways of speaking to a computer type them by accident (WCAG 2.1.4). */
  singleKeys: z.boolean(),
})
export type Arrangement = z.infer<typeof arrangementSchema>

export const taskSchema = z.object({
  id: z.string(),
  kind: z.enum([
    'sync',
    'import',
    'pack',
    'send',
    'eml',
    'export',
    'attachments',
    'capture',
    'inbox',
    'handed-in',
    'handed-in-export',
    'publish',
    'fetch-pack',
    'share-login',
  ]),
  /** Parameters of the label, e.g. the class or the source. */
  subject: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** What is being done now: a key under `task.step.<step>`. */
  step: z.string(),
  done: count,
  /** 0 while unknown. */
  total: count,
  bytes: count,
  /** Files or packs made and to make; absent where they are not counted. */
  items: count.optional(),
  itemsTotal: count.optional(),
  startedAt: isoInstant,
  endedAt: isoInstant.nullable(),
  error: errorShape.nullable(),
  /** Present when done: what the task made, by kind. */
  outcome: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullable(),
  /** It did not end well, and doing the same again is safe: `tasks.retry` does. */
  canRetry: z.boolean(),
})
export type TaskView = z.infer<typeof taskSchema>
