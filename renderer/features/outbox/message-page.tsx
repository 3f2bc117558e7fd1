import { Ban, DoorOpen, Pause, Repeat2, Send, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeliveryState, TaskView } from '../../../electron/contract/views.ts'
import { outboxLink } from '../../app/router.ts'
import { call, cancelTask, ErrorState, shapeOf, useAction, useChannel } from '../../bridge/index.ts'
import { Button, ConfirmDialog, Page, PageHeader, Skeleton, Tabs, useFormat } from '../../ui/index.ts'
import { totalsOf, waitingForMorning } from './delivery-states.ts'
import { HandOver } from './hand-over.tsx'
import { Ledger } from './ledger.tsx'
import { MessageStatus } from './message-status.tsx'
import { rememberTask, useMessageTask } from './message-tasks.ts'
import type { MessageView } from './message-view.ts'
import { OtherExits } from './other-exits.tsx'
import styles from './outbox.module.css'
import { PhoneList } from './phone-list.tsx'
import { RepliesList } from './replies-list.tsx'
import { ResendDialog, resendChoices } from './resend-dialog.tsx'
import { UNDO_STEP, undoSending } from './undo-sending.ts'
import { UrgentDialog } from './urgent-dialog.tsx'

type TabId = 'ledger' | 'replies' | 'phone' | 'text'

/** One message: where it stands, row by row, and what can still be done. */
export function MessagePage({
  messageId,
  asksWay = false,
}: {
  readonly messageId: number
  readonly asksWay?: boolean
}) {
  const { t } = useTranslation('outbox')
  const message = useChannel('messages.read', { id: messageId })
  const task = useMessageTask(messageId)
  const work = useMessageWork(messageId)
  return (
    <Page layout="fill">
      <MessageHeader message={message.data ?? null} task={task} work={work} asksWay={asksWay} />
      {message.data && <Message message={message.data} task={task} startError={work.error} />}
      {message.error && (
        <ErrorState
          error={message.error}
          shape="page"
          onRetry={() => void message.refetch()}
          isRetrying={message.isFetching}
        />
      )}
      {message.isPending && (
        <>
          <p role="status" className={styles.soft}>
            {t('message.loading')}
          </p>
          <Skeleton lines={8} height="2rem" />
        </>
      )}
    </Page>
  )
}

/** What can be started for a message, and why it could not. */
function useMessageWork(messageId: number) {
  const [error, setError] = useState<unknown>(null)
  const [isStarting, setStarting] = useState(false)
  const attempt = async (start: () => Promise<{ taskId: string } | null>) => {
    setError(null)
    setStarting(true)
    try {
      const started = await start()
      if (started) rememberTask(messageId, started.taskId)
    } catch (caught) {
      setError(shapeOf(caught))
    } finally {
      setStarting(false)
    }
  }
  return {
    error,
    isStarting,
    send: () => attempt(() => call('messages.send', { id: messageId })),
    sendUrgently: (urgentReason: string) => attempt(() => call('messages.send', { id: messageId, urgentReason })),
  }
}

interface MessageHeaderProps {
  /** Null while it is read: the heading is there from the first moment, and keeps the focus it was given. */
  readonly message: MessageView | null
  readonly task: TaskView | null
  readonly work: ReturnType<typeof useMessageWork>
  /** It was prepared to go out some other way: the ways are shown at once. */
  readonly asksWay: boolean
}

function MessageHeader({ message, task, work, asksWay }: MessageHeaderProps) {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  const cancel = useAction('messages.cancelQueued')
  const [isCancelling, setCancelling] = useState(false)
  const [isUrgent, setUrgent] = useState(false)
  const [isResending, setResending] = useState(false)
  const [isLeavingOtherwise, setLeavingOtherwise] = useState(asksWay)
  const coverage = useChannel('messages.coverage', { id: message?.id ?? 0 }, { enabled: message !== null }).data
  const back = { href: outboxLink(), label: t('message.back') }
  if (message === null) return <PageHeader title={t('title')} back={back} />
  const totals = totalsOf(message.counts)
  const isRunning = task?.state === 'running'
  const morning = waitingForMorning(message.deliveries)
  const canResend = !isRunning && resendChoices(coverage).length > 0
  return (
    <PageHeader
      title={message.subject}
      back={back}
      subtitle={t('message.meta', {
        className: message.className,
        audience: t(`to.${message.audience}`),
        date: format.dateTime(message.createdAt),
      })}
      actions={
        <>
          {isRunning && task.kind === 'send' && task.step === UNDO_STEP && (
            <Button variant="primary" icon={Undo2} data-undo onPress={() => void undoSending(task.id, message)}>
              {t('message.undo')}
            </Button>
          )}
          {isRunning && task.kind === 'send' && task.step !== UNDO_STEP && (
            <Button icon={Pause} onPress={() => void cancelTask(task.id)}>
              {t('message.stop')}
            </Button>
          )}
          {canResend && (
            <Button icon={Repeat2} onPress={() => setResending(true)}>
              {t('resend.open')}
            </Button>
          )}
          {isResending && <ResendDialog message={message} coverage={coverage} onClose={() => setResending(false)} />}
          {totals.waiting > 0 && !isRunning && (
            <>
              <Button icon={Ban} onPress={() => setCancelling(true)}>
                {t('message.cancelWaiting')}
              </Button>
              <Button icon={DoorOpen} onPress={() => setLeavingOtherwise(true)} isDisabled={work.isStarting}>
                {t('exits:open')}
              </Button>
              {morning === null ? (
                <Button variant="primary" icon={Send} onPress={work.send} isDisabled={work.isStarting}>
                  {totals.done + totals.attention > 0 ? t('message.resume') : t('message.start')}
                </Button>
              ) : (
                <Button icon={Send} onPress={() => setUrgent(true)} isDisabled={work.isStarting}>
                  {t('message.urgent')}
                </Button>
              )}
            </>
          )}
          {isLeavingOtherwise && totals.waiting > 0 && !isRunning && (
            <OtherExits message={message} onClose={() => setLeavingOtherwise(false)} />
          )}
          <UrgentDialog
            isOpen={isUrgent}
            onClose={() => setUrgent(false)}
            count={morning?.count ?? 0}
            onConfirm={work.sendUrgently}
          />
          <ConfirmDialog
            isOpen={isCancelling}
            onClose={() => setCancelling(false)}
            title={t('message.cancelTitle', { count: totals.waiting })}
            confirmLabel={t('message.cancelConfirm')}
            cancelLabel={t('message.cancelKeep')}
            tone="danger"
            onConfirm={() => cancel.mutateAsync({ id: message.id })}
          >
            <p>{t('message.cancelText')}</p>
            {cancel.error && <ErrorState error={cancel.error} />}
          </ConfirmDialog>
        </>
      }
    />
  )
}

interface MessageProps {
  readonly message: MessageView
  readonly task: TaskView | null
  readonly startError: unknown
}

function Message({ message, task, startError }: MessageProps) {
  const { t } = useTranslation('outbox')
  const coverage = useChannel('messages.coverage', { id: message.id })
  const [tab, setTab] = useState<TabId>('ledger')
  const [filter, setFilter] = useState<DeliveryState | 'all'>('all')
  const showState = (state: DeliveryState) => {
    setTab('ledger')
    setFilter(state)
  }
  return (
    <>
      <MessageStatus
        message={message}
        coverage={coverage.data}
        task={task}
        startError={startError}
        onShow={showState}
      />
      <HandOver message={message} />
      <Tabs<TabId>
        label={t('message.tabs.label')}
        value={tab}
        onChange={setTab}
        items={[
          {
            id: 'ledger',
            label: t('message.tabs.ledger'),
            count: message.total,
            content: <Ledger message={message} filter={filter} onFilter={setFilter} />,
          },
          {
            id: 'phone',
            label: t('message.tabs.phone'),
            ...(coverage.data ? { count: coverage.data.pupils.filter(({ way }) => way === 'none').length } : {}),
            content: <PhoneList messageId={message.id} classId={message.classId} coverage={coverage} />,
          },
          { id: 'replies', label: t('replies:tab'), content: <RepliesList messageId={message.id} /> },
          { id: 'text', label: t('message.tabs.text'), content: <Original message={message} /> },
        ]}
      />
    </>
  )
}

function Original({ message }: { readonly message: MessageView }) {
  const { t } = useTranslation('outbox')
  return (
    <article className={styles.original} aria-label={t('message.body')}>
      <p className={styles.soft}>{t('message.bodyHint')}</p>
      <p>
        <span className={styles.soft}>{t('message.subject')}</span> <strong>{message.subject}</strong>
      </p>
      <p className={styles.body}>{message.body}</p>
    </article>
  )
}
