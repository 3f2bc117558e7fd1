import { FileQuestion } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CapturePreview, CaptureRow } from '../../../electron/contract/views.ts'
import { type DataColumn, DataTable, EmptyState, useFormat } from '../../ui/index.ts'
import { VerdictBadge, VerdictCounts, verdictRank } from '../verdicts/index.tsx'
import styles from './capture.module.css'

const HEIGHT = 380
const lineOf = (row: CaptureRow) => row.line

/** Each pupil or piece of work as it would be kept, the doubtful ones first. */
export function CapturedRows({ preview }: { readonly preview: CapturePreview }) {
  const { t } = useTranslation('capture')
  const format = useFormat()
  const { kind } = preview.mapping
  const columns = useMemo<readonly DataColumn<CaptureRow>[]>(
    () => [
      { id: 'line', header: t('rows.line'), width: 70, align: 'end', sort: lineOf, render: lineOf },
      {
        id: 'verdict',
        header: t('rows.verdict-title'),
        width: 140,
        sort: (row) => verdictRank(row.verdict),
        render: (row) => <VerdictBadge verdict={row.verdict} />,
      },
      {
        id: 'label',
        header: t(`rows.label.${kind}`),
        width: '2fr',
        isRowHeader: true,
        sort: (row) => row.label,
        render: (row) => row.label || '–',
      },
      {
        id: 'class',
        header: t('rows.class'),
        width: 120,
        sort: (row) => row.className,
        render: (row) => row.className ?? '',
      },
      {
        id: 'date',
        header: t(`rows.date.${kind}`),
        width: 150,
        sort: (row) => row.date,
        render: (row) => (row.date ? format.date(row.date) : ''),
      },
      {
        id: 'details',
        header: t(`rows.details.${kind}`),
        width: 110,
        align: 'end',
        sort: (row) => row.details,
        render: (row) => row.details,
      },
      {
        id: 'why',
        header: t('rows.why'),
        width: '1fr',
        render: (row) => row.reasons.map((reason) => t(`reason.${reason}`)).join(' · '),
      },
    ],
    [t, format, kind],
  )
  return (
    <section className={styles.rows} aria-labelledby="captured-rows">
      <div className={styles.rowsHead}>
        <h3 id="captured-rows">{t('rows.title')}</h3>
        <VerdictCounts counts={preview.counts} />
      </div>
      <DataTable
        label={t('rows.title')}
        columns={columns}
        rows={preview.rows}
        rowId={lineOf}
        height={HEIGHT}
        emptyState={<EmptyState icon={FileQuestion} title={t('rows.none')} size="small" level={3} />}
      />
      {preview.ignored > 0 && (
        <p className={styles.note}>
          {t('rows.ignored', { count: preview.ignored, figure: format.number(preview.ignored) })}
        </p>
      )}
    </section>
  )
}
