import { CloudUpload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { NeedsClasses } from '../../app/needs-classes.tsx'
import { linkTo } from '../../app/router.ts'
import { ButtonLink, Page, PageHeader } from '../../ui/index.ts'
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
      <NeedsClasses emptyTitle={t('noClasses')} lines={6}>
        {(classes) => (
          <>
            {build && !isOver && !(outcome && !build.isSet) && building}
            {build && !build.isSet && outcome && (
              <PackResult build={build} outcome={outcome} onAnother={builder.clear} />
            )}
            {build && isOver && task && (
              <PackSetResult build={build} task={task} stopped={building} onAnother={builder.clear} />
            )}
            {!build && series.running && <StickSeries run={series} />}
            {!build && !series.running && (
              <PackForm classes={classes} initialClassId={initialClassId} builder={builder} />
            )}
          </>
        )}
      </NeedsClasses>
      <PackHistory />
    </Page>
  )
}
