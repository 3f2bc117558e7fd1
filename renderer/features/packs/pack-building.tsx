import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import { ErrorState } from '../../bridge/index.ts'
import { Banner, Button, Card, Progress, useFormat } from '../../ui/index.ts'
import styles from './packs.module.css'
import type { PackBuild } from './use-pack-build.ts'

export interface PackBuildingProps {
  readonly build: PackBuild
  readonly task: TaskView | null
  readonly onCancel: () => void
  readonly onBack: () => void
}

/** What the build says it is doing, in order. */
const STEPS = ['starting', 'preparing', 'writing', 'flushing', 'rereading', 'verifying', 'finishing'] as const

/** A pack being written, or why it was not. */
export function PackBuilding({ build, task, onCancel, onBack }: PackBuildingProps) {
  const { t } = useTranslation('packs')
  const format = useFormat()
  const [isCancelling, setCancelling] = useState(false)
  const back = (
    <Button icon={Undo2} onPress={onBack} autoFocus>
      {t('failed.back')}
    </Button>
  )
  if (task?.state === 'cancelled') {
    return (
      <Banner tone="info" title={t('cancelled.title')} live="status" actions={back}>
        {t('cancelled.text')}
      </Banner>
    )
  }
  if (task?.state === 'failed') {
    return (
      <Card title={t('failed.title')}>
        <ErrorState error={task.error} />
        <div>{back}</div>
      </Card>
    )
  }
  // A step this window has no words for yet is still work in progress.
  const step = t(`progress.step.${STEPS.find((known) => known === task?.step) ?? 'starting'}`)
  const done = task?.done ?? 0
  const total = task?.total ?? 0
  return (
    <Card title={t('progress.title', { name: build.className })}>
      <Progress label={step} done={done} total={total} {...(total > 0 ? { detail: format.share(done, total) } : {})} />
      {/* The steps are said, not every figure: a screen reader would never stop. */}
      <p role="status" className="visually-hidden">
        {step}
      </p>
      <div className={styles.buildingFoot}>
        <p className={styles.soft}>{t('progress.hint')}</p>
        <Button
          isDisabled={isCancelling}
          onPress={() => {
            setCancelling(true)
            onCancel()
          }}
        >
          {isCancelling ? t('progress.cancelling') : t('progress.cancel')}
        </Button>
      </div>
    </Card>
  )
}
