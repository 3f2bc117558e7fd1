import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import { cancelTask, useErrorSentence } from '../../bridge/index.ts'
import { taskStore } from '../../bridge/task-store.ts'
import { Badge, Button, IconButton, Progress, useFormat } from '../../ui/index.ts'
import { TASK_TONE } from './task-words.ts'
import styles from './tasks.module.css'

/** One task: what it does, how far it is, how it ended. */
export function TaskRow({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation('tasks')
  const format = useFormat()
  const sentence = useErrorSentence()
  const label = t(`kind.${task.kind}`, { subject: task.subject })
  const figures = [
    task.total > 0 ? t('of', { done: format.number(task.done), total: format.number(task.total) }) : null,
    task.bytes > 0 ? format.bytes(task.bytes) : null,
  ]
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
            <IconButton icon={X} size="small" label={t('dismiss')} onPress={() => taskStore.dismiss(task.id)} />
          </>
        )}
      </div>
      {task.state === 'running' ? (
        <Progress
          label={t(`step.${task.step}`, { defaultValue: t('step.working') })}
          done={task.done}
          total={task.total}
          detail={figures.filter((figure) => figure !== null).join(' · ')}
        />
      ) : (
        <p className={styles.outcome}>
          {task.error ? sentence(task.error).what : task.endedAt && t('ended', { age: format.age(task.endedAt) })}
        </p>
      )}
    </li>
  )
}
