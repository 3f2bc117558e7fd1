import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import { cancelTask } from '../../bridge/index.ts'
import { Button, Card, Progress, useFormat } from '../../ui/index.ts'
import styles from './arriving.module.css'

/** The first synchronisation on its way; null while the source itself is starting. */
export function Arriving({ task }: { readonly task: TaskView | null }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const figures =
    task && task.total > 0
      ? t('tasks:of', { done: format.number(task.done), total: format.number(task.total) })
      : task && task.done > 0
        ? format.number(task.done)
        : ''
  return (
    <Card>
      <div className={styles.arriving}>
        <div>
          <h2 className={styles.title}>{t('arriving.title')}</h2>
          <p className={styles.detail}>{t('arriving.detail')}</p>
        </div>
        <Progress
          label={
            task ? t(`tasks:step.${task.step}`, { defaultValue: t('tasks:step.working') }) : t('arriving.starting')
          }
          detail={figures}
          done={task?.done ?? 0}
          total={task?.total ?? 0}
        />
        {task && (
          <Button size="small" onPress={() => void cancelTask(task.id)}>
            {t('arriving.stop')}
          </Button>
        )}
      </div>
    </Card>
  )
}
