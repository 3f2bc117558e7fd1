import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Handover, TodayView } from '../../../electron/contract/views.ts'
import type { ScreenProps } from '../../app/router.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel, useTaskRunner } from '../../bridge/index.ts'
import { Banner, Button, ButtonLink, Page, PageHeader, Skeleton, useFormat } from '../../ui/index.ts'
import { isOutage, TodayAdvice, useAvailability } from '../outage/index.tsx'
import { HandOver, SoFar } from '../resume/index.tsx'
import { NextLessons } from '../timetable/index.tsx'
import { DueSoon } from './due-soon.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Glance } from './glance.tsx'
import { Reach } from './reach.tsx'
import { Standing } from './standing.tsx'
import { ThreeThings } from './three-things.tsx'
import styles from './today.module.css'

/** The morning's screen. During an outage it becomes the switch: what to do now comes first. */
export function Screen(_: ScreenProps) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const { data: today, error, refetch } = useChannel('today.read')
  const outage = isOutage(useAvailability().state)
  const sync = useTaskRunner('sync.start')
  const day = format.day(format.now.toISOString())
  const { data: handover } = useChannel('resume.read')
  const isBack = !outage && handover?.state === 'over'
  const hasPeople = today !== undefined && today.pupils > 0
  return (
    <Page width="wide">
      <PageHeader
        title={t('title')}
        after={<p className={styles.day}>{day}</p>}
        actions={
          !outage &&
          hasPeople && (
            <Button
              variant={isBack ? 'secondary' : 'primary'}
              icon={RefreshCw}
              isPending={sync.isRunning}
              onPress={() => void sync.start({ sourceId: null })}
            >
              {sync.isRunning ? t('syncing') : t('sync')}
            </Button>
          )
        }
      />
      {!outage && !isBack && <NextLessons />}
      {error && <ErrorState error={error} shape="page" onRetry={() => void refetch()} />}
      {(sync.error ?? sync.task?.error) && <ErrorState error={sync.error ?? sync.task?.error} />}
      {today === undefined && !error && <Skeleton lines={6} height="3rem" />}
      {today && (hasPeople ? <Content today={today} outage={outage} handover={handover ?? null} /> : <FirstSteps />)}
    </Page>
  )
}

interface ContentProps {
  readonly today: TodayView
  readonly outage: boolean
  /** What was done without the platform and is not carried back yet. */
  readonly handover: Handover | null
}

function Content({ today, outage, handover }: ContentProps) {
  const { t } = useTranslation('today')
  return (
    <>
      {today.held > 0 && (
        <Banner
          tone="warn"
          title={t('held', { count: today.held })}
          actions={<ButtonLink href={linkTo('sources')}>{t('held-action')}</ButtonLink>}
        >
          {t('held-detail')}
        </Banner>
      )}
      <Glance today={today} />
      {outage && <ThreeThings today={today} />}
      {outage && handover && <SoFar handover={handover} />}
      {!outage && handover?.state === 'over' && <HandOver key={handover.beganAt} handover={handover} />}
      <TodayAdvice />
      <div className={styles.grid}>
        <Reach today={today} outage={outage} />
        <DueSoon today={today} />
      </div>
      <Standing today={today} />
    </>
  )
}
