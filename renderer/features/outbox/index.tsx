import type { ScreenProps } from '../../app/router.ts'
import { MessageList } from './message-list.tsx'
import { MessagePage } from './message-page.tsx'

export { rememberTask } from './message-tasks.ts'
export { RESENDABLE } from './resend-dialog.tsx'
export { MAX_REASON, MIN_REASON } from './urgent-dialog.tsx'

/** `#/outbox`, `#/outbox/<messageId>`. */
export function Screen({ path }: ScreenProps) {
  const messageId = Number(path[0])
  return Number.isInteger(messageId) && messageId > 0 ? (
    <MessagePage key={messageId} messageId={messageId} />
  ) : (
    <MessageList />
  )
}
