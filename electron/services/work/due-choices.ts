/** When work can be due: the next lessons of its classes, and the days without lessons. */
import type { DueChoices, HolidayView } from '../../contract/views.ts'
import { holidaysBetween } from '../../domain/school-holidays.ts'
import { toInstant } from '../../platform/clock.ts'
import type { Machine } from '../machine.ts'
import { readStoredSettings } from '../settings.ts'
import type { Space } from '../space.ts'

/** Past the longest holidays of the year but the summer's. */
const AHEAD_DAYS = 35
const DAY_MS = 86_400_000
const MOST_SLOTS = 12

/** The next lessons of each of these classes that exist, in their order. */
export async function dueChoices(
  machine: Machine,
  { store }: Pick<Space, 'store'>,
  classIds: readonly number[],
): Promise<DueChoices[]> {
  const now = machine.clock.now()
  const [classes, lessons] = await Promise.all([
    store.read.listClasses(),
    store.read.listLessons({ from: toInstant(now), to: toInstant(now + AHEAD_DAYS * DAY_MS) }),
  ])
  return classIds.flatMap((classId) => {
    const known = classes.find(({ id }) => id === classId)
    if (known === undefined) return []
    const slots = lessons
      .filter((one) => !one.cancelled && Date.parse(one.startsAt) > now && one.classes.some(({ id }) => id === classId))
      .slice(0, MOST_SLOTS)
      .map(({ startsAt, label, room }) => ({ startsAt, label, room }))
    return [{ classId, className: known.name, slots }]
  })
}

/** Of the teacher's zone; none for whoever said that Trousse does not know theirs. */
export async function readHolidays(
  { store }: Pick<Space, 'store'>,
  period: { readonly from: string; readonly to: string },
): Promise<HolidayView[]> {
  const { holidayPause } = await readStoredSettings(store)
  if (holidayPause === 'never') return []
  return holidaysBetween(period.from, period.to, holidayPause === 'common' ? null : holidayPause)
}
