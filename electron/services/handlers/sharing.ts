/** Packs published for others. */
import type { Session } from '../session.ts'
import { createSharing, type Sharing } from '../sharing.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function shareHandlers({ app, desk }: HandlerContext): AreaHandlers<'shares'> {
  const made = new WeakMap<Session, Sharing>()
  const sharing = (): Sharing => {
    const session = app.session()
    const known = made.get(session) ?? createSharing(app.machine, session, () => app.preferences.current().locale)
    made.set(session, known)
    return known
  }
  return {
    'shares.targets': () => sharing().targets(),
    'shares.list': () => sharing().publications(),
    'shares.addDav': (target) => sharing().addDav(target),
    'shares.addFolder': ({ ticket }) => sharing().addFolder(desk.folderOf(ticket)),
    'shares.removeTarget': ({ id }) => sharing().removeTarget(id),
    'shares.signIn': async ({ address }) => ({ taskId: await sharing().signIn(address, desk.openExternal) }),
    'shares.publish': async (request) => ({ taskId: sharing().publish(request) }),
    'shares.resume': async ({ id, anyway }) => ({ taskId: await sharing().resume(id, anyway) }),
    'shares.withdraw': ({ id }) => sharing().withdraw(id),
    'shares.passphrase': async ({ id }) => ({ passphrase: await sharing().passphrase(id) }),
    'shares.forgetPassphrase': ({ id }) => sharing().forgetPassphrase(id),
    'shares.remote': ({ id }) => sharing().remote(id),
    'shares.fetch': async ({ id, name }) => ({
      taskId: sharing().fetch(id, name, (path, shown) => desk.offerImport(path, shown)),
    }),
  }
}
