import { Usb } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import { Banner, Button, Card, Progress, useFormat } from '../../ui/index.ts'
import styles from './packs.module.css'
import { type Sample, timeLeft, withSample } from './time-left.ts'

export interface PackProgressProps {
  readonly title: string
  /** Null before the first word of it. */
  readonly task: TaskView | null
  /** What is counted: the files of a pack, or the packs of a class. */
  readonly unit: 'files' | 'packs'
  readonly onCancel: () => void
}

/** What the build says it is doing, in order. */
const STEPS = ['starting', 'preparing', 'writing', 'flushing', 'rereading', 'verifying', 'finishing'] as const
const WAITING = 'waiting-drive'

/** A pack being written: how far, how long it still takes, and the stick that is missing. */
export function PackProgress({ title, task, unit, onCancel }: PackProgressProps) {
  const { t } = useTranslation('packs')
  const format = useFormat()
  const [isCancelling, setCancelling] = useState(false)
  const isWaiting = task?.step === WAITING
  // A step this window has no words for yet is still work in progress.
  const step = isWaiting
    ? t('progress.waiting.step')
    : t(`progress.step.${STEPS.find((known) => known === task?.step) ?? 'starting'}`)
  const done = task?.done ?? 0
  const total = task?.total ?? 0
  const left = useTimeLeft(done, total, isWaiting)
  const counted = (task?.itemsTotal ?? 0) > 0
  const details = [
    ...(counted ? [t(`progress.${unit}`, { done: task?.items ?? 0, count: task?.itemsTotal ?? 0 })] : []),
    ...((task?.bytes ?? 0) > 0 ? [format.bytes(task?.bytes ?? 0)] : []),
    ...(left === null ? [] : [t('progress.left', { time: format.duration(left) })]),
  ]
  return (
    <Card title={title}>
      {isWaiting && (
        <Banner tone="warn" icon={Usb} title={t('progress.waiting.title')} live="alert">
          {t('progress.waiting.text')}
        </Banner>
      )}
      <Progress label={step} done={done} total={total} {...(total > 0 ? { detail: format.share(done, total) } : {})} />
      {/* The steps are said, not every figure: a screen reader would never stop. */}
      <p role="status" className="visually-hidden">
        {step}
      </p>
      <div className={styles.buildingFoot}>
        <p className={styles.soft}>{details.length > 0 ? details.join(' · ') : t('progress.hint')}</p>
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

/** In milliseconds; null while it cannot be told, or while nothing moves. */
function useTimeLeft(done: number, total: number, isWaiting: boolean): number | null {
  const [samples, setSamples] = useState<readonly Sample[]>([])
  useEffect(() => {
    // The time without the stick says nothing about its speed.
    if (isWaiting) setSamples([])
    else setSamples((before) => withSample(before, { at: performance.now(), done }))
  }, [done, isWaiting])
  return isWaiting ? null : timeLeft(samples, total)
}
