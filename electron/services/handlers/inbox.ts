/** What comes back of the messages that left. */
import { toInstant } from '../../platform/clock.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function inboxHandlers({ app }: HandlerContext): AreaHandlers<'inbox'> {
  return {
    'inbox.settings': () => app.session().inbox.settings(),
    'inbox.saveSettings': (settings) => app.session().inbox.save(settings),
    'inbox.check': async () => ({ taskId: await app.session().inbox.check() }),
    'inbox.replies': ({ messageId }) => app.session().space.store.read.listReplies(messageId),
    'inbox.markRead': async ({ id, read }) => {
      const { space, changed } = app.session()
      await space.store.write.markReplyRead(id, read ? toInstant(app.machine.clock.now()) : null)
      changed('replies')
    },
  }
}
