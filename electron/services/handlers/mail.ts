/** The mail account. */
import type { AreaHandlers, HandlerContext } from './types.ts'

export function mailHandlers({ app, desk }: HandlerContext): AreaHandlers<'mail'> {
  return {
    'mail.settings': () => app.session().mail.view(),
    'mail.saveSettings': async (request) => {
      const { mail, changed } = app.session()
      await mail.save(request)
      changed('settings')
    },
    'mail.detect': ({ address }) => app.session().mail.detect(address),
    'mail.test': async () => {
      const { mail, changed } = app.session()
      await mail.test()
      changed('settings')
    },
    'mail.trial': () => app.session().mail.trial(app.preferences.current().locale === 'en' ? 'en' : 'fr'),
    'mail.signIn': async () => {
      const { mail, changed } = app.session()
      try {
        await mail.signIn((address) => desk.openExternal(address))
      } finally {
        changed('settings')
      }
    },
    'mail.cancelSignIn': async () => app.session().mail.cancelSignIn(),
  }
}
