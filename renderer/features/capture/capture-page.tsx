import { MonitorUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Card, EmptyState, Page, PageHeader, Skeleton } from '../../ui/index.ts'
import styles from './capture.module.css'
import { CaptureReview } from './capture-review.tsx'
import { EntWindowCard } from './ent-window-card.tsx'
import { OpenForm } from './open-form.tsx'
import { RememberedPages } from './remembered-pages.tsx'

/** `#/sources/capture`: open the ENT in a window of its own, read its pages, confirm what is kept. */
export function CapturePage() {
  const { t } = useTranslation('capture')
  const { data: state, error } = useChannel('capture.state')
  return (
    <Page width="wide">
      <PageHeader title={t('title')} subtitle={t('subtitle')} back={{ href: linkTo('sources'), label: t('sources') }} />
      {error && <ErrorState error={error} />}
      {!state && !error && <Skeleton lines={4} />}
      {state && !state.available && (
        <EmptyState icon={MonitorUp} title={t('unavailable')}>
          {t('unavailable-detail')}
        </EmptyState>
      )}
      {state?.available && (
        <div className={styles.parts}>
          <Card title={t('promise.title')}>
            <ul className={styles.promise}>
              <li>{t('promise.window')}</li>
              <li>{t('promise.reading')}</li>
            </ul>
          </Card>
          {state.window && <EntWindowCard window={state.window} last={state.last} state={state} />}
          {state.pending && (
            <CaptureReview
              key={`${state.pending.sourceId} ${state.pending.revision}`}
              sourceId={state.pending.sourceId}
              revision={state.pending.revision}
            />
          )}
          {state.sources.map((source) => (
            <RememberedPages
              key={source.sourceId}
              source={source}
              isOpen={state.window?.sourceId === source.sourceId}
            />
          ))}
          <OpenForm suggestions={state.suggestions} />
        </div>
      )}
    </Page>
  )
}
