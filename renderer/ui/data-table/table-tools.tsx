import { Copy, X } from 'lucide-react'
import { type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { Group } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../button.tsx'
import { Toolbar } from '../page.tsx'
import { showToast } from '../toast.tsx'
import { useFormat } from '../use-format.ts'
import type { ColumnChoice, DataColumn } from './column.ts'
import { TableMemoryContext } from './table-memory.ts'
import { TableMenu } from './table-menu.tsx'
import { TablePaper } from './table-paper.tsx'
import { copyTable, textTable } from './table-text.ts'
import styles from './table-tools.module.css'

export interface TableToolsProps<T> {
  readonly label: string
  /** Every column, and those shown. */
  readonly columns: readonly DataColumn<T>[]
  readonly shown: readonly DataColumn<T>[]
  readonly choice: ColumnChoice
  readonly onChoice: (choice: ColumnChoice) => void
  /** In the order of the screen. */
  readonly rows: readonly T[]
  readonly selected: readonly T[]
  readonly onClear: () => void
  readonly filters?: ReactNode
  readonly status?: ReactNode
  readonly bulkActions?: ((rows: readonly T[], clear: () => void) => ReactNode) | undefined
}

/** The line above a table: its filters, then how much it shows, or what can be done with the chosen rows. */
export function TableTools<T>(props: TableToolsProps<T>) {
  const { label, columns, shown, rows, selected, onClear, filters, status, bulkActions } = props
  const { t } = useTranslation('table')
  const format = useFormat()
  const [isPrinting, setPrinting] = useState(false)
  const host = useContext(TableMemoryContext)
  useEffect(() => host?.onPrint(() => setPrinting(true)), [host])
  const endPrinting = useCallback(() => setPrinting(false), [])
  // Chosen rows are what is meant; without any, the table as it is filtered.
  const meant = selected.length > 0 ? selected : rows
  const copy = async () => {
    try {
      await copyTable(textTable(shown, meant))
      showToast({ tone: 'ok', title: t('copied', { count: meant.length }), detail: t('copiedDetail') })
    } catch {
      showToast({ tone: 'danger', title: t('copyFailed'), detail: t('copyFailedDetail') })
    }
  }
  return (
    <>
      <Toolbar
        end={
          selected.length > 0 ? (
            <Group className={styles.selection ?? ''} aria-label={t('selection')}>
              <span role="status">{t('selected', { count: selected.length })}</span>
              {bulkActions?.(selected, onClear)}
              <Button size="small" icon={Copy} onPress={() => void copy()}>
                {t('copySelected')}
              </Button>
              <IconButton icon={X} size="small" label={t('clear')} onPress={onClear} />
            </Group>
          ) : (
            <>
              {status}
              <TableMenu
                columns={columns}
                choice={props.choice}
                onChoice={props.onChoice}
                onCopy={() => void copy()}
                onPrint={() => setPrinting(true)}
              />
            </>
          )
        }
      >
        {filters}
      </Toolbar>
      {isPrinting && (
        <TablePaper
          title={label}
          detail={`${t('rows', { count: meant.length })} · ${format.dateTime(format.now.toISOString())}`}
          table={textTable(shown, meant)}
          onEnd={endPrinting}
        />
      )}
    </>
  )
}
