import { LogOut, Timer } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary, Rehearsal } from '../../../electron/contract/views.ts'
import { linkTo, navigate } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Button, cx, Page, PageHeader, Select, Skeleton, useFormat } from '../../ui/index.ts'
import styles from './drill.module.css'
import { DrillResult } from './drill-result.tsx'
import { DRILL_STEPS, type DrillStep, stepAfter, stepBefore } from './drill-steps.ts'
import { PlanStep } from './plan-step.tsx'
import { PreviewStep } from './preview-step.tsx'
import { WhatStep } from './what-step.tsx'
import { WhoStep } from './who-step.tsx'

const TICK_MS = 1000

/** Milliseconds since a drill began, a second at a time; stands still once `isOver`. */
function useElapsed(startedAt: number, isOver: boolean): number {
  const [elapsed, setElapsed] = useState(0)
  useEffect(() => {
    if (isOver) return
    const timer = setInterval(() => setElapsed(Date.now() - startedAt), TICK_MS)
    return () => clearInterval(timer)
  }, [startedAt, isOver])
  return elapsed
}

export interface DrillRunProps {
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly classes: readonly ClassSummary[]
  readonly firstClass: number
  readonly onAgain: () => void
}

/** The drill under way: one question at a time, the clock running. It can be left at any step. */
export function DrillRun({ startedAt, classes, firstClass, onAgain }: DrillRunProps) {
  const { t } = useTranslation('drill')
  const format = useFormat()
  const [step, setStep] = useState<DrillStep>('who')
  const [classId, setClassId] = useState(firstClass)
  const [passphraseKnown, setPassphraseKnown] = useState<boolean | null>(null)
  const [duration, setDuration] = useState<number | null>(null)
  const elapsed = useElapsed(startedAt, duration !== null)
  const { data: rehearsal, error, refetch } = useChannel('drill.rehearse', { classId }, { keepPrevious: true })
  const { data: packs = [] } = useChannel('packs.list')
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at its own title
  useEffect(() => heading.current?.focus(), [step])

  const go = (to: DrillStep) => {
    if (to === 'result') setDuration(Date.now() - startedAt)
    setStep(to)
  }
  const after = stepAfter(step)
  const before = stepBefore(step)
  const asksPassphrase = packs.some(({ encrypted, lostAt }) => encrypted && lostAt === null)
  return (
    <Page width="reading">
      <PageHeader
        title={t('title')}
        after={
          <span className={styles.clock}>
            <Timer size={16} aria-hidden />
            <span className="visually-hidden">{t('elapsed')}</span>
            {format.duration(duration ?? elapsed)}
          </span>
        }
        actions={
          step !== 'result' && (
            <Button icon={LogOut} onPress={() => navigate(linkTo('today'))}>
              {t('leave')}
            </Button>
          )
        }
      />
      <p className={styles.strip}>{t('strip')}</p>
      <Steps current={step} />
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {rehearsal === undefined && !error && <Skeleton lines={6} />}
      {rehearsal && (
        <section className={styles.step} aria-labelledby="drill-step">
          <header className={styles.stepHeader}>
            <h2 id="drill-step" ref={heading} tabIndex={-1} className={styles.stepTitle}>
              {step === 'result' ? t('step.result.title') : t(`step.${step}.title`, { name: rehearsal.className })}
            </h2>
            {step === 'who' && (
              <div className={styles.choice}>
                <Select
                  label={t('class')}
                  labelHidden
                  size="small"
                  options={classes.map(({ id, name }) => ({ id, label: name }))}
                  value={classId}
                  onChange={setClassId}
                />
              </div>
            )}
          </header>
          <StepBody
            step={step}
            rehearsal={rehearsal}
            asksPassphrase={asksPassphrase}
            passphraseKnown={passphraseKnown}
            onPassphrase={setPassphraseKnown}
            duration={duration ?? 0}
            onAgain={onAgain}
          />
          {step !== 'result' && (
            <footer className={styles.stepFooter}>
              {before && (
                <Button variant="quiet" onPress={() => go(before)}>
                  {t('back')}
                </Button>
              )}
              {after && (
                <Button variant="primary" onPress={() => go(after)}>
                  {t(`next.${after}`)}
                </Button>
              )}
            </footer>
          )}
        </section>
      )}
    </Page>
  )
}

interface StepBodyProps {
  readonly step: DrillStep
  readonly rehearsal: Rehearsal
  readonly asksPassphrase: boolean
  readonly passphraseKnown: boolean | null
  readonly onPassphrase: (known: boolean) => void
  readonly duration: number
  readonly onAgain: () => void
}

function StepBody(props: StepBodyProps) {
  const { step, rehearsal, asksPassphrase, passphraseKnown, onPassphrase, duration, onAgain } = props
  switch (step) {
    case 'who':
      return <WhoStep rehearsal={rehearsal} />
    case 'what':
      return <WhatStep rehearsal={rehearsal} />
    case 'plan':
      return (
        <PlanStep
          rehearsal={rehearsal}
          asksPassphrase={asksPassphrase}
          passphraseKnown={passphraseKnown}
          onPassphrase={onPassphrase}
        />
      )
    case 'preview':
      return <PreviewStep rehearsal={rehearsal} />
    case 'result':
      return (
        <DrillResult
          rehearsal={rehearsal}
          durationMs={duration}
          passphraseKnown={asksPassphrase ? passphraseKnown : null}
          onAgain={onAgain}
        />
      )
  }
}

/** Where we are among the steps; what lies behind keeps its tick. */
function Steps({ current }: { readonly current: DrillStep }) {
  const { t } = useTranslation('drill')
  const at = DRILL_STEPS.indexOf(current)
  return (
    <ol className={styles.steps} aria-label={t('steps')}>
      {DRILL_STEPS.map((step, index) => (
        <li
          key={step}
          className={cx(styles.stepName, index < at && styles.past, index === at && styles.present)}
          aria-current={index === at ? 'step' : undefined}
        >
          {t(`step.${step}.name`)}
        </li>
      ))}
    </ol>
  )
}
