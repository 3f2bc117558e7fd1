/** The documents of assignments: their limits, what was left out, and fetching it all the same. */
import { isServerKind } from '../../contract/views.ts'
import { readDocumentLimits, writeDocumentLimits } from '../settings.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function documentHandlers({ app }: HandlerContext): AreaHandlers<'documents'> {
  return {
    'documents.use': async () => {
      const { store } = app.session().space
      const [limits, use, leftOut] = await Promise.all([
        readDocumentLimits(store),
        store.read.documentUse(),
        store.read.listLeftOut(),
      ])
      return { limits, ...use, leftOut }
    },
    'documents.setLimits': async (limits) => {
      const { space, changed } = app.session()
      await writeDocumentLimits(space.store, limits)
      changed('settings', 'assignments')
    },
    'documents.fetch': async ({ ids }) => {
      const session = app.session()
      const { store } = session.space
      await store.write.wantDocuments(ids)
      const wanted = new Set(await store.read.sourcesOfDocuments(ids))
      // A captured page has no server to ask: its documents come at the next capture, as they are wanted now.
      const sources = (await store.read.listSources()).filter(({ id, kind }) => wanted.has(id) && isServerKind(kind))
      const taskId = session.tasks.start('attachments', '', async ({ signal, progress }) => {
        const total = { files: 0, filesFailed: 0 }
        try {
          for (const { id: sourceId } of sources) {
            const counts = await session.sync.fetchAttachments(sourceId, { signal, onProgress: progress })
            total.files += counts.fetched
            total.filesFailed += counts.failed
          }
          return total
        } finally {
          session.changed('assignments')
        }
      })
      return { taskId }
    },
  }
}
