import { ListChecks, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import { useCommand } from '../../app/command-bus.ts'
import type { ScreenName } from '../../app/router.ts'
import { useTasks } from '../../bridge/index.ts'
import { taskStore } from '../../bridge/task-store.ts'
import { Button } from '../../ui/index.ts'
import { TaskRow } from './task-row.tsx'
import styles from './tasks.module.css'
import { useTaskNews } from './use-task-news.ts'

const dismissAll = (tasks: readonly TaskView[]) => {
  for (const { id } of tasks) taskStore.dismiss(id)
}

/** In the header: how many tasks run; opens on their list. */
export function TaskTray({ screen }: { readonly screen: ScreenName }) {
  const { t } = useTranslation('tasks')
  const tasks = useTasks()
  const news = useTaskNews(tasks, screen)
  const [isOpen, setOpen] = useState(false)
  useCommand('tasks', () => setOpen(true))
  const ended = tasks.filter(({ state }) => state !== 'running')
  const running = tasks.filter(({ state }) => state === 'running').length
  return (
    <>
      <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
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
        {/* biome-ignore lint/a11y/useValidAriaValues: the dialog inside has its name; on the box around it, which has no role, one is forbidden */}
        <Popover className={styles.popover ?? ''} placement="bottom end" offset={8} aria-labelledby="">
          <Dialog className={styles.dialog ?? ''}>
            <Heading slot="title" level={2} className={styles.title ?? ''}>
              {t('title')}
            </Heading>
            {ended.length > 1 && (
              <Button size="small" variant="quiet" onPress={() => dismissAll(ended)}>
                {t('dismissAll')}
              </Button>
            )}
            {tasks.length === 0 ? (
              <p className={styles.none}>{t('none')}</p>
            ) : (
              <ul className={styles.list}>
                {tasks.map((task) => (
                  <TaskRow key={task.id} task={task} onGo={() => setOpen(false)} />
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
