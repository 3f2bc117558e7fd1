import { FileQuestion } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CapturePreview, CaptureRow } from '../../../electron/contract/views.ts'
import { Badge, type DataColumn, DataTable, EmptyState, type Tone, useFormat } from '../../ui/index.ts'
import styles from './capture.module.css'

const TONES: Record<CaptureRow['verdict'], Tone> = {
  refused: 'danger',
  doubtful: 'warn',
  new: 'info',
  changed: 'info',
  unchanged: 'neutral',
}
const VERDICTS = ['refused', 'doubtful', 'new', 'changed', 'unchanged'] as const
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
        sort: (row) => VERDICTS.indexOf(row.verdict),
        render: (row) => (
          <Badge tone={TONES[row.verdict]} plain>
            {t(`rows.verdict.${row.verdict}`)}
          </Badge>
        ),
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
        <ul className={styles.counts}>
          {VERDICTS.filter((verdict) => preview.counts[verdict] > 0).map((verdict) => (
            <li key={verdict}>
              <Badge tone={TONES[verdict]}>
                {t(`rows.count.${verdict}`, {
                  count: preview.counts[verdict],
                  figure: format.number(preview.counts[verdict]),
                })}
              </Badge>
            </li>
          ))}
        </ul>
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
