import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskView } from '../../../electron/contract/views.ts'
import type { ScreenName } from '../../app/router.ts'
import { retryTask, useErrorSentence } from '../../bridge/index.ts'
import { showToast } from '../../ui/index.ts'
import { isBackground, TASK_SCREEN, withoutColon } from './task-words.ts'

/**
 * Says when a task starts and ends: for screen readers always (the returned sentence), as a toast when the
 * task was asked for and its own screen is not the one in view.
 */
export function useTaskNews(tasks: readonly TaskView[], screen: ScreenName): string {
  const { t } = useTranslation('tasks')
  const sentence = useErrorSentence()
  const seen = useRef(new Map<string, TaskView['state']>())
  const [news, setNews] = useState('')
  useEffect(() => {
    for (const task of tasks) {
      const before = seen.current.get(task.id)
      if (before === task.state) continue
      seen.current.set(task.id, task.state)
      // Tasks already ended when the window opened are history.
      if (before === undefined && task.state !== 'running') continue
      const label = withoutColon(t(`kind.${task.kind}`, { subject: task.subject }))
      setNews(`${label} – ${t(`state.${task.state}`)}`)
      if (isBackground(task) || TASK_SCREEN[task.kind].includes(screen)) continue
      if (task.state === 'done') showToast({ tone: 'ok', title: label, detail: t('state.done') })
      if (task.state === 'failed' && task.error) {
        const { what, todo } = sentence(task.error)
        showToast({
          tone: 'danger',
          title: what,
          detail: todo,
          // Refused at once: the list of tasks says why, beside its own button.
          ...(task.canRetry
            ? { action: { label: t('again'), run: () => void retryTask(task.id).catch(() => {}) } }
            : {}),
        })
      }
    }
  }, [tasks, screen, t, sentence])
  return news
}
