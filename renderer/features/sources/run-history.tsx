import { History } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncRunView } from '../../../electron/contract/views.ts'
import { useChannel, useErrorSentence } from '../../bridge/index.ts'
import { type DataColumn, DataTable, EmptyState, SearchField, useFormat, wordFilter } from '../../ui/index.ts'
import { OutcomeBadge } from './outcome-badge.tsx'
import styles from './sources.module.css'

export const RUNS = 100
const HEIGHT = 380

const runId = (run: SyncRunView) => run.id

/** Every synchronisation of the last weeks and what it changed. */
export function RunHistory() {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const sentence = useErrorSentence()
  const [text, setText] = useState('')
  const { data: runs } = useChannel('sync.runs', { limit: RUNS })
  const columns = useMemo<readonly DataColumn<SyncRunView>[]>(() => {
    const count = (id: 'added' | 'changed' | 'removed' | 'unchanged'): DataColumn<SyncRunView> => ({
      id,
      header: t(`history.${id}`),
      align: 'end',
      width: 92,
      sort: (run) => run.counts[id],
      render: (run) => (run.counts[id] === 0 ? '–' : format.number(run.counts[id])),
    })
    return [
      {
        id: 'when',
        header: t('history.when'),
        width: 124,
        sort: (run) => run.startedAt,
        render: (run) => format.since(run.startedAt),
      },
      {
        id: 'source',
        header: t('history.source'),
        width: '1fr',
        minWidth: 120,
        sort: (run) => run.sourceLabel,
        render: (run) => run.sourceLabel,
      },
      {
        id: 'outcome',
        header: t('history.outcome'),
        width: 130,
        sort: (run) => run.outcome,
        text: (run) => t(`outcome.${run.outcome}`),
        render: (run) => <OutcomeBadge outcome={run.outcome} plain />,
      },
      count('added'),
      count('changed'),
      count('removed'),
      count('unchanged'),
      {
        id: 'why',
        header: t('history.why'),
        width: '3fr',
        minWidth: 160,
        render: (run) => {
          if (run.error) return sentence(run.error).what
          return run.dropped === 0
            ? ''
            : t('history.dropped', { count: run.dropped, figure: format.number(run.dropped) })
        },
      },
    ]
  }, [t, format, sentence])
  const shown = useMemo(() => {
    const matches = wordFilter(text)
    return (runs ?? []).filter((run) => matches(`${run.sourceLabel} ${t(`outcome.${run.outcome}`)}`))
  }, [runs, text, t])
  if (runs === undefined) return null
  return (
    <section className={styles.history} aria-labelledby="history-title">
      <h2 id="history-title" className={styles.historyTitle}>
        {t('history.title')}
      </h2>
      <DataTable
        tableId="sync-runs"
        filters={<SearchField label={t('history.search')} value={text} onChange={setText} />}
        status={<span role="status">{t('history.found', { count: shown.length })}</span>}
        bulkActions
        label={t('history.title')}
        columns={columns}
        rows={shown}
        rowId={runId}
        initialSort={{ column: 'when', direction: 'descending' }}
        height={HEIGHT}
        emptyState={
          <EmptyState icon={History} title={t('history.none')} size="small" level={3}>
            {t('history.none-detail')}
          </EmptyState>
        }
      />
    </section>
  )
}
