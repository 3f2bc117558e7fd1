import { PartyPopper, Phone, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Coverage } from '../../../electron/contract/views.ts'
import { exportLink } from '../../app/router.ts'
import { ErrorState, useAction, type useChannel } from '../../bridge/index.ts'
import {
  Badge,
  Button,
  ButtonLink,
  type DataColumn,
  DataTable,
  EmptyState,
  SearchField,
  Skeleton,
  Toolbar,
  useFormat,
  wordFilter,
} from '../../ui/index.ts'
import { formatPhone } from '../classes/index.tsx'
import { CallDialog } from './call-dialog.tsx'
import styles from './outbox.module.css'
import { telephoneLink } from './telephone-link.ts'

type Row = Coverage['pupils'][number]
const rowId = (row: Row): number => row.pupilId

export interface PhoneListProps {
  readonly messageId: number
  readonly classId: number
  readonly coverage: ReturnType<typeof useChannel<'messages.coverage'>>
}

/** The pupils whose family this message did not reach, with the numbers to call and what each call gave. */
export function PhoneList({ messageId, classId, coverage }: PhoneListProps) {
  const { t } = useTranslation('outbox')
  const [text, setText] = useState('')
  const [openId, setOpenId] = useState<number | null>(null)
  const call = useAction('app.openExternal')
  const columns = useColumns({ onCall: (url) => call.mutate({ url }), onNote: (row) => setOpenId(row.pupilId) })
  const pupils = coverage.data?.pupils
  const shown = useMemo(() => {
    const matches = wordFilter(text)
    return (pupils ?? []).filter(({ name }) => matches(name))
  }, [pupils, text])
  if (coverage.error)
    return (
      <ErrorState error={coverage.error} onRetry={() => void coverage.refetch()} isRetrying={coverage.isFetching} />
    )
  if (!pupils) {
    return (
      <>
        <p role="status" className={styles.soft}>
          {t('phone.loading')}
        </p>
        <Skeleton lines={4} height="2rem" />
      </>
    )
  }
  if (pupils.length === 0) {
    return (
      <EmptyState icon={PartyPopper} size="small" title={t('phone.none.title')}>
        {t('phone.none.text')}
      </EmptyState>
    )
  }
  const open = pupils.find(({ pupilId }) => pupilId === openId)
  return (
    <div className={styles.ledger}>
      <Toolbar
        end={
          <ButtonLink icon={Phone} href={exportLink(classId, { what: 'phones', message: String(messageId) })}>
            {t('phone.sheet')}
          </ButtonLink>
        }
      >
        <SearchField label={t('phone.search')} value={text} onChange={setText} />
        <p className={styles.soft}>{t('phone.text')}</p>
      </Toolbar>
      {call.error && <ErrorState error={call.error} />}
      <DataTable
        label={t('phone.table')}
        columns={columns}
        rows={shown}
        rowId={rowId}
        onRowAction={(row) => setOpenId(row.pupilId)}
        emptyState={<EmptyState icon={SearchX} size="small" title={t('phone.noMatch')} />}
      />
      {open && <CallDialog key={open.pupilId} messageId={messageId} pupil={open} onClose={() => setOpenId(null)} />}
    </div>
  )
}

/** Two numbers fit in a row; the others are in the dialog. */
const NUMBERS_SHOWN = 2

function useColumns(on: {
  readonly onCall: (url: string) => void
  readonly onNote: (row: Row) => void
}): readonly DataColumn<Row>[] {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  return [
    {
      id: 'pupil',
      header: t('phone.column.pupil'),
      width: '2fr',
      minWidth: 150,
      sort: (row) => row.name,
      render: (row) => <strong>{row.name}</strong>,
    },
    {
      id: 'reason',
      header: t('phone.column.reason'),
      width: 170,
      sort: (row) => row.reason ?? '',
      render: (row) =>
        row.reason === null ? null : <span className={styles.soft}>{t(`phone.why.${row.reason}`)}</span>,
    },
    {
      id: 'phones',
      header: t('phone.column.phones'),
      width: '3fr',
      minWidth: 200,
      render: (row) =>
        row.numbers.length === 0 ? (
          <span className={styles.soft}>{t('phone.noPhone')}</span>
        ) : (
          <span className={styles.phones}>
            {row.numbers.slice(0, NUMBERS_SHOWN).map(({ value, owner }) => {
              const url = telephoneLink(value)
              return url === null ? (
                <span key={value}>{value}</span>
              ) : (
                <Button
                  key={value}
                  size="small"
                  variant="quiet"
                  icon={Phone}
                  onPress={() => on.onCall(url)}
                  aria-label={t('phone.call', { number: formatPhone(value), owner })}
                >
                  {formatPhone(value)}
                </Button>
              )
            })}
          </span>
        ),
    },
    {
      id: 'calls',
      header: t('phone.column.calls'),
      width: 230,
      sort: (row) => row.calls.at(-1)?.result ?? '',
      render: (row) => {
        const last = row.calls.at(-1)
        if (last === undefined) {
          return (
            <Button size="small" onPress={() => on.onNote(row)} aria-label={t('phone.noteFor', { name: row.name })}>
              {t('phone.note')}
            </Button>
          )
        }
        return (
          <>
            <Badge tone={last.result === 'reached' ? 'ok' : 'warn'} plain>
              {t(`call.result.${last.result}`)}
            </Badge>{' '}
            <span className={styles.soft}>{format.since(last.at)}</span>
          </>
        )
      },
    },
  ]
}
