/** What the roster shows of a class: pure, so that 2,000 rows are filtered the same way everywhere. */
import type { ClassSummary, RosterRow } from '../../../electron/contract/views.ts'

/** `incomplete`: every pupil whom an e-mail does not reach. */
export const REACH_FILTERS = ['all', 'email', 'phone', 'none', 'incomplete'] as const
export type ReachFilter = (typeof REACH_FILTERS)[number]

/** The order of urgency: those nobody can reach come first. */
export const REACH_ORDER: Readonly<Record<RosterRow['reach'], number>> = { none: 0, phone: 1, email: 2 }

/** Lower case without accents, as people type in a hurry: `Élodie` is found by `elo`. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
}

/**
 * A filter for a list: every typed word must begin some word of the text, whatever its accents and case.
 * Hyphens and apostrophes part words. Nothing typed lets everything through.
 */
export function wordFilter(typed: string): (text: string) => boolean {
  const wanted = fold(typed).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return () => true
  return (text) => {
    const words = fold(text).split(/[\s'’@.-]+/)
    return wanted.every((part) => words.some((word) => word.startsWith(part)))
  }
}

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
