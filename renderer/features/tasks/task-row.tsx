import { RotateCcw, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import { cancelTask, retryTask, useErrorSentence } from '../../bridge/index.ts'
import { taskStore } from '../../bridge/task-store.ts'
import { Badge, Button, ButtonLink, IconButton, Progress, useFormat } from '../../ui/index.ts'
import { outcomeParts, taskHref } from './task-outcome.ts'
import { TASK_TONE, withoutColon } from './task-words.ts'
import styles from './tasks.module.css'

/** One task: what it does, how far it is, how it ended and what it gave; and doing it again where that is safe. */
export function TaskRow({ task, onGo }: { readonly task: TaskView; readonly onGo: () => void }) {
  const { t } = useTranslation('tasks')
  const label = withoutColon(t(`kind.${task.kind}`, { subject: task.subject }))
  return (
    <li className={styles.task}>
      <div className={styles.line}>
        <span className={styles.label}>{label}</span>
        {task.state === 'running' ? (
          <Button size="small" variant="quiet" onPress={() => void cancelTask(task.id)}>
            {t('cancel')}
          </Button>
        ) : (
          <>
            <Badge tone={TASK_TONE[task.state]}>{t(`state.${task.state}`)}</Badge>
            <IconButton
              icon={X}
              size="small"
              label={t('dismissOne', { label })}
              onPress={() => taskStore.dismiss(task.id)}
            />
          </>
        )}
      </div>
      {task.state === 'running' ? <Running task={task} /> : <Ended task={task} onGo={onGo} />}
    </li>
  )
}

function Running({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const figures = [
    task.total > 0 ? t('of', { done: format.number(task.done), total: format.number(task.total) }) : null,
    task.bytes > 0 ? format.bytes(task.bytes) : null,
  ]
  return (
    <Progress
      label={t(`step.${task.step}`, { defaultValue: t('step.working') })}
      done={task.done}
      total={task.total}
      detail={figures.filter((figure) => figure !== null).join(' · ')}
    />
  )
}

function Ended({ task, onGo }: { readonly task: TaskView; readonly onGo: () => void }) {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const sentence = useErrorSentence()
  const [refusal, setRefusal] = useState<unknown>(null)
  const href = taskHref(task)
  const words = outcomeParts(task).map(({ key, count }) => t(`outcome.${key}`, { count }))
  const failure = refusal ?? (task.state === 'failed' ? task.error : null)
  const age = task.endedAt === null ? null : t('ended', { age: format.age(task.endedAt) })
  return (
    <>
      <p className={styles.outcome}>
        {failure === null
          ? [words.join(', '), age].filter(Boolean).join(' · ')
          : `${sentence(failure).what} ${sentence(failure).todo}`}
      </p>
      <div className={styles.after}>
        {task.canRetry && (
          <Button size="small" icon={RotateCcw} onPress={() => void retryTask(task.id).catch(setRefusal)}>
            {t('again')}
          </Button>
        )}
        {href !== null && (
          <ButtonLink size="small" variant="quiet" href={href} onPress={onGo}>
            {t('see')}
          </ButtonLink>
        )}
      </div>
    </>
  )
}
