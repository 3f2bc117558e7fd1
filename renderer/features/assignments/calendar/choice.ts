/** What the address asks the calendar to show, and the days it covers. Pure. */
import { linkTo } from '../../../app/router.ts'
import { addDays, mondayOf } from '../../../ui/calendar-days.ts'

export interface CalendarChoice {
  readonly view: 'week' | 'month'
  /** The day that has the focus; null for the present one. */
  readonly day: string | null
  readonly classId: number | null
}

const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

export function readCalendarChoice(query: URLSearchParams): CalendarChoice {
  const day = query.get('day') ?? ''
  const classId = Number(query.get('class'))
  return {
    view: query.get('view') === 'month' ? 'month' : 'week',
    day: isDay(day) ? day : null,
    classId: Number.isInteger(classId) && classId > 0 ? classId : null,
  }
}

export const calendarLink = ({ view, day, classId }: CalendarChoice): string =>
  linkTo('assignments', ['calendar'], {
    ...(view === 'month' ? { view } : {}),
    ...(day === null ? {} : { day }),
    ...(classId === null ? {} : { class: String(classId) }),
  })

/** Monday to Sunday. */
export const daysOfWeek = (day: string): string[] => {
  const monday = mondayOf(day)
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index))
}

/** The weeks that hold a day of its month, whole: days of the months beside are among them. */
export function weeksOfMonth(day: string): string[][] {
  const month = day.slice(0, 7)
  const weeks: string[][] = []
  for (let monday = mondayOf(`${month}-01`); monday.slice(0, 7) <= month; monday = addDays(monday, 7)) {
    weeks.push(daysOfWeek(monday))
  }
  return weeks
}

/** The same day of another month, or its last one: 31 January becomes 28 February. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year ?? 0, (month ?? 1) + months, 0))
  return `${last.toISOString().slice(0, 8)}${String(Math.min(date ?? 1, last.getUTCDate())).padStart(2, '0')}`
}

/** Where a key leads from a day, in the grid pattern of ARIA; null for a key that is not the grid's. */
export function dayAfterKey(day: string, key: string, view: CalendarChoice['view']): string | null {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1)
    case 'ArrowRight':
      return addDays(day, 1)
    case 'ArrowUp':
      return addDays(day, -7)
    case 'ArrowDown':
      return addDays(day, 7)
    case 'Home':
      return addDays(day, -weekday)
    case 'End':
      return addDays(day, 6 - weekday)
    case 'PageUp':
      return view === 'week' ? addDays(day, -7) : addMonths(day, -1)
    case 'PageDown':
      return view === 'week' ? addDays(day, 7) : addMonths(day, 1)
    default:
      return null
  }
}

export type Load = 'none' | 'light' | 'medium' | 'heavy'
/** Of the fullest day of the period. */
const MEDIUM_SHARE = 0.4
const HEAVY_SHARE = 0.75
/** Fewer than this on the fullest day is no load to speak of. */
const FEWEST_FOR_HEAVY = 4

/** How full a day is beside the fullest of the period. */
export function loadOf(total: number, fullest: number): Load {
  if (total === 0) return 'none'
  const share = total / Math.max(fullest, FEWEST_FOR_HEAVY)
  return share >= HEAVY_SHARE ? 'heavy' : share >= MEDIUM_SHARE ? 'medium' : 'light'
}
