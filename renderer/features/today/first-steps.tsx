import { FileSpreadsheet, RefreshCw, School } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel, useTaskRunner, useTasks } from '../../bridge/index.ts'
import { Button, ButtonLink, Card, EmptyState } from '../../ui/index.ts'
import { SchoolChoices } from '../onboarding/index.tsx'
import styles from './arriving.module.css'
import { Arriving } from './arriving.tsx'

/** No pupil yet: they are on their way, a source waits to be read, or one must be added. */
export function FirstSteps() {
  const { t } = useTranslation('today')
  const { data: state } = useChannel('app.state')
  const { data: sources } = useChannel('sources.list')
  const syncs = useTasks().filter(({ kind }) => kind === 'sync')
  const sync = useTaskRunner('sync.start')
  const running = syncs.find((task) => task.state === 'running')
  // The invented school starts a moment after the window, then is read by itself.
  const isStarting = state?.space === 'demo' && syncs.length === 0
  if (running || isStarting) return <Arriving task={running ?? null} />
  if (sources === undefined) return null
  const failed = sync.error ?? syncs[0]?.error
  return (
    <Card>
      {failed && <ErrorState error={failed} />}
      {sources.length > 0 ? (
        <EmptyState
          icon={School}
          title={t('first.waiting')}
          actions={
            <Button variant="primary" icon={RefreshCw} onPress={() => void sync.start({ sourceId: null })}>
              {t('sync')}
            </Button>
          }
        >
          {t('first.waiting-detail')}
        </EmptyState>
      ) : (
        <div className={styles.first}>
          <h2>{t('first.title')}</h2>
          <p>{t('first.detail')}</p>
          <SchoolChoices />
          <ButtonLink icon={FileSpreadsheet} href={linkTo('sources', ['file'])}>
            {t('first.file')}
          </ButtonLink>
        </div>
      )}
    </Card>
  )
}
