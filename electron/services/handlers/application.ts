/** The application itself: its phase, the space, the settings. */
import { readSettings, writeSettings } from '../settings.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function applicationHandlers({ app, desk }: HandlerContext): AreaHandlers<'app'> & AreaHandlers<'settings'> {
  return {
    'app.state': async () => app.state(),
    'app.createSpace': ({ passphrase }) => app.createOwn(passphrase),
    'app.recoveryCodeKept': async () => app.recoveryCodeKept(),
    'app.unlock': async ({ secret, kind }) => app.unlock({ kind, value: secret }),
    'app.openDemo': async () => app.openDemo(),
    'app.leaveDemo': async () => app.leaveDemo(),
    'app.openExternal': async ({ url }) => desk.openExternal(url),
    'app.showDataFolder': async () => desk.showFolder(app.folder()),
    'app.rescue': async ({ action, backup }) => app.rescue(action, backup),
    'settings.read': async () => readSettings(app.session().space.store, app.preferences.current()),
    'settings.update': async (change) => {
      const { locale, theme } = change
      if (locale || theme) {
        await app.preferences.update({ ...(locale ? { locale } : {}), ...(theme ? { theme } : {}) })
        app.tellState()
      }
      const { space, changed } = app.session()
      const settings = { ...(await readSettings(space.store, app.preferences.current())), ...withoutAbsent(change) }
      await writeSettings(space.store, settings)
      changed('settings')
      return settings
    },
  }
}

/** A key that is there with `undefined` would erase what is kept. */
function withoutAbsent<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never
}
