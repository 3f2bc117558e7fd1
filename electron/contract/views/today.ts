/** The first screen. */
import { z } from 'zod'
import { isoInstant } from '../snapshot.ts'
import { assignmentSummarySchema } from './assignments.ts'
import { availabilitySchema } from './availability.ts'
import { count, id } from './common.ts'
import { reachSchema } from './people.ts'

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
  /** People an address of whom came back. */
  bounced: count,
  answers: z.object({ unread: count }),
  /** Local work not carried back to the platform yet. */
  toCarryOver: count,
  lastDrillAt: isoInstant.nullable(),
})
export type TodayView = z.infer<typeof todaySchema>
