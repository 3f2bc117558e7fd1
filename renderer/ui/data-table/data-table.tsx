import { ArrowDown, ArrowUp, Check, Minus } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import {
  Cell,
  Checkbox,
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
import { cx } from '../cx.ts'
import { type DataColumn, shownColumns } from './column.ts'
import styles from './data-table.module.css'
import { sortRows } from './sort-rows.ts'
import { useColumnChoice } from './table-memory.ts'
import { TableTools } from './table-tools.tsx'

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
  /** The row shown beside the table. */
  readonly currentId?: string | number | null
  /** Names the table in what is remembered of it, and gives it its line of tools: columns, copy, print. */
  readonly tableId?: string
  /** Fields that filter, at the left of that line; `status` says what is left of the rows, at its right. */
  readonly filters?: ReactNode
  readonly status?: ReactNode
  /** Rows can be chosen, several at a time: what to do with them, beside copying. `true` for copying alone. */
  readonly bulkActions?: true | ((rows: readonly T[], clear: () => void) => ReactNode)
}

interface TableItem<T> {
  readonly id: string | number
  readonly row: T
}

const ROW_HEIGHT = 40
const HEADING_HEIGHT = 36
/** In a window too short for the rest of the page, the page scrolls rather than hide every row. */
const MIN_HEIGHT = 240
/** Top and bottom border of the frame. */
const FRAME = 2
const SELECT_COLUMN = 'select'
const SELECT_WIDTH = 44
const NOTHING: ReadonlySet<string | number> = new Set()

/**
 * A table of any length: only the visible rows are in the page, the header stays, the arrow keys move, and
 * a click on a heading sorts. Rows keep one height, so cells are single lines that end with an ellipsis.
 */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { label, columns, rows, rowId, onRowAction, emptyState, rowHeight = ROW_HEIGHT, height = 'fill' } = props
  const { tableId, currentId = null, filters, status, bulkActions } = props
  const { locale } = useLocale()
  const [sort, setSort] = useState<SortDescriptor | null>(props.initialSort ?? null)
  const [choice, setChoice] = useColumnChoice(tableId)
  const [selected, setSelected] = useState<ReadonlySet<string | number>>(NOTHING)
  const shown = useMemo(() => shownColumns(columns, choice), [columns, choice])
  const sorted = useMemo(() => {
    const value = columns.find(({ id }) => id === sort?.column)?.sort
    return sort && value ? sortRows(rows, value, sort.direction, locale) : rows
  }, [rows, columns, sort, locale])
  // One object per row for as long as the row lives: sorted or filtered anew, a row that was drawn is not built again.
  const [itemOf] = useState(() => new WeakMap<T, TableItem<T>>())
  const items = useMemo(
    () =>
      sorted.map((row) => {
        const item = itemOf.get(row) ?? { id: rowId(row), row }
        itemOf.set(row, item)
        return item
      }),
    [sorted, rowId, itemOf],
  )
  const byId = useMemo(() => new Map(items.map(({ id, row }) => [id, row])), [items])
  // A row that a filter hides is not acted upon, and is still chosen when it comes back.
  const chosen = useMemo(
    () => (selected.size === 0 ? [] : items.filter(({ id }) => selected.has(id)).map(({ row }) => row)),
    [items, selected],
  )
  const clear = () => setSelected(NOTHING)

  const natural = HEADING_HEIGHT + rows.length * rowHeight + FRAME
  return (
    <div className={cx(styles.whole, height === 'fill' && styles.wholeFill)}>
      {tableId !== undefined && (
        <TableTools
          label={label}
          columns={columns}
          shown={shown}
          choice={choice}
          onChoice={setChoice}
          rows={sorted}
          selected={chosen}
          onClear={clear}
          filters={filters}
          status={status}
          bulkActions={bulkActions === true ? undefined : bulkActions}
        />
      )}
      {rows.length === 0 ? (
        <div className={styles.emptyFrame}>{emptyState}</div>
      ) : (
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
              {...(bulkActions === undefined
                ? {}
                : {
                    selectionMode: 'multiple',
                    selectionBehavior: 'toggle',
                    // Escape closes the sheet or the dialog around; the cross of the line of tools lets go.
                    escapeKeyBehavior: 'none',
                    selectedKeys: selected,
                    onSelectionChange: (keys: Selection) => setSelected(keys === 'all' ? new Set(byId.keys()) : keys),
                  })}
            >
              <Head columns={shown} isSelectable={bulkActions !== undefined} />
              <TableBody items={items} dependencies={[shown, currentId, bulkActions === undefined]}>
                {({ id, row }) => (
                  <Row id={id} className={cx(styles.row, id === currentId && styles.current)}>
                    {bulkActions !== undefined && (
                      <Cell className={cx(styles.cell, styles.select)}>
                        <SelectBox />
                      </Cell>
                    )}
                    {shown.map((column) => (
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
      )}
    </div>
  )
}

function Head<T>(props: { readonly columns: readonly DataColumn<T>[]; readonly isSelectable: boolean }) {
  const { columns, isSelectable } = props
  const named = columns.some((column) => column.isRowHeader)
  return (
    <TableHeader className={styles.head ?? ''}>
      {isSelectable && (
        <Column
          id={SELECT_COLUMN}
          width={SELECT_WIDTH}
          minWidth={SELECT_WIDTH}
          className={cx(styles.column, styles.select)}
        >
          <SelectBox />
        </Column>
      )}
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
  )
}

/** Of one row, or of all of them; the table says which, and reads it aloud. */
function SelectBox() {
  return (
    <Checkbox slot="selection" className={styles.check ?? ''}>
      {({ isSelected, isIndeterminate }) => (
        <span className={styles.box} aria-hidden>
          {isIndeterminate ? <Minus size={13} strokeWidth={3} /> : isSelected && <Check size={13} strokeWidth={3} />}
        </span>
      )}
    </Checkbox>
  )
}
