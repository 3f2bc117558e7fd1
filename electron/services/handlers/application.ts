/** The application itself: its phase, the space, the settings. */
import type { Settings } from '../../contract/views.ts'
import { readSettings, writeSettings } from '../settings.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function applicationHandlers({ app, desk }: HandlerContext): AreaHandlers<'app'> & AreaHandlers<'settings'> {
  return {
    'app.state': async () => app.state(),
    'app.createSpace': ({ passphrase }) => app.createOwn(passphrase),
    'app.recoveryCodeKept': async () => app.recoveryCodeKept(),
    'app.renewRecoveryCode': async ({ secret }) => ({ recoveryCode: await app.renewRecoveryCode(secret) }),
    'app.changePassphrase': async ({ secret, passphrase }) => app.changePassphrase(secret, passphrase),
    'app.unlock': async (secret) => app.unlock(secret),
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
      const settings = withChange(await readSettings(space.store, app.preferences.current()), change)
      await writeSettings(space.store, settings)
      changed('settings')
      return settings
    },
  }
}

/** A key that is there with `undefined` would erase what is kept. */
function withChange(
  settings: Settings,
  change: { readonly [K in keyof Settings]?: Settings[K] | undefined },
): Settings {
  return {
    locale: change.locale ?? settings.locale,
    theme: change.theme ?? settings.theme,
    teacherAddress: change.teacherAddress ?? settings.teacherAddress,
    teacherName: change.teacherName ?? settings.teacherName,
    signature: change.signature ?? settings.signature,
    syncEveryHours: change.syncEveryHours ?? settings.syncEveryHours,
    holidayPause: change.holidayPause ?? settings.holidayPause,
    quietHours: change.quietHours ?? settings.quietHours,
    storePortraits: change.storePortraits ?? settings.storePortraits,
  }
}
