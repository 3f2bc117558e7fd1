import { CloudDownload } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { DocumentUse } from '../../../electron/contract/views.ts'
import { assignmentLink } from '../../app/router.ts'
import { ErrorState, useAction, useChannel, useTaskRunner } from '../../bridge/index.ts'
import { Badge, Button, Card, Progress, Select, useFormat } from '../../ui/index.ts'
import styles from './documents-card.module.css'

const MEGABYTE = 1_000_000
const FILE_CHOICES = [5, 10, 20, 50, 100, 200].map((size) => size * MEGABYTE)
const TOTAL_CHOICES = [500, 1000, 2000, 5000, 10_000].map((size) => size * MEGABYTE)
/** Of those left out; the rest is counted. */
const SHOWN = 8

/** How much of the documents is kept on this computer, and which were left out. */
export function DocumentsCard() {
  const { t } = useTranslation('documents')
  const use = useChannel('documents.use')
  return (
    <Card title={t('title')}>
      {use.error && <ErrorState error={use.error} onRetry={() => void use.refetch()} isRetrying={use.isFetching} />}
      {use.data && <Limits use={use.data} />}
      {use.data && use.data.leftOut.length > 0 && <LeftOut use={use.data} />}
    </Card>
  )
}

function Limits({ use: { limits, files, bytes } }: { readonly use: DocumentUse }) {
  const { t } = useTranslation('documents')
  const format = useFormat()
  const save = useAction('documents.setLimits')
  const optionsOf = (choices: readonly number[], present: number) =>
    [...new Set([...choices, present])].sort((a, b) => a - b).map((id) => ({ id, label: format.bytes(id) }))
  return (
    <>
      <p className={styles.soft}>{t('lead')}</p>
      <div className={styles.limits}>
        <Select
          label={t('perFile')}
          hint={t('perFileHint')}
          options={optionsOf(FILE_CHOICES, limits.fileBytes)}
          value={limits.fileBytes}
          onChange={(fileBytes) => save.mutate({ ...limits, fileBytes })}
        />
        <Select
          label={t('total')}
          hint={t('totalHint')}
          options={optionsOf(TOTAL_CHOICES, limits.totalBytes)}
          value={limits.totalBytes}
          onChange={(totalBytes) => save.mutate({ ...limits, totalBytes })}
        />
      </div>
      <Progress
        label={t('used', { count: files, figure: format.number(files) })}
        detail={t('usedOf', { used: format.bytes(bytes), total: format.bytes(limits.totalBytes) })}
        done={bytes}
        total={limits.totalBytes}
      />
      {save.error && <ErrorState error={save.error} />}
    </>
  )
}

function LeftOut({ use: { leftOut } }: { readonly use: DocumentUse }) {
  const { t } = useTranslation('documents')
  const format = useFormat()
  const [showAll, setShowAll] = useState(false)
  const fetching = useTaskRunner('documents.fetch')
  const { task } = fetching
  const error = fetching.error ?? (task?.state === 'failed' ? task.error : null)
  const shown = showAll ? leftOut : leftOut.slice(0, SHOWN)
  return (
    <section aria-labelledby="documents-left-out" className={styles.leftOut}>
      <h3 id="documents-left-out" className={styles.section}>
        {t('leftOut', { count: leftOut.length, figure: format.number(leftOut.length) })}
      </h3>
      <ul className={styles.list}>
        {shown.map(({ id, assignmentId, name, title, className, bytes, reason }) => (
          <li key={id} className={styles.document}>
            <div className={styles.words}>
              <p className={styles.name}>{name}</p>
              <p className={styles.soft}>
                <Link href={assignmentLink(assignmentId)} className={styles.link ?? ''}>
                  {title}
                </Link>{' '}
                ({className}){bytes !== null && `, ${format.bytes(bytes)}`}
              </p>
            </div>
            <Badge tone="warn" plain>
              {t(`reason.${reason}`)}
            </Badge>
            <Button
              size="small"
              icon={CloudDownload}
              aria-label={t('fetchNamed', { name })}
              isDisabled={fetching.isRunning}
              onPress={() => void fetching.start({ ids: [id] })}
            >
              {t('fetch')}
            </Button>
          </li>
        ))}
      </ul>
      {shown.length < leftOut.length && (
        <Button size="small" variant="quiet" onPress={() => setShowAll(true)}>
          {t('showAll', { count: leftOut.length, figure: format.number(leftOut.length) })}
        </Button>
      )}
      {fetching.isRunning && <Progress label={t('fetching')} done={task?.done ?? 0} total={task?.total ?? 0} />}
      {error && <ErrorState error={error} />}
    </section>
  )
}
