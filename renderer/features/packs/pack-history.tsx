import { FileQuestion, FolderOpen, KeyRound, LockKeyholeOpen, PackageOpen, SearchX } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackRecord } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import {
  Badge,
  type DataColumn,
  DataTable,
  EmptyState,
  IconButton,
  SearchField,
  Skeleton,
  useFormat,
  wordFilter,
} from '../../ui/index.ts'
import { LostPack } from './lost-pack.tsx'
import { recipientOf } from './pack-recipient.ts'
import styles from './packs.module.css'

/** Rows shown before the table scrolls. */
const TABLE_HEIGHT = 360
/** Below this many packs a search field is only in the way. */
const SEARCH_FROM = 6
const rowId = (row: PackRecord): number => row.id

/** What else went to the stick that a pack is on. */
const onSameStick = (packs: readonly PackRecord[], { id, drive }: PackRecord): readonly PackRecord[] =>
  drive === null ? [] : packs.filter((pack) => pack.id !== id && pack.drive?.id === drive.id)

/** The packs written so far, newest first. */
export function PackHistory() {
  const { t } = useTranslation('packs')
  const packs = useChannel('packs.list')
  const reveal = useAction('packs.reveal')
  const [text, setText] = useState('')
  const { mutate } = reveal
  const [lostId, setLostId] = useState<number | null>(null)
  const columns = useColumns(mutate, setLostId)
  const lost = packs.data?.find(({ id }) => id === lostId)
  const shown = useMemo(() => {
    const matches = wordFilter(text)
    return (packs.data ?? []).filter((pack) =>
      matches(
        `${pack.className} ${pack.fileName} ${t(`profile.${pack.profile}.title`)} ${recipientOf(pack)} ${pack.purpose}`,
      ),
    )
  }, [packs.data, text, t])
  return (
    <section className={styles.history} aria-label={t('history.title')}>
      <div className={styles.historyHead}>
        <h2 className={styles.historyTitle}>{t('history.title')}</h2>
        {packs.data && packs.data.length >= SEARCH_FROM && (
          <SearchField label={t('history.search')} value={text} onChange={setText} />
        )}
      </div>
      {packs.isPending && (
        <>
          <p role="status" className="visually-hidden">
            {t('history.loading')}
          </p>
          <Skeleton lines={3} height="2rem" />
        </>
      )}
      {packs.error && (
        <ErrorState error={packs.error} onRetry={() => void packs.refetch()} isRetrying={packs.isFetching} />
      )}
      {reveal.error && <ErrorState error={reveal.error} />}
      {packs.data && (
        <DataTable
          label={t('history.title')}
          columns={columns}
          rows={shown}
          rowId={rowId}
          height={TABLE_HEIGHT}
          initialSort={{ column: 'at', direction: 'descending' }}
          emptyState={
            packs.data.length === 0 ? (
              <EmptyState icon={PackageOpen} size="small" level={3} title={t('history.empty.title')}>
                {t('history.empty.text')}
              </EmptyState>
            ) : (
              <EmptyState icon={SearchX} size="small" level={3} title={t('history.noMatch.title')}>
                {t('history.noMatch.text')}
              </EmptyState>
            )
          }
        />
      )}
      {lost && <LostPack pack={lost} others={onSameStick(packs.data ?? [], lost)} onClose={() => setLostId(null)} />}
    </section>
  )
}

function useColumns(
  reveal: (request: { id: number }) => void,
  lose: (id: number) => void,
): readonly DataColumn<PackRecord>[] {
  const { t } = useTranslation('packs')
  const format = useFormat()
  return useMemo(
    () => [
      {
        id: 'class',
        header: t('history.column.class'),
        width: 90,
        sort: (row) => row.className,
        render: (row) => row.className,
      },
      {
        id: 'profile',
        header: t('history.column.profile'),
        width: 200,
        sort: (row) => `${row.profile} ${recipientOf(row)}`,
        render: (row) => (
          <span className={styles.forWhom}>
            {t(`profile.${row.profile}.title`)}
            {recipientOf(row) !== '' && <span className={styles.soft}>{recipientOf(row)}</span>}
          </span>
        ),
      },
      {
        id: 'file',
        header: t('history.column.file'),
        minWidth: 160,
        isRowHeader: true,
        sort: (row) => row.fileName,
        render: (row) => row.fileName,
      },
      {
        id: 'protection',
        header: t('history.column.protection'),
        width: 125,
        sort: (row) => (row.encrypted ? 1 : 0),
        render: (row) =>
          row.lostAt !== null ? (
            <Badge tone="danger" icon={FileQuestion} plain>
              {t('history.lost')}
            </Badge>
          ) : row.encrypted ? (
            <Badge tone="ok" icon={KeyRound} plain>
              {t('history.encrypted')}
            </Badge>
          ) : (
            <Badge tone="warn" icon={LockKeyholeOpen} plain>
              {t('history.clear')}
            </Badge>
          ),
      },
      {
        id: 'size',
        header: t('history.column.size'),
        width: 85,
        align: 'end',
        sort: (row) => row.bytes,
        render: (row) => format.bytes(row.bytes),
      },
      {
        id: 'at',
        header: t('history.column.at'),
        width: 130,
        sort: (row) => row.at,
        render: (row) => format.since(row.at),
      },
      {
        id: 'actions',
        header: t('history.column.actions'),
        width: 100,
        render: (row) => (
          <>
            <IconButton
              icon={FolderOpen}
              size="small"
              label={t('history.openOf', { name: row.fileName })}
              onPress={() => reveal({ id: row.id })}
            />
            <IconButton
              icon={FileQuestion}
              size="small"
              label={t('history.lostOf', { name: row.fileName })}
              onPress={() => lose(row.id)}
            />
          </>
        ),
      },
    ],
    [t, format, reveal, lose],
  )
}
