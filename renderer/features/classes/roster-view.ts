/** What the roster shows of a class: pure, so that 2,000 rows are filtered the same way everywhere. */
import type { ClassSummary, RosterRow } from '../../../electron/contract/views.ts'
import { wordFilter } from '../../ui/word-filter.ts'

/** `incomplete`: every pupil whom an e-mail does not reach. */
export const REACH_FILTERS = ['all', 'email', 'phone', 'none', 'incomplete'] as const
export type ReachFilter = (typeof REACH_FILTERS)[number]

/** The order of urgency: those nobody can reach come first. */
export const REACH_ORDER: Readonly<Record<RosterRow['reach'], number>> = { none: 0, phone: 1, email: 2 }

const fits = (row: RosterRow, reach: ReachFilter): boolean =>
  reach === 'all' || (reach === 'incomplete' ? row.reach !== 'email' : row.reach === reach)

/** The rows of a class that fit both the typed words (name or class) and the chosen reach, in their order. */
export function filterRoster(
  rows: readonly RosterRow[],
  query: { readonly text: string; readonly reach: ReachFilter },
): RosterRow[] {
  const matches = wordFilter(query.text)
  return rows.filter(
    (row) => fits(row, query.reach) && matches(`${row.familyName} ${row.givenName} ${row.className ?? ''}`),
  )
}

export interface CoverageCounts {
  readonly total: number
  readonly email: number
  readonly phone: number
  readonly none: number
}

export const coverageOfClass = (summary: ClassSummary): CoverageCounts => ({
  total: summary.pupils,
  email: summary.reachableByEmail,
  phone: summary.phoneOnly,
  none: summary.unreachable,
})

export function coverageOfRoster(rows: readonly RosterRow[]): CoverageCounts {
  const counts = { total: rows.length, email: 0, phone: 0, none: 0 }
  for (const row of rows) counts[row.reach] += 1
  return counts
}
