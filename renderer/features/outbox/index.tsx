import type { ScreenProps } from '../../app/router.ts'
import { MessageList } from './message-list.tsx'
import { MessagePage } from './message-page.tsx'

export { rememberTask } from './message-tasks.ts'
export { RESENDABLE } from './resend-dialog.tsx'
export { MAX_REASON, MIN_REASON } from './urgent-dialog.tsx'

/** `#/outbox`, `#/outbox/<messageId>`, `?way=1` to choose how else it goes out. */
export function Screen({ path, query }: ScreenProps) {
  const messageId = Number(path[0])
  return Number.isInteger(messageId) && messageId > 0 ? (
    <MessagePage key={messageId} messageId={messageId} asksWay={query.get('way') === '1'} />
  ) : (
    <MessageList />
  )
}
