import { FileSpreadsheet, FolderSync, Plus, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isServerKind } from '../../../electron/contract/source-kinds.ts'
import type { HeldSync, ListedSource, SourceView } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel, useTaskRunner, useTasks } from '../../bridge/index.ts'
import {
  Banner,
  Button,
  ButtonLink,
  Card,
  EmptyState,
  Page,
  PageHeader,
  Skeleton,
  showToast,
  useFormat,
} from '../../ui/index.ts'
import { MatchingNotice } from '../matching/index.tsx'
import { HeldDialog } from './held-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { RUNS, RunHistory } from './run-history.tsx'
import { SourceCard } from './source-card.tsx'
import styles from './sources.module.css'
import { SyncProgress } from './sync-progress.tsx'

/** Where the classes come from, how each source is doing, and what waits for a decision. */
export function SourceList() {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const sources = useChannel('sources.list')
  const { data: held = [] } = useChannel('sync.held')
  const { data: runs = [] } = useChannel('sync.runs', { limit: RUNS })
  const sync = useTaskRunner('sync.start')
  const running = useTasks().filter((task) => task.kind === 'sync' && task.state === 'running')
  const [deciding, setDeciding] = useState<HeldSync | null>(null)
  const [removing, setRemoving] = useState<SourceView | null>(null)
  const list = sources.data ?? []
  const busy = running.length > 0 || sync.isRunning
  const canSync = list.some(({ kind }) => isServerKind(kind))
  const closeDecision = (accepted: boolean | null) => {
    setDeciding(null)
    if (accepted !== null) showToast({ tone: 'ok', title: accepted ? t('held.accepted') : t('held.refused') })
  }
  return (
    <Page width="wide">
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        actions={
          list.length > 0 && (
            <>
              <ButtonLink icon={FileSpreadsheet} href={linkTo('sources', ['file'])}>
                {t('add-file')}
              </ButtonLink>
              <ButtonLink icon={Plus} href={linkTo('sources', ['add'])}>
                {t('ways:add.title')}
              </ButtonLink>
              {canSync && (
                <Button
                  variant="primary"
                  icon={RefreshCw}
                  isPending={busy}
                  onPress={() => void sync.start({ sourceId: null })}
                >
                  {t('sync-all')}
                </Button>
              )}
            </>
          )
        }
      />
      {held.map((one) => (
        <Banner
          key={one.id}
          tone="warn"
          title={t('held.title', { count: one.removals.length, figure: format.number(one.removals.length) })}
          actions={<Button onPress={() => setDeciding(one)}>{t('held.look')}</Button>}
        >
          {t('held.detail', { source: one.sourceLabel, age: format.age(one.at) })}
        </Banner>
      ))}
      <MatchingNotice />
      {running.map((task) => (
        <SyncProgress key={task.id} task={task} />
      ))}
      {sync.error && <ErrorState error={sync.error} />}
      {sources.error && <ErrorState error={sources.error} onRetry={() => void sources.refetch()} />}
      {sources.isPending && <Skeleton lines={3} height="4rem" />}
      {sources.data && list.length === 0 && <NoSource />}
      {list.length > 0 && (
        <ul className={styles.list}>
          {list.map((source) => (
            <li key={source.id}>
              <SourceCard
                source={source}
                elsewhere={givenElsewhere(list, source)}
                run={runs.find(({ sourceId }) => sourceId === source.id) ?? null}
                isBusy={busy}
                onSync={() => void sync.start({ sourceId: source.id })}
                onRemove={() => setRemoving(source)}
              />
            </li>
          ))}
        </ul>
      )}
      {list.length > 0 && <RunHistory />}
      <HeldDialog held={deciding} onClose={closeDecision} />
      <RemoveDialog source={removing} onClose={() => setRemoving(null)} />
    </Page>
  )
}

const givenElsewhere = (list: readonly ListedSource[], source: ListedSource) =>
  new Set(list.filter(({ id }) => id !== source.id).flatMap(({ gives }) => gives))

function NoSource() {
  const { t } = useTranslation('sources')
  return (
    <Card>
      <EmptyState
        icon={FolderSync}
        title={t('none.title')}
        actions={
          <>
            <ButtonLink variant="primary" icon={Plus} href={linkTo('sources', ['add'])}>
              {t('ways:add.title')}
            </ButtonLink>
            <ButtonLink icon={FileSpreadsheet} href={linkTo('sources', ['file'])}>
              {t('add-file')}
            </ButtonLink>
          </>
        }
      >
        {t('none.detail')}
      </EmptyState>
    </Card>
  )
}
