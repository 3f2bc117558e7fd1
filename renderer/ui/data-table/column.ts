import type { ReactNode } from 'react'

export interface DataColumn<T> {
  readonly id: string
  readonly header: string
  readonly render: (row: T) => ReactNode
  /** Pixels, or a share of what is left (`'2fr'`). Default `'1fr'`. */
  readonly width?: number | `${number}fr`
  readonly minWidth?: number
  /** The value to sort by; without it the column does not sort. Null goes last. */
  readonly sort?: (row: T) => string | number | null
  readonly align?: 'start' | 'end'
  /** The column that names the row, read with every cell. Default: the first. */
  readonly isRowHeader?: boolean
  /**
   * The cell in words, for copying, printing and filtering, where `render` draws rather than writes. `null` for a
   * column of buttons, which none of them takes. Default: the words that `render` shows.
   */
  readonly text?: ((row: T) => string | number | null) | null
  /** Not shown until the teacher asks for it. */
  readonly startsHidden?: boolean
  /** Cannot be hidden. The row's name and columns of buttons never can. */
  readonly isFixed?: boolean
}

/** What the teacher chose: the columns shown (true) or hidden (false) against the table's own choice. */
export type ColumnChoice = Readonly<Record<string, boolean>>

/** Where the choice is open. */
export function canHide<T>(column: DataColumn<T>, index: number, columns: readonly DataColumn<T>[]): boolean {
  const isName = columns.some((one) => one.isRowHeader) ? column.isRowHeader === true : index === 0
  return !isName && column.isFixed !== true && column.text !== null
}

/** The columns to show, in their own order; a choice about a column that is gone, or cannot be hidden, is ignored. */
export function shownColumns<T>(columns: readonly DataColumn<T>[], choice: ColumnChoice): readonly DataColumn<T>[] {
  return columns.filter(
    (column, index) => !canHide(column, index, columns) || (choice[column.id] ?? column.startsHidden !== true),
  )
}
