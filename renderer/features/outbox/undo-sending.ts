import { linkTo, navigate } from '../../app/router.ts'
import { call, cancelTask } from '../../bridge/index.ts'
import type { MessageView } from './message-view.ts'

/** Step of a sending that waits for the teacher to change their mind. */
export const UNDO_STEP = 'undo'

/**
 * Takes a sending back before anything left, and gives its text back to the composer. Pressed at the last
 * moment, a message may be gone already: the ledger then stays on screen and says so.
 */
export async function undoSending(taskId: string, message: MessageView): Promise<void> {
  await cancelTask(taskId)
  await call('messages.cancelQueued', { id: message.id })
  const { counts, total } = await call('messages.read', { id: message.id })
  if (counts.cancelled !== total) return
  // What was for a few must not come back as a message for the class: these are the people of its cancelled rows.
  const only = message.resendOf === null ? {} : { states: 'cancelled' }
  navigate(linkTo('message', [message.classId], { from: String(message.id), ...only }))
}
