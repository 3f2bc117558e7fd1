import type { TFunction } from 'i18next'
import { Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Coverage, DeliveryState, TaskView } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Banner, Button, ButtonLink, Progress, useFormat } from '../../ui/index.ts'
import { totalsOf, waitingForMorning } from './delivery-states.ts'
import type { MessageView } from './message-view.ts'
import styles from './outbox.module.css'
import { StateBar, StateLegend, useCountsSummary } from './state-bar.tsx'
import { UNDO_STEP } from './undo-sending.ts'

export interface MessageStatusProps {
  readonly message: MessageView
  /** Undefined while it is read. */
  readonly coverage: Coverage | undefined
  readonly task: TaskView | null
  /** Why a sending could not even start. */
  readonly startError: unknown
  readonly onShow: (state: DeliveryState) => void
}

/** Said aloud at each quarter, not at each recipient. */
const SPOKEN_STEPS = 4

/** Where the message stands, and what waits for the teacher, most serious first. */
export function MessageStatus({ message, coverage, task, startError, onShow }: MessageStatusProps) {
  const { t } = useTranslation('outbox')
  const mail = useChannel('mail.settings')
  const totals = totalsOf(message.counts)
  const { ambiguous } = message.counts
  const format = useFormat()
  const morning = waitingForMorning(message.deliveries)
  return (
    <div className={styles.status}>
      <div className={styles.figures}>
        <StateBar counts={message.counts} size="large" />
        <StateLegend counts={message.counts} onShow={onShow} />
        {coverage && coverage.total > 0 && <p>{coverageWords(t, coverage)}</p>}
        {task?.state === 'running' && <Running task={task} />}
      </div>
      <Outcome message={message} task={task} />
      {message.urgentReason !== null && (
        <p className={styles.soft}>{t('message.urgentReason', { reason: message.urgentReason })}</p>
      )}
      {morning !== null && task?.state !== 'running' && (
        <Banner tone="info" title={t('message.waits', { count: morning.count })}>
          {t('message.waitsText', { day: format.nearDay(morning.leavesAt), time: format.time(morning.leavesAt) })}
        </Banner>
      )}
      {startError !== null && <ErrorState error={startError} />}
      {task?.state === 'failed' && <ErrorState error={task.error} />}
      {mail.data === null && totals.waiting > 0 && (
        <Banner
          tone="warn"
          title={t('message.mailMissing.title')}
          actions={
            <ButtonLink size="small" icon={Settings} href={linkTo('settings')}>
              {t('message.mailMissing.action')}
            </ButtonLink>
          }
        >
          {t('message.mailMissing.text')}
        </Banner>
      )}
      {ambiguous > 0 && (
        <Banner
          tone="warn"
          title={t('message.attention', { count: ambiguous })}
          actions={
            <Button size="small" onPress={() => onShow('ambiguous')}>
              {t('message.attentionShow')}
            </Button>
          }
        >
          {t('message.attentionText')}
        </Banner>
      )}
    </div>
  )
}

/** "34 élèves joints sur 35, dont 3 par téléphone": each figure counts pupils, by the rows and calls about them. */
function coverageWords(t: TFunction<'outbox'>, { total, byMail, byPhone, byPost }: Coverage): string {
  const others = [
    ...(byPhone > 0 ? [t('coverage.byPhone', { count: byPhone })] : []),
    ...(byPost > 0 ? [t('coverage.byPost', { count: byPost })] : []),
  ]
  const reached = t('coverage.reached', { count: byMail + byPhone + byPost, total })
  return others.length === 0 ? reached : t('coverage.including', { reached, others: others.join(', ') })
}

function Running({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation('outbox')
  if (task.step === UNDO_STEP) {
    const left = task.total - task.done
    return (
      <>
        <Progress label={t('message.leaving', { count: left })} done={task.done} total={task.total} />
        <p role="status" className="visually-hidden">
          {t('message.leavingSpoken')}
        </p>
      </>
    )
  }
  const label = task.kind === 'eml' ? t('message.exporting') : t('message.sending')
  const detail = t('message.progress', { done: task.done, total: task.total })
  const quarter = task.total > 0 ? Math.floor((task.done / task.total) * SPOKEN_STEPS) : 0
  const spoken = Math.ceil((quarter * task.total) / SPOKEN_STEPS)
  return (
    <>
      <Progress label={label} done={task.done} total={task.total} {...(task.total > 0 ? { detail } : {})} />
      <p className={styles.soft}>{t('message.progressHint')}</p>
      <p role="status" className="visually-hidden">
        {label} {task.total > 0 ? t('message.progress', { done: spoken, total: task.total }) : ''}
      </p>
    </>
  )
}

/** The result of the last sending of this session, said once it is there. */
function Outcome({ message, task }: { readonly message: MessageView; readonly task: TaskView | null }) {
  const { t } = useTranslation('outbox')
  const summary = useCountsSummary()(message.counts)
  const words =
    task?.state === 'done'
      ? task.kind === 'eml'
        ? t('message.exported')
        : t('message.finished', { summary })
      : task?.state === 'cancelled'
        ? t('message.suspended')
        : ''
  return (
    <p role="status" className={words === '' ? 'visually-hidden' : styles.outcome}>
      {words}
    </p>
  )
}
