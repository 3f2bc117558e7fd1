import { CloudUpload, FolderOpen, UsersRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { ButtonLink, EmptyState, Page, PageHeader, Skeleton } from '../../ui/index.ts'
import { PackBuilding } from './pack-building.tsx'
import { PackForm } from './pack-form.tsx'
import { PackHistory } from './pack-history.tsx'
import { packOutcome } from './pack-outcome.ts'
import { PackResult } from './pack-result.tsx'
import { PackSetResult } from './pack-set-result.tsx'
import { StickSeries } from './stick-series.tsx'
import { usePackBuild } from './use-pack-build.ts'
import { useSeries } from './use-series.ts'

/** From a class to a file that opens anywhere: the form, then the build, then the result; below, what was made. */
export function PacksPage({ initialClassId }: { readonly initialClassId: number | null }) {
  const { t } = useTranslation('packs')
  const classes = useChannel('classes.list')
  const builder = usePackBuild()
  const series = useSeries()
  const { build, task } = builder
  const outcome = packOutcome(task)
  // What a set has made so far is shown whatever stopped it: its passphrases are nowhere else.
  const isOver = build?.isSet === true && task !== null && task.state !== 'running'
  const building = build && <PackBuilding build={build} task={task} onCancel={builder.cancel} onBack={builder.clear} />
  return (
    <Page width="wide">
      <PageHeader
        title={t('title')}
        subtitle={t('lead')}
        actions={
          <ButtonLink icon={CloudUpload} href={linkTo('share')}>
            {t('online')}
          </ButtonLink>
        }
      />
      {classes.isPending && <Skeleton lines={6} height="2rem" />}
      {classes.error && (
        <ErrorState
          error={classes.error}
          shape="page"
          onRetry={() => void classes.refetch()}
          isRetrying={classes.isFetching}
        />
      )}
      {classes.data?.length === 0 && (
        <EmptyState
          icon={UsersRound}
          title={t('noClasses.title')}
          actions={
            <ButtonLink variant="primary" icon={FolderOpen} href={linkTo('sources')}>
              {t('noClasses.action')}
            </ButtonLink>
          }
        >
          {t('noClasses.text')}
        </EmptyState>
      )}
      {classes.data && classes.data.length > 0 && (
        <>
          {build && !isOver && !(outcome && !build.isSet) && building}
          {build && !build.isSet && outcome && <PackResult build={build} outcome={outcome} onAnother={builder.clear} />}
          {build && isOver && task && (
            <PackSetResult build={build} task={task} stopped={building} onAnother={builder.clear} />
          )}
          {!build && series.running && <StickSeries run={series} />}
          {!build && !series.running && (
            <PackForm classes={classes.data} initialClassId={initialClassId} builder={builder} />
          )}
        </>
      )}
      <PackHistory />
    </Page>
  )
}
