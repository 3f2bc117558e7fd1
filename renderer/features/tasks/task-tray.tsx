import { ListChecks, LoaderCircle } from 'lucide-react'
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ScreenName } from '../../app/router.ts'
import { useTasks } from '../../bridge/index.ts'
import { TaskRow } from './task-row.tsx'
import styles from './tasks.module.css'
import { useTaskNews } from './use-task-news.ts'

/** In the header: how many tasks run; opens on their list. */
export function TaskTray({ screen }: { readonly screen: ScreenName }) {
  const { t } = useTranslation('tasks')
  const tasks = useTasks()
  const news = useTaskNews(tasks, screen)
  const running = tasks.filter(({ state }) => state === 'running').length
  return (
    <>
      <DialogTrigger>
        <AriaButton className={styles.button ?? ''}>
          {running > 0 ? (
            <LoaderCircle size={18} aria-hidden className={styles.spin} />
          ) : (
            <ListChecks size={18} aria-hidden />
          )}
          <span className={running > 0 ? '' : 'visually-hidden'}>
            {running > 0 ? t('running', { count: running }) : t('title')}
          </span>
        </AriaButton>
        <Popover className={styles.popover ?? ''} placement="bottom end" offset={8}>
          <Dialog className={styles.dialog ?? ''}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {t('title')}
            </Heading>
            {tasks.length === 0 ? (
              <p className={styles.none}>{t('none')}</p>
            ) : (
              <ul className={styles.list}>
                {tasks.map((task) => (
                  <TaskRow key={task.id} task={task} />
                ))}
              </ul>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      <p className="visually-hidden" role="status">
        {news}
      </p>
    </>
  )
}
