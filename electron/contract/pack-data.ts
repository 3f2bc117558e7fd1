/**
 * `data.json` of a pack: its work and timetable as another Trousse reads them. Read with no trust: text is a stranger's,
 * and a number of this file means nothing elsewhere.
 */
import { z } from 'zod'
import { isoDate, isoInstant } from './snapshot.ts'

export const PACK_DATA_FORMAT = 'trousse-pack-data'
export const PACK_DATA_VERSION = 1
export const PACK_DATA_ENTRY = 'data.json'

const text = (max: number) => z.string().max(max)

export const packDataSchema = z.object({
  format: z.literal(PACK_DATA_FORMAT),
  version: z.number().int().positive(),
  assignments: z
    .array(
      z.object({
        title: text(300),
        subject: text(100).nullable(),
        assignedOn: isoDate.nullable(),
        dueOn: isoDate.nullable(),
        /** As its source wrote it: hostile until cleaned where it is shown. */
        descriptionHtml: text(100_000),
        /** `path` in the pack; null for a document that the pack does not hold. */
        files: z.array(z.object({ name: text(255), path: text(240).nullable() })).max(50),
      }),
    )
    .max(5000),
  lessons: z
    .array(
      z.object({
        startsAt: isoInstant,
        endsAt: isoInstant,
        label: text(300),
        room: text(120).nullable(),
        cancelled: z.boolean(),
      }),
    )
    .max(5000),
})
export type PackData = z.infer<typeof packDataSchema>
