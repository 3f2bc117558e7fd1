import { FileSpreadsheet, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview, RosterMapping } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Banner, Button, ButtonLink, Card, EmptyState, Page, PageHeader, Skeleton, useFormat } from '../../ui/index.ts'
import { ImportColumns } from './import-columns.tsx'
import styles from './import-file.module.css'
import { ImportRows } from './import-rows.tsx'

interface Chosen {
  readonly ticket: string
  readonly name: string
  readonly bytes: number
}

/** A list of pupils from a spreadsheet: choose it, check the columns, look at the rows, bring them in. */
export function ImportFile() {
  const { t } = useTranslation('sources')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const choose = useAction('imports.chooseFile')
  const ask = () => choose.mutate(undefined, { onSuccess: (file) => file && setChosen(file) })
  return (
    <Page width="wide">
      <PageHeader
        title={t('import.title')}
        subtitle={chosen ? undefined : t('import.subtitle')}
        back={{ href: linkTo('sources'), label: t('title') }}
        actions={
          chosen && (
            <Button icon={FolderOpen} onPress={ask} isPending={choose.isPending}>
              {t('import.other')}
            </Button>
          )
        }
      />
      {choose.error && <ErrorState error={choose.error} />}
      {chosen ? (
        <Chosen key={chosen.ticket} chosen={chosen} />
      ) : (
        <Card>
          <EmptyState
            icon={FileSpreadsheet}
            title={t('import.empty')}
            actions={
              <Button variant="primary" icon={FolderOpen} onPress={ask} isPending={choose.isPending}>
                {t('import.choose')}
              </Button>
            }
          >
            {t('import.empty-detail')}
          </EmptyState>
        </Card>
      )}
    </Page>
  )
}

function Chosen({ chosen }: { readonly chosen: Chosen }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const [mapping, setMapping] = useState<RosterMapping | null>(null)
  const preview = useChannel('imports.preview', { ticket: chosen.ticket, mapping }, { keepPrevious: true })
  const apply = useAction('imports.apply')
  const { data } = preview
  if (apply.data) return <Imported counts={apply.data} name={chosen.name} />
  if (preview.error) return <ErrorState error={preview.error} shape="page" onRetry={() => void preview.refetch()} />
  if (data === undefined) return <Skeleton lines={6} height="2.5rem" />
  const usable = data.counts.new + data.counts.changed + data.counts.unchanged + data.counts.doubtful
  return (
    <>
      <p className={styles.file}>
        <FileSpreadsheet size={17} aria-hidden />
        <strong>{chosen.name}</strong>
        <span>
          {[
            format.bytes(chosen.bytes),
            data.encoding,
            t('import.header-at', { line: data.mapping.headerRow + 1 }),
          ].join(' · ')}
        </span>
      </p>
      <ImportColumns preview={data} onChange={setMapping} />
      {data.droppedColumns.length > 0 && (
        <Banner
          tone="info"
          title={t('import.dropped', { count: data.droppedColumns.length, columns: data.droppedColumns.join(', ') })}
        >
          {t('import.dropped-detail')}
        </Banner>
      )}
      <ImportRows preview={data} />
      {apply.error && <ErrorState error={apply.error} />}
      <div className={styles.foot}>
        <p role="status">{data.classNeeded ? t('import.class-needed') : summaryOf(data, t)}</p>
        <Button
          variant="primary"
          size="large"
          isPending={apply.isPending}
          isDisabled={data.classNeeded || usable === 0 || preview.isPlaceholderData}
          onPress={() => apply.mutate({ ticket: chosen.ticket, mapping: data.mapping })}
        >
          {t('import.apply', { count: usable, figure: format.number(usable) })}
        </Button>
      </div>
    </>
  )
}

function summaryOf(preview: ImportPreview, t: (key: string, values: { count: number }) => string): string {
  const { doubtful, refused } = preview.counts
  return [
    doubtful > 0 ? t('import.doubtful', { count: doubtful }) : null,
    refused > 0 ? t('import.refused', { count: refused }) : null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

function Imported({ counts, name }: { readonly counts: ImportPreview['counts']; readonly name: string }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const kinds = ['new', 'changed', 'unchanged', 'refused'] as const
  return (
    <Card>
      <EmptyState
        icon={FileSpreadsheet}
        title={t('import.done', { name })}
        actions={
          <ButtonLink variant="primary" href={linkTo('classes')}>
            {t('import.see-classes')}
          </ButtonLink>
        }
      >
        {kinds.map((kind) => `${t(`import.verdict.${kind}`)} : ${format.number(counts[kind])}`).join(' · ')}
      </EmptyState>
    </Card>
  )
}
