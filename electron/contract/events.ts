/** What the main process says unasked. Each event names what it makes stale; the window asks again. */
import { z } from 'zod'
import type { EventName } from './channel-names.ts'
import { COMMAND_IDS } from './shortcuts.ts'
import { appStateSchema, availabilitySchema, chosenFilesSchema, errorShape, taskSchema } from './views.ts'

/** Parts of the database a change touched; the window drops what it holds of them. */
export const staleParts = z.enum([
  'people',
  'classes',
  'assignments',
  'sources',
  'held',
  'packs',
  'shares',
  'messages',
  'drafts',
  'templates',
  'replies',
  'settings',
  'captures',
  'handed-in',
  'handover',
  'drills',
  'register',
  'drives',
])
export type StalePart = z.infer<typeof staleParts>

export const events = {
  changed: z.object({ parts: z.array(staleParts) }),
  task: taskSchema,
  availability: z.array(availabilitySchema),
  state: appStateSchema,
  /** Shows a screen: a notification was clicked. */
  go: z.object({ screen: z.enum(['today', 'outbox', 'sources']), path: z.array(z.string().max(20)).max(2) }),
  /** An entry of the native menu. */
  command: z.object({ id: z.enum(COMMAND_IDS) }),
  /** Files dropped on the window, or why they could not be taken. */
  dropped: z.object({ chosen: chosenFilesSchema.nullable(), error: errorShape.nullable() }),
} as const satisfies Record<EventName, z.ZodType>

export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>
