import { ListX, SearchX } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery, DeliveryState } from '../../../electron/contract/views.ts'
import { useErrorSentence } from '../../bridge/index.ts'
import {
  Button,
  type DataColumn,
  DataTable,
  EmptyState,
  SearchField,
  Select,
  useFormat,
  wordFilter,
} from '../../ui/index.ts'
import { DeliveryDialog } from './delivery-dialog.tsx'
import { isSettled, ledgerView, STATE_ORDER, sharesOf } from './delivery-states.ts'
import { LedgerActions } from './ledger-actions.tsx'
import type { MessageView } from './message-view.ts'
import styles from './outbox.module.css'
import { StateBadge } from './state-bar.tsx'

const rowId = (row: Delivery): number => row.id

function useColumns(onOpen: (row: Delivery) => void): readonly DataColumn<Delivery>[] {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  const sentence = useErrorSentence()
  // Kept: another list of columns would build its 2,000 rows again.
  return useMemo(
    () => [
      {
        id: 'recipient',
        header: t('message.column.recipient'),
        width: '2fr',
        minWidth: 150,
        sort: (row) => row.recipientName,
        render: (row) => <strong>{row.recipientName}</strong>,
      },
      {
        id: 'about',
        header: t('message.column.about'),
        width: '2fr',
        minWidth: 130,
        sort: (row) => row.about,
        render: (row) => row.about,
      },
      {
        id: 'address',
        header: t('message.column.address'),
        width: '3fr',
        minWidth: 170,
        sort: (row) => row.address,
        render: (row) => <span className={styles.soft}>{row.address}</span>,
      },
      {
        id: 'state',
        header: t('message.column.state'),
        width: 190,
        sort: (row) => STATE_ORDER.indexOf(row.state),
        text: (row) => t(`state.${row.state}`),
        render: (row) => <StateBadge state={row.state} />,
      },
      {
        id: 'attempts',
        header: t('message.column.attempts'),
        width: 80,
        align: 'end',
        sort: (row) => row.attempts,
        render: (row) => row.attempts,
      },
      {
        id: 'detail',
        header: t('message.column.detail'),
        width: '3fr',
        minWidth: 190,
        render: (row) => {
          if (row.state === 'ambiguous') {
            return (
              <Button
                size="small"
                onPress={() => onOpen(row)}
                aria-label={t('message.decideFor', { name: row.recipientName })}
              >
                {t('message.decide')}
              </Button>
            )
          }
          if (row.state === 'deferred' && row.nextTryAt && row.error === null)
            return t('message.leaves', { day: format.nearDay(row.nextTryAt), time: format.time(row.nextTryAt) })
          if (row.state === 'deferred' && row.nextTryAt)
            return t('message.nextTry', { when: format.since(row.nextTryAt) })
          if (row.error && !isSettled(row.state)) return sentence(row.error).what
          return row.attempts > 0 || row.state === 'cancelled' || isSettled(row.state) ? (
            <span className={styles.soft}>{format.since(row.updatedAt)}</span>
          ) : null
        },
      },
    ],
    [t, format, sentence, onOpen],
  )
}

export interface LedgerProps {
  readonly message: MessageView
  readonly filter: DeliveryState | 'all'
  readonly onFilter: (filter: DeliveryState | 'all') => void
}

/** One row per recipient, as the database holds it. */
export function Ledger({ message, filter, onFilter }: LedgerProps) {
  const { t } = useTranslation('outbox')
  const [text, setText] = useState('')
  const [openId, setOpenId] = useState<number | null>(null)
  const openRow = useCallback((row: Delivery) => setOpenId(row.id), [])
  const columns = useColumns(openRow)
  const rows = useMemo(() => {
    const matches = wordFilter(text)
    return ledgerView(message.deliveries, filter, (row) => matches(`${row.recipientName} ${row.about} ${row.address}`))
  }, [message.deliveries, filter, text])
  const open = message.deliveries.find(({ id }) => id === openId) ?? null
  const present = sharesOf(message.counts).map(({ state }) => state)
  const choices = filter !== 'all' && !present.includes(filter) ? [...present, filter] : present

  return (
    <div className={styles.ledger}>
      <DataTable
        tableId="ledger"
        filters={
          <>
            <SearchField label={t('message.searchRow')} value={text} onChange={setText} />
            <Select
              label={t('message.filter')}
              labelHidden
              options={[
                { id: 'all' as const, label: t('message.filterAll') },
                ...choices.map((id) => ({ id, label: t(`state.${id}`) })),
              ]}
              value={filter}
              onChange={onFilter}
            />
          </>
        }
        status={<span role="status">{t('message.progress', { done: rows.length, total: message.total })}</span>}
        bulkActions={(chosen, clear) => <LedgerActions chosen={chosen} onDone={clear} />}
        label={t('message.table', { subject: message.subject })}
        columns={columns}
        rows={rows}
        rowId={rowId}
        onRowAction={openRow}
        emptyState={
          message.total === 0 ? (
            <EmptyState icon={ListX} size="small" title={t('message.empty.title')}>
              {t('message.empty.text')}
            </EmptyState>
          ) : (
            <EmptyState
              icon={SearchX}
              size="small"
              title={t('message.noRow.title')}
              actions={
                <Button
                  onPress={() => {
                    setText('')
                    onFilter('all')
                  }}
                >
                  {t('message.noRow.action')}
                </Button>
              }
            >
              {t('message.noRow.text')}
            </EmptyState>
          )
        }
      />
      {open && <DeliveryDialog key={open.id} delivery={open} onClose={() => setOpenId(null)} />}
    </div>
  )
}
