/** The timetable, hour by hour. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { id } from './common.ts'

export const lessonViewSchema = z.object({
  id,
  startsAt: isoInstant,
  endsAt: isoInstant,
  label: z.string(),
  room: z.string().nullable(),
  cancelled: z.boolean(),
  /** Classes and groups of the school that it is for. */
  classes: z.array(z.object({ id, name: z.string() })),
  /** Names that the source writes and that no class of the school bears. */
  otherNames: z.array(z.string()),
  sourceLabel: z.string().nullable(),
})
export type LessonView = z.infer<typeof lessonViewSchema>

/** Lessons that touch the time between two instants; of one class, or of the whole school. */
export const lessonFilterSchema = z.object({ classId: id.optional(), from: isoInstant, to: isoInstant })
export type LessonFilter = z.infer<typeof lessonFilterSchema>
