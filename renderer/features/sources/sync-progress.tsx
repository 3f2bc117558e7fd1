import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import { cancelTask } from '../../bridge/index.ts'
import { Button, Card, Progress, useFormat } from '../../ui/index.ts'
import styles from './sources.module.css'

/** A synchronisation while it runs; nothing of the school changes before its end. */
export function SyncProgress({ task }: { readonly task: TaskView }) {
  const { t } = useTranslation('sources')
  const format = useFormat()
  const figures =
    task.total > 0
      ? t('tasks:of', { done: format.number(task.done), total: format.number(task.total) })
      : task.done > 0
        ? format.number(task.done)
        : ''
  return (
    <Card>
      <div className={styles.progress}>
        <div className={styles.bar}>
          <Progress
            label={`${task.subject} – ${t(`tasks:step.${task.step}`, { defaultValue: t('tasks:step.working') })}`}
            detail={figures}
            done={task.done}
            total={task.total}
          />
        </div>
        <Button size="small" onPress={() => void cancelTask(task.id)}>
          {t('stop')}
        </Button>
      </div>
    </Card>
  )
}
