import { Check, FileWarning, Inbox, Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ExportPreview } from '../../../electron/contract/views.ts'
import { ErrorState } from '../../bridge/index.ts'
import { Card, EmptyState, Skeleton } from '../../ui/index.ts'
import type { Missing } from './choice.ts'
import styles from './exports.module.css'
import { PaperPreview } from './paper-preview.tsx'
import type { usePreview } from './use-preview.ts'

const isPerson = (field: string): boolean => /^(?:pupil|guardian|teacher|message)\./.test(field)

export interface ExportContentProps {
  readonly preview: ReturnType<typeof usePreview>
  readonly missing: Missing | null
  readonly isPaper: boolean
}

/** The first page or the first rows, then exactly what of whom goes in. */
export function ExportContent({ preview, missing, isPaper }: ExportContentProps) {
  const { t } = useTranslation('exports')
  if (missing !== null) {
    return (
      <Card title={t('preview.title')}>
        <EmptyState icon={Inbox} size="small" level={3} title={t(`missing.${missing}`)} />
      </Card>
    )
  }
  if (preview.error) {
    return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} isRetrying={preview.isFetching} />
  }
  const { data } = preview
  return (
    <Card title={t('preview.title')}>
      {data === undefined && (
        <>
          <p role="status" className={styles.soft}>
            {t('preview.loading')}
          </p>
          <Skeleton lines={8} />
        </>
      )}
      {data && isPaper && data.page === null && (
        <EmptyState icon={Printer} size="small" level={3} title={t('preview.emptyPaper')} />
      )}
      {data?.page && <PaperPreview page={data.page} />}
      {data?.table && <TablePreview table={data.table} items={data.items} />}
      {data?.page && data.items > 1 && <p className={styles.soft}>{t('preview.pages', { count: data.items })}</p>}
      {data && data.unknownVariables.length > 0 && (
        <p className={styles.warning}>
          <FileWarning size={16} aria-hidden />
          {t('preview.unknown', { names: data.unknownVariables.join(' ') })}
        </p>
      )}
    </Card>
  )
}

/** Exactly what of whom goes in, field by field: nobody has to trust a summary. */
export function Holdings({ preview }: { readonly preview: ExportPreview }) {
  const { t } = useTranslation('exports')
  const people = preview.fields.filter(isPerson)
  return (
    <>
      <Counts counts={preview.counts} />
      <div className={styles.fieldColumns}>
        <Fields title={t('content.work')} fields={preview.fields.filter((field) => !isPerson(field))} />
        {preview.holdsPeople ? (
          <Fields title={t('content.people')} fields={people} />
        ) : (
          <p className={styles.soft}>{t('content.nobody')}</p>
        )}
      </div>
    </>
  )
}

function Counts({ counts }: { readonly counts: ExportPreview['counts'] }) {
  const { t } = useTranslation('exports')
  const { pupils, guardians, assignments } = counts
  if (pupils + guardians + assignments === 0) return null
  return (
    <ul className={styles.figures}>
      {pupils > 0 && <li>{t('packs:content.pupils', { count: pupils })}</li>}
      {guardians > 0 && <li>{t('packs:content.guardians', { count: guardians })}</li>}
      {assignments > 0 && <li>{t('packs:content.assignments', { count: assignments })}</li>}
    </ul>
  )
}

function Fields({ title, fields }: { readonly title: string; readonly fields: readonly string[] }) {
  const { t } = useTranslation('exports')
  return (
    <div>
      <h3 className={styles.fieldsTitle}>{title}</h3>
      <ul className={styles.fields}>
        {fields.map((field) => (
          <li key={field}>
            <Check size={14} aria-hidden />
            {t(`packs:field.${field}`)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function TablePreview({
  table,
  items,
}: {
  readonly table: NonNullable<ExportPreview['table']>
  readonly items: number
}) {
  const { t } = useTranslation('exports')
  if (items === 0) return <EmptyState icon={Inbox} size="small" level={3} title={t('preview.emptyFile')} />
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className={styles.tableBox} tabIndex={0} aria-label={t('preview.rows')}>
        <table className={styles.table}>
          <thead>
            <tr>
              {table.header.map((name, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns may bear one name, and do not move
                <th key={index} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no identity of their own
              <tr key={index}>
                {row.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells stay in their column
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.soft}>{t('preview.total', { count: items })}</p>
    </>
  )
}
