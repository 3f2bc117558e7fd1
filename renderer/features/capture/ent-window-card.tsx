import { Camera, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { CaptureState, EntWindow } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Banner, Button, Card, KeyValue } from '../../ui/index.ts'
import styles from './capture.module.css'
import { useCaptured } from './use-captured.ts'

/** What the isolated window shows now, and the button that reads it. */
export function EntWindowCard({
  window,
  last,
  state,
}: {
  readonly window: EntWindow
  readonly last: CaptureState['last']
  readonly state: CaptureState
}) {
  const { t } = useTranslation('capture')
  const captured = useCaptured()
  const page = useAction('capture.page')
  const close = useAction('capture.close')
  const label = state.sources.find(({ sourceId }) => sourceId === window.sourceId)?.label ?? ''
  return (
    <Card
      title={t('window.title', { name: label })}
      action={
        <div className={styles.actions}>
          <Button icon={X} onPress={() => close.mutate(undefined)}>
            {t('window.close')}
          </Button>
          <Button
            variant="primary"
            icon={Camera}
            isDisabled={window.loading}
            isPending={window.reading || page.isPending}
            onPress={() => page.mutate({ sourceId: window.sourceId })}
          >
            {t('window.capture')}
          </Button>
        </div>
      }
    >
      <KeyValue
        items={[
          { label: t('window.address'), value: window.address || '–' },
          { label: t('window.page'), value: window.loading ? t('window.loading') : window.title || '–' },
        ]}
      />
      <div role="status" className={styles.said}>
        {window.reading && t('window.reading')}
        {!window.reading && !window.problem && last?.sourceId === window.sourceId && (
          <Banner tone={last.outcome === 'kept' ? 'ok' : 'info'} title={captured(last)}>
            {t(`outcome.${last.outcome}`)}
          </Banner>
        )}
      </div>
      {window.problem && <ErrorState error={window.problem} />}
    </Card>
  )
}
