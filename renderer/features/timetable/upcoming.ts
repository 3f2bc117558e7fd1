/** What is left of the day. Pure. */
import type { LessonView } from '../../../electron/contract/views.ts'

/** The lessons that have not ended, a cancelled one among them: its hour is free, which is news too. */
export const upcoming = (lessons: readonly LessonView[], now: Date): LessonView[] =>
  lessons.filter(({ endsAt }) => Date.parse(endsAt) > now.getTime())
