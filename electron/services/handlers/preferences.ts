/** How the window was arranged, kept beside its language and colours. */
import type { AreaHandlers, HandlerContext } from './types.ts'

export function preferencesHandlers({ app }: HandlerContext): AreaHandlers<'preferences'> {
  return {
    'preferences.read': async () => ({ tables: app.preferences.current().tables }),
    'preferences.rememberTable': async ({ table, columns }) => {
      const { tables } = app.preferences.current()
      await app.preferences.update({ tables: { ...tables, [table]: columns } })
    },
  }
}
