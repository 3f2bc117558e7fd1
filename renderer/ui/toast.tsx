import { X } from 'lucide-react'
import {
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { type Tone, toneIcon } from './badge.tsx'
import { Button, IconButton } from './button.tsx'
import { cx } from './cx.ts'
import styles from './toast.module.css'

export interface ToastMessage {
  readonly tone: Extract<Tone, 'ok' | 'info' | 'warn' | 'danger'>
  readonly title: string
  readonly detail?: string
  /** `isUndo`: takes back what the message tells; Ctrl+Z does it too. */
  readonly action?: { readonly label: string; readonly run: () => void; readonly isUndo?: true }
}

/** Long enough to be read twice; a message with an action or a failure stays until closed. */
const TOAST_MS = 6000

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 })

/** Says that something happened elsewhere than where the eye is. Never the only trace of a failure. */
export function showToast(message: ToastMessage): void {
  const stays = message.action !== undefined || message.tone === 'danger'
  queue.add(message, stays ? {} : { timeout: TOAST_MS })
}

/**
 * Takes back the last thing that said it could be: the newest message with an undo, else a button of the screen that
 * carries `data-undo`. False when there is none.
 */
export function undoLast(): boolean {
  const message = queue.visibleToasts.find(({ content }) => content.action?.isUndo)
  if (message) {
    message.content.action?.run()
    queue.close(message.key)
    return true
  }
  const button = document.querySelector<HTMLElement>('[data-undo]')
  button?.click()
  return button !== null
}

/** Once, in the shell. F6 moves the focus to it. */
export function Toasts() {
  const { t } = useTranslation('common')
  return (
    <ToastRegion queue={queue} className={styles.region ?? ''}>
      {({ toast }) => {
        const { tone, title, detail, action } = toast.content
        const Icon = toneIcon(tone)
        return (
          <Toast toast={toast} className={cx(styles.toast, styles[tone])}>
            <Icon size={18} aria-hidden className={styles.icon} />
            <ToastContent className={styles.content}>
              <Text slot="title" className={styles.title}>
                {title}
              </Text>
              {detail && (
                <Text slot="description" className={styles.detail}>
                  {detail}
                </Text>
              )}
            </ToastContent>
            {action && (
              <Button
                size="small"
                onPress={() => {
                  action.run()
                  queue.close(toast.key)
                }}
              >
                {action.label}
              </Button>
            )}
            <IconButton icon={X} label={t('close')} size="small" onPress={() => queue.close(toast.key)} />
          </Toast>
        )
      }}
    </ToastRegion>
  )
}
