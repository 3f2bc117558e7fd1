import { PenLine, SearchX, Send } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageSummary } from '../../../electron/contract/views.ts'
import { messageLink, navigate, outboxLink } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import {
  ButtonLink,
  type DataColumn,
  DataTable,
  EmptyState,
  Page,
  PageHeader,
  SearchField,
  Skeleton,
  useFormat,
  wordFilter,
} from '../../ui/index.ts'
import { totalsOf } from './delivery-states.ts'
import styles from './outbox.module.css'
import { StateBar, useCountsSummary } from './state-bar.tsx'

const rowId = (row: MessageSummary): number => row.id

function useColumns(): readonly DataColumn<MessageSummary>[] {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  const summarise = useCountsSummary()
  return useMemo(
    () => [
      {
        id: 'subject',
        header: t('column.subject'),
        width: '3fr',
        minWidth: 220,
        sort: (row) => row.subject,
        render: (row) => <strong>{row.subject}</strong>,
      },
      {
        id: 'class',
        header: t('column.class'),
        width: 190,
        sort: (row) => row.className,
        render: (row) => (
          <>
            {row.className} <span className={styles.soft}>{t(`to.${row.audience}`)}</span>
          </>
        ),
      },
      {
        id: 'state',
        header: t('column.state'),
        width: '5fr',
        minWidth: 320,
        // What asks for a decision first, then what has not left.
        sort: (row) => totalsOf(row.counts).attention * 10_000 + totalsOf(row.counts).waiting,
        text: (row) => summarise(row.counts),
        render: (row) => (
          <span className={styles.stateCell}>
            <StateBar counts={row.counts} />
            <span>{summarise(row.counts)}</span>
          </span>
        ),
      },
      {
        id: 'created',
        header: t('column.created'),
        width: 160,
        sort: (row) => row.createdAt,
        render: (row) => format.since(row.createdAt),
      },
    ],
    [t, format, summarise],
  )
}

/** Every message, and what has become of it. */
export function MessageList() {
  const { t } = useTranslation('outbox')
  const messages = useChannel('messages.list')
  const [text, setText] = useState('')
  const columns = useColumns()
  const shown = useMemo(() => {
    const matches = wordFilter(text)
    return (messages.data ?? []).filter((message) => matches(`${message.subject} ${message.className}`))
  }, [messages.data, text])
  const write = (
    <ButtonLink variant="primary" icon={PenLine} href={messageLink()}>
      {t('new')}
    </ButtonLink>
  )
  return (
    <Page layout="fill">
      <PageHeader title={t('title')} actions={messages.data?.length === 0 ? undefined : write} />
      {messages.isPending && (
        <>
          <p role="status" className={styles.soft}>
            {t('loading')}
          </p>
          <Skeleton lines={6} height="2.25rem" />
        </>
      )}
      {messages.error && (
        <ErrorState
          error={messages.error}
          shape="page"
          onRetry={() => void messages.refetch()}
          isRetrying={messages.isFetching}
        />
      )}
      {messages.data?.length === 0 && (
        <EmptyState icon={Send} title={t('empty.title')} actions={write}>
          {t('empty.text')}
        </EmptyState>
      )}
      {messages.data && messages.data.length > 0 && (
        <DataTable
          tableId="messages"
          filters={<SearchField label={t('search')} value={text} onChange={setText} />}
          status={<span role="status">{t('messages', { count: shown.length })}</span>}
          bulkActions
          label={t('title')}
          columns={columns}
          rows={shown}
          rowId={rowId}
          rowHeight={46}
          onRowAction={(row) => navigate(outboxLink(row.id))}
          initialSort={{ column: 'created', direction: 'descending' }}
          emptyState={
            <EmptyState icon={SearchX} size="small" title={t('noMatch.title')}>
              {t('noMatch.text')}
            </EmptyState>
          }
        />
      )}
    </Page>
  )
}
