/** How the window was arranged, kept beside its language and colours. */
import type { AreaHandlers, HandlerContext } from './types.ts'

export function preferencesHandlers({ app }: HandlerContext): AreaHandlers<'preferences'> {
  return {
    'preferences.read': async () => {
      const { tables, notifications, singleKeys } = app.preferences.current()
      return { tables, notifications, singleKeys }
    },
    'preferences.update': async ({ notifications, singleKeys, locale }) => {
      await app.preferences.update({
        ...(notifications === undefined ? {} : { notifications }),
        ...(singleKeys === undefined ? {} : { singleKeys }),
        ...(locale === undefined ? {} : { locale }),
      })
      if (locale !== undefined) app.tellState()
    },
    'preferences.rememberTable': async ({ table, columns }) => {
      const { tables } = app.preferences.current()
      await app.preferences.update({ tables: { ...tables, [table]: columns } })
    },
  }
}
