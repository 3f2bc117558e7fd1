import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import {
  Cell,
  Column,
  Row,
  type Selection,
  type SortDescriptor,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  useLocale,
  Virtualizer,
} from 'react-aria-components'
import { cx } from './cx.ts'
import styles from './data-table.module.css'
import { sortRows } from './sort-rows.ts'

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
}

export interface DataTableProps<T> {
  /** Read aloud as the table's name. */
  readonly label: string
  readonly columns: readonly DataColumn<T>[]
  readonly rows: readonly T[]
  readonly rowId: (row: T) => string | number
  /** Enter or a click on a row. */
  readonly onRowAction?: (row: T) => void
  readonly initialSort?: { readonly column: string; readonly direction: 'ascending' | 'descending' }
  /** Shown in place of the table when there is no row. */
  readonly emptyState: ReactNode
  readonly rowHeight?: number
  /** `fill` takes what the page leaves (inside `<Page layout="fill">`); a number is a limit in pixels. */
  readonly height?: 'fill' | number
  readonly selection?: {
    readonly mode: 'single' | 'multiple'
    readonly selected: ReadonlySet<string | number>
    readonly onChange: (selected: ReadonlySet<string | number>) => void
  }
}

const ROW_HEIGHT = 40
const HEADING_HEIGHT = 36
/** In a window too short for the rest of the page, the page scrolls rather than hide every row. */
const MIN_HEIGHT = 240
/** Top and bottom border of the frame. */
const FRAME = 2

/**
 * A table of any length: only the visible rows are in the page, the header stays, the arrow keys move, and
 * a click on a heading sorts. Rows keep one height, so cells are single lines that end with an ellipsis.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, rowId, onRowAction, emptyState, rowHeight = ROW_HEIGHT, height = 'fill' } = props
  const { selection } = props
  const { locale } = useLocale()
  const [sort, setSort] = useState<SortDescriptor | null>(props.initialSort ?? null)
  const sorted = useMemo(() => {
    const value = columns.find(({ id }) => id === sort?.column)?.sort
    return sort && value ? sortRows(rows, value, sort.direction, locale) : rows
  }, [rows, columns, sort, locale])
  const items = useMemo(() => sorted.map((row) => ({ id: rowId(row), row })), [sorted, rowId])
  const byId = useMemo(() => new Map(items.map(({ id, row }) => [id, row])), [items])
  const named = columns.some((column) => column.isRowHeader)

  if (rows.length === 0) return <div className={styles.emptyFrame}>{emptyState}</div>
  const natural = HEADING_HEIGHT + rows.length * rowHeight + FRAME
  return (
    <div
      className={cx(styles.frame, height === 'fill' && styles.fill)}
      style={
        height === 'fill'
          ? { maxHeight: natural, minHeight: Math.min(natural, MIN_HEIGHT) }
          : { height: Math.min(natural, height) }
      }
    >
      <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight, headingHeight: HEADING_HEIGHT }}>
        <Table
          aria-label={label}
          className={cx(styles.table, onRowAction && styles.actionable)}
          {...(sort ? { sortDescriptor: sort } : {})}
          onSortChange={setSort}
          {...(onRowAction
            ? {
                onRowAction: (key) => {
                  const row = byId.get(key)
                  if (row !== undefined) onRowAction(row)
                },
              }
            : {})}
          {...(selection
            ? {
                selectionMode: selection.mode,
                selectionBehavior: 'toggle',
                selectedKeys: selection.selected,
                onSelectionChange: (chosen: Selection) =>
                  selection.onChange(chosen === 'all' ? new Set(byId.keys()) : chosen),
              }
            : {})}
        >
          <TableHeader className={styles.head ?? ''}>
            {columns.map((column, index) => (
              <Column
                key={column.id}
                id={column.id}
                isRowHeader={named ? (column.isRowHeader ?? false) : index === 0}
                allowsSorting={column.sort !== undefined}
                width={column.width ?? '1fr'}
                minWidth={column.minWidth ?? 72}
                className={cx(styles.column, column.align === 'end' && styles.end)}
              >
                {({ sortDirection, allowsSorting }) => (
                  <>
                    <span className={styles.heading}>{column.header}</span>
                    {allowsSorting && sortDirection && (
                      <span className={styles.sortIcon} aria-hidden>
                        {sortDirection === 'ascending' ? <ArrowUp size={14} /> : <ArrowDown size={14} />}
                      </span>
                    )}
                  </>
                )}
              </Column>
            ))}
          </TableHeader>
          <TableBody items={items} dependencies={[columns]}>
            {({ id, row }) => (
              <Row id={id} className={styles.row ?? ''}>
                {columns.map((column) => (
                  <Cell key={column.id} className={cx(styles.cell, column.align === 'end' && styles.end)}>
                    <span className={styles.content}>{column.render(row)}</span>
                  </Cell>
                ))}
              </Row>
            )}
          </TableBody>
        </Table>
      </Virtualizer>
    </div>
  )
}
