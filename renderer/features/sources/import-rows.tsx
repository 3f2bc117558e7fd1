import { FileQuestion } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview, ImportRow } from '../../../electron/contract/views.ts'
import { type DataColumn, DataTable, EmptyState, useFormat } from '../../ui/index.ts'
import { VerdictBadge, VerdictCounts, verdictRank } from '../verdicts/index.tsx'
import styles from './import-file.module.css'

const HEIGHT = 420
const lineOf = (row: ImportRow) => row.line
const idOf = (row: ImportRow) => row.id
const fileOf = (row: ImportRow) => row.file

/** What each line would become, the doubtful ones first. */
export function ImportRows({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const hasFiles = preview.rows.some((row) => row.file !== '')
  const hasLines = preview.rows.some((row) => row.line !== null)
  const title = t(preview.table === null ? 'import.rows-people' : 'import.rows')
  const columns = useMemo<readonly DataColumn<ImportRow>[]>(
    () => [
      ...(hasFiles
        ? [
            {
              id: 'file',
              header: t(preview.table === null ? 'import.file' : 'import.sheet'),
              width: '1fr',
              minWidth: 90,
              sort: fileOf,
              render: fileOf,
            } as const,
          ]
        : []),
      ...(hasLines
        ? [{ id: 'line', header: t('import.line'), width: 66, align: 'end', sort: lineOf, render: lineOf } as const]
        : []),
      {
        id: 'verdict',
        header: t('import.verdict-title'),
        width: 130,
        sort: (row) => verdictRank(row.verdict),
        render: (row) => <VerdictBadge verdict={row.verdict} />,
      },
      {
        id: 'family',
        header: t('import.family'),
        width: '1fr',
        minWidth: 120,
        isRowHeader: true,
        sort: (row) => row.familyName,
        render: (row) => row.familyName || '–',
      },
      {
        id: 'given',
        header: t('import.given'),
        width: '1fr',
        minWidth: 90,
        sort: (row) => row.givenName,
        render: (row) => row.givenName,
      },
      {
        id: 'birth',
        header: t('import.birth'),
        width: 130,
        sort: (row) => row.birthDate,
        render: (row) => (row.birthDate ? format.date(row.birthDate) : ''),
      },
      {
        id: 'class',
        header: t('import.class'),
        width: 90,
        sort: (row) => row.className,
        render: (row) => row.className ?? '',
      },
      {
        id: 'contacts',
        header: t('import.contacts'),
        width: 86,
        align: 'end',
        sort: (row) => row.contacts,
        render: (row) => row.contacts,
      },
      {
        id: 'why',
        header: t('import.why'),
        width: '2fr',
        minWidth: 170,
        render: (row) =>
          row.reasons
            .map(({ reason, field }) =>
              t(`import.reason.${reason}`, {
                // An XML element or a CSV column is named as the file names it.
                field: field ? t(`field.${field}`, { defaultValue: field }) : '',
                defaultValue: field ? `${reason} (${field})` : reason,
              }),
            )
            .join(' · '),
      },
    ],
    [t, format, hasFiles, hasLines, preview.table],
  )
  return (
    <section className={styles.rows} aria-labelledby="import-rows">
      <div className={styles.rowsHead}>
        <h2 id="import-rows">{title}</h2>
        <VerdictCounts counts={preview.counts} />
      </div>
      <DataTable
        label={title}
        columns={columns}
        rows={preview.rows}
        rowId={idOf}
        height={HEIGHT}
        emptyState={
          <EmptyState icon={FileQuestion} title={t('import.no-row')} size="small" level={3}>
            {t('import.no-row-detail')}
          </EmptyState>
        }
      />
      {preview.ignoredLines.length > 0 && (
        <p className={styles.ignored}>
          {t('import.ignored', { count: preview.ignoredLines.length, lines: preview.ignoredLines.join(', ') })}
        </p>
      )}
    </section>
  )
}
