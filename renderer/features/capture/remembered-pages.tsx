import { ExternalLink, RefreshCw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CaptureState } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useTaskRunner } from '../../bridge/index.ts'
import { Banner, Button, Card, IconButton, Progress, useFormat } from '../../ui/index.ts'
import styles from './capture.module.css'

/** The pages of one ENT that were captured, each with its mapping, and the round that reads them all again. */
export function RememberedPages({
  source,
  isOpen,
}: {
  readonly source: CaptureState['sources'][number]
  readonly isOpen: boolean
}) {
  const { t } = useTranslation('capture')
  const format = useFormat()
  const open = useAction('capture.open')
  const forget = useAction('capture.forgetPage')
  const round = useTaskRunner('capture.round')
  const { sourceId, label, pages } = source
  const outcome = round.task?.state === 'done' ? round.task.outcome : null
  const number = (key: string) => Number(outcome?.[key] ?? 0)
  return (
    <Card
      title={label}
      action={
        <div className={styles.actions}>
          {!isOpen && (
            <Button icon={ExternalLink} isPending={open.isPending} onPress={() => open.mutate({ sourceId })}>
              {t('pages.open')}
            </Button>
          )}
          {pages.length > 0 && (
            <Button icon={RefreshCw} isPending={round.isRunning} onPress={() => void round.start({ sourceId })}>
              {t('pages.round')}
            </Button>
          )}
        </div>
      }
    >
      {pages.length === 0 && <p className={styles.note}>{t('pages.none')}</p>}
      {pages.length > 0 && (
        <ul className={styles.pages} aria-label={t('pages.title', { name: label })}>
          {pages.map((page) => (
            <li key={page.id} className={styles.page}>
              <div className={styles.pageText}>
                <strong>{page.label}</strong>
                <span className={styles.note}>
                  {t(`pages.kind.${page.kind}`, { count: page.rows, figure: format.number(page.rows) })} ·{' '}
                  {format.dateTime(page.capturedAt)} · {page.address}
                </span>
              </div>
              <IconButton
                icon={Trash2}
                size="small"
                label={t('pages.forget', { name: page.label })}
                onPress={() => forget.mutate({ sourceId, pageId: page.id })}
              />
            </li>
          ))}
        </ul>
      )}
      {round.isRunning && (
        <Progress label={t('pages.going')} done={round.task?.done ?? 0} total={round.task?.total ?? 0} />
      )}
      {outcome && (
        <Banner
          tone={number('failed') + number('toConfirm') === 0 ? 'ok' : 'warn'}
          title={t('pages.done', { count: number('kept'), figure: format.number(number('kept')) })}
          live="status"
        >
          {number('toConfirm') > 0 &&
            t('pages.to-confirm', { count: number('toConfirm'), figure: format.number(number('toConfirm')) })}{' '}
          {number('failed') > 0 &&
            t('pages.failed', { count: number('failed'), figure: format.number(number('failed')) })}
        </Banner>
      )}
      {round.task?.error && round.task.state === 'failed' && <ErrorState error={round.task.error} />}
      {round.error && <ErrorState error={round.error} />}
      {open.error && <ErrorState error={open.error} />}
    </Card>
  )
}
