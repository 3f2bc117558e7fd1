/** Capture: the isolated window, what is read in it, what is kept. */
import type { AreaHandlers, HandlerContext } from './types.ts'

export function captureHandlers({ app }: HandlerContext): AreaHandlers<'capture'> {
  const captures = () => app.session().captures
  const locale = () => app.preferences.current().locale
  return {
    'capture.state': () => captures().state(),
    'capture.open': async (wanted) => ({ sourceId: await captures().open(wanted, locale()) }),
    'capture.page': ({ sourceId }) => captures().read(sourceId),
    'capture.preview': ({ sourceId, revision, mapping }) => captures().preview(sourceId, revision, mapping),
    'capture.apply': ({ sourceId, mapping }) => captures().apply(sourceId, mapping),
    'capture.discard': async ({ sourceId }) => captures().discard(sourceId),
    'capture.forgetPage': ({ sourceId, pageId }) => captures().forgetPage(sourceId, pageId),
    'capture.round': async ({ sourceId }) => ({ taskId: await captures().round(sourceId, locale()) }),
    'capture.close': async () => captures().close(),
  }
}
