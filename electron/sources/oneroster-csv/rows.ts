/** Rows of an export, part by part, with what is wrong at which line. */
import { isoDay } from '../../domain/roster-dates.ts'
import { cutText } from '../../domain/text-clean.ts'
import type { FaultList, IgnoredCount } from '../fault-list.ts'
import type { Export } from './load.ts'
import type { Part } from './parts.ts'
import type { Row } from './read-table.ts'
import type { Ignored, Reason } from './reasons.ts'

export const MAX_ID = 500
/** A list inside one cell. */
export const listOf = (cell: string): string[] =>
  cell
    .split(',')
    .map((part) => cutText(part.trim(), MAX_ID))
    .filter((part) => part !== '')
/** The day of an ISO date or time; null when it is no date, undefined when empty. */
function dayOf(text: string): string | null | undefined {
  if (text === '') return undefined
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?=$|[T ])/.exec(text)
  return parts ? isoDay(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null
}

const isRemoved = (row: Row): boolean => /^(?:tobedeleted|inactive)$/i.test(row.get('status'))

/** A row with the file it stands in. */
export interface PlacedRow extends Row {
  readonly file: string
}

/** Gives each part's rows once, those marked as removed aside, and gathers what is wrong with them. */
export class RowSource {
  readonly #export: Export
  readonly faults: FaultList<Reason>
  readonly ignored: IgnoredCount<Ignored>

  constructor(source: Export, faults: FaultList<Reason>, ignored: IgnoredCount<Ignored>) {
    this.#export = source
    this.faults = faults
    this.ignored = ignored
  }

  /** References may lead to what an earlier export brought. */
  isDelta(part: Part): boolean {
    const mode = this.#export.modes.get(part)
    return mode === undefined ? this.anyDelta : mode === 'delta'
  }

  get anyDelta(): boolean {
    return [...this.#export.modes.values()].includes('delta')
  }

  /** Every part that makes the roster says of itself that it is everything. */
  get allBulk(): boolean {
    return (['users', 'classes', 'enrollments'] as const).every((part) => this.#export.modes.get(part) === 'bulk')
  }

  /** @param about who a removed row is about, to be named when the removal is not applied. */
  *rows(part: Part, about: (row: Row) => string = () => ''): Generator<PlacedRow> {
    const bulk = this.#export.modes.get(part) === 'bulk'
    for (const { file, rows } of this.#export.tables.get(part) ?? []) {
      for (const row of rows) {
        const place = { file, line: row.line }
        if (row.ragged) this.faults.add(place, 'doubtful', 'ragged-row', null, about(row))
        if (isRemoved(row)) {
          if (bulk) this.ignored.add('deleted')
          // A removal by name is not something absence can say: it is shown, and nobody is taken away.
          else this.faults.add(place, 'doubtful', 'removal-not-applied', 'status', about(row))
          continue
        }
        yield { file, line: row.line, ragged: row.ragged, get: (key) => row.get(key) }
      }
    }
  }

  /** Who is enrolled as what, for users whose role is written nowhere else. */
  *enrolledAs(): Generator<{ id: string; role: string }> {
    for (const { rows } of this.#export.tables.get('enrollments') ?? []) {
      for (const row of rows) {
        if (!isRemoved(row)) yield { id: row.get('usersourcedid'), role: row.get('role').toLowerCase() }
      }
    }
  }

  /** The row's id; null, and told, when it has none. */
  idOf(row: PlacedRow, field = 'sourcedId'): string | null {
    const id = cutText(row.get(field.toLowerCase()), MAX_ID)
    if (id === '') this.faults.add(row, 'refused', 'id-missing', field)
    return id === '' ? null : id
  }

  /** A date of the row; undefined, and told, when it cannot be read. */
  dateOf(row: PlacedRow, field: string): string | undefined {
    const day = dayOf(row.get(field.toLowerCase()))
    if (day === null) this.faults.add(row, 'doubtful', 'date-unreadable', field)
    return day ?? undefined
  }
}
