/** When a work is due, as a teacher says it: a lesson, a day, or no day. Pure. */
import type { DueSlot, HolidayView, WorkTarget } from '../../../../electron/contract/views.ts'
import { localDay } from '../../../ui/calendar-days.ts'

/** Of the select: a lesson is written `slot <instant>`. */
export const NO_DAY = 'none'
export const OTHER_DAY = 'day'
const SLOT = 'slot '

export const slotId = (slot: Pick<DueSlot, 'startsAt'>): string => `${SLOT}${slot.startsAt}`

/** What the select shows for a target. */
export function choiceOf({ dueOn, dueAt }: WorkTarget): string {
  if (dueAt !== null) return `${SLOT}${dueAt}`
  return dueOn === null ? NO_DAY : OTHER_DAY
}

/** The target with what was chosen; another day starts from the day that was there, or from `today`. */
export function withChoice(target: WorkTarget, choice: string, today: string): WorkTarget {
  if (choice === NO_DAY) return { ...target, dueOn: null, dueAt: null }
  if (choice === OTHER_DAY) return { ...target, dueOn: target.dueOn ?? today, dueAt: null }
  const startsAt = choice.slice(SLOT.length)
  return { ...target, dueOn: localDay(new Date(startsAt)), dueAt: startsAt }
}

/** The next lesson of a class that just joined the work; nothing when none is known. */
export const firstChoice = (classId: number, slots: readonly DueSlot[], today: string): WorkTarget => {
  const target: WorkTarget = { classId, dueOn: null, dueAt: null }
  const [next] = slots.filter(({ startsAt }) => localDay(new Date(startsAt)) > today)
  return next ? withChoice(target, slotId(next), today) : target
}

export type DayWarning = 'past' | 'today' | 'sunday' | 'saturday' | 'holiday'

/** What a teacher would want to know of a day before giving it; the most serious first. */
export function warningOf(day: string, today: string, holidays: readonly HolidayView[]): DayWarning | null {
  if (day < today) return 'past'
  if (holidays.some(({ from, to }) => from <= day && day <= to)) return 'holiday'
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  if (weekday === 0) return 'sunday'
  if (weekday === 6) return 'saturday'
  return day === today ? 'today' : null
}
