/** Due dates as a teacher thinks of them: this week, next week, late; pure, the day is an argument. */
import type { AssignmentSummary } from '../../../electron/contract/views.ts'
import { addDays, mondayOf } from '../../ui/calendar-days.ts'

export type DuePeriod = 'this-week' | 'next-week' | 'upcoming' | 'all' | 'to-carry-over'
export const DUE_PERIODS: readonly DuePeriod[] = ['this-week', 'next-week', 'upcoming', 'all', 'to-carry-over']

/** What of `assignments.list` is asked for; bounds are both included, none where the period is open on that side. */
export function periodBounds(
  period: DuePeriod,
  today: string,
): { dueFrom?: string; dueTo?: string; toCarryOver?: boolean } {
  const monday = mondayOf(today)
  switch (period) {
    case 'this-week':
      return { dueFrom: monday, dueTo: addDays(monday, 6) }
    case 'next-week':
      return { dueFrom: addDays(monday, 7), dueTo: addDays(monday, 13) }
    case 'upcoming':
      return { dueFrom: today }
    case 'to-carry-over':
      return { toCarryOver: true }
    case 'all':
      return {}
  }
}

export type DueNearness = 'past' | 'today' | 'tomorrow' | 'soon' | 'none'

export function nearness(dueOn: string | null, today: string): DueNearness {
  if (dueOn === null) return 'none'
  if (dueOn < today) return 'past'
  if (dueOn === today) return 'today'
  return dueOn === addDays(today, 1) ? 'tomorrow' : 'soon'
}

export interface DueGroup {
  /** The day, or `none` for work without one. */
  readonly key: string
  readonly dueOn: string | null
  readonly rows: readonly AssignmentSummary[]
}

/** One group per day, in the order the rows come: pages may be added at the end without moving anything. */
export function groupByDueDay(rows: readonly AssignmentSummary[]): DueGroup[] {
  const groups = new Map<string, AssignmentSummary[]>()
  for (const row of rows) {
    const key = row.dueOn ?? 'none'
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return [...groups].map(([key, members]) => ({ key, dueOn: key === 'none' ? null : key, rows: members }))
}
