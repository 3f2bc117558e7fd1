import { Split, UsersRound } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MergeView } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import {
  Button,
  ConfirmDialog,
  type DataColumn,
  DataTable,
  EmptyState,
  SearchField,
  Skeleton,
  showToast,
  Toolbar,
  useFormat,
  wordFilter,
} from '../../ui/index.ts'
import styles from './matching.module.css'

const HEIGHT = 460
const mergeId = (merge: MergeView) => merge.id

/** Matches made, by the teacher or without a doubt, and how to take one back. */
export function Merges() {
  const { t } = useTranslation('matching')
  const format = useFormat()
  const list = useChannel('matches.merged')
  const undo = useAction('matches.undo')
  const [text, setText] = useState('')
  const [parting, setParting] = useState<MergeView | null>(null)
  const columns = useMemo<readonly DataColumn<MergeView>[]>(
    () => [
      { id: 'name', header: t('merges.name'), width: '2fr', sort: (one) => one.name, render: (one) => one.name },
      {
        id: 'role',
        header: t('merges.role'),
        width: 120,
        sort: (one) => one.role,
        render: (one) => t(`role.${one.role}`),
      },
      {
        id: 'class',
        header: t('merges.class'),
        width: 90,
        sort: (one) => one.className,
        render: (one) => one.className ?? '',
      },
      {
        id: 'sources',
        header: t('merges.source'),
        width: '2fr',
        sort: (one) => one.sources.join(', '),
        render: (one) => one.sources.join(', '),
      },
      {
        id: 'how',
        header: t('merges.how'),
        width: '2fr',
        sort: (one) => one.how,
        render: (one) => t(`how.${one.how}`),
      },
      { id: 'at', header: t('merges.at'), width: 120, sort: (one) => one.at, render: (one) => format.since(one.at) },
      {
        id: 'undo',
        header: t('merges.action'),
        width: 130,
        render: (one) => (
          <Button
            size="small"
            icon={Split}
            onPress={() => setParting(one)}
            aria-label={t('merges.undo-name', { name: one.name })}
          >
            {t('merges.undo')}
          </Button>
        ),
      },
    ],
    [t, format],
  )
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Skeleton lines={3} height="4rem" />
  const matches = wordFilter(text)
  const rows = list.data.rows.filter((one) => matches(`${one.name} ${one.className ?? ''} ${one.sources.join(' ')}`))
  const close = () => {
    setParting(null)
    undo.reset()
  }
  return (
    <div className={styles.part}>
      <Toolbar>
        <SearchField label={t('merges.find')} value={text} onChange={setText} />
        <p className={styles.intro}>{t('merges.intro')}</p>
      </Toolbar>
      <DataTable
        label={t('merges.tab')}
        columns={columns}
        rows={rows}
        rowId={mergeId}
        height={HEIGHT}
        emptyState={
          <EmptyState icon={UsersRound} title={t('merges.none')} size="small">
            {t('merges.none-detail')}
          </EmptyState>
        }
      />
      <ConfirmDialog
        isOpen={parting !== null}
        onClose={close}
        title={t('merges.confirm', { name: parting?.name ?? '' })}
        confirmLabel={t('merges.undo')}
        onConfirm={() =>
          parting === null
            ? undefined
            : undo
                .mutateAsync({ id: parting.id })
                .then(() => showToast({ tone: 'ok', title: t('merges.undone', { name: parting.name }) }))
        }
      >
        <p>{t('merges.confirm-detail', { sources: parting?.sources.join(', ') ?? '' })}</p>
        {undo.error && <ErrorState error={undo.error} />}
      </ConfirmDialog>
    </div>
  )
}
