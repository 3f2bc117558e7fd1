/** Before a message exists: drafts, templates, documents to join, and who of a class could be reached at all. */
import { draftContentSchema } from '../../contract/views.ts'
import { stockTemplates } from '../../domain/stock-templates.ts'
import { localDay, toInstant } from '../../platform/clock.ts'
import { readClassReach } from '../messages/coverage.ts'
import { keepFiles } from '../messages/files.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function writingHandlers({
  app,
  desk,
}: HandlerContext): AreaHandlers<'drafts'> & AreaHandlers<'templates'> & AreaHandlers<'reach'> {
  const now = () => toInstant(app.machine.clock.now())
  const write = () => app.session().space.store.write
  const throwDraft = async (id: number, at: string | null) => {
    await write().throwDraft(id, at)
    app.session().changed('drafts')
  }
  const throwTemplate = async (id: number, at: string | null) => {
    await write().throwTemplate(id, at)
    app.session().changed('templates')
  }
  return {
    'drafts.list': async () => {
      const rows = await app.session().space.store.read.listDrafts()
      return rows.flatMap(({ content, ...row }) => {
        // A draft that another release wrote otherwise stays where it is, for that release.
        const parsed = draftContentSchema.safeParse(content)
        return parsed.success ? [{ ...row, content: parsed.data }] : []
      })
    },
    'drafts.save': async ({ id, content }) => {
      const saved = await write().saveDraft(id, content, now())
      app.session().changed('drafts')
      return { id: saved }
    },
    'drafts.discard': ({ id }) => throwDraft(id, now()),
    'drafts.restore': ({ id }) => throwDraft(id, null),
    'drafts.attach': async ({ ticket }) => {
      const { blobs } = app.session().space
      return keepFiles(desk.importOf(ticket), blobs)
    },
    'templates.list': async ({ locale }) => [
      ...stockTemplates(locale),
      ...(await app.session().space.store.read.listTemplates()).map((own) => ({ ...own, key: `own-${own.id}` })),
    ],
    'templates.save': async ({ id, template }) => {
      const saved = await write().saveTemplate(id, template, now())
      app.session().changed('templates')
      return { id: saved }
    },
    'templates.discard': ({ id }) => throwTemplate(id, now()),
    'templates.restore': ({ id }) => throwTemplate(id, null),
    'reach.ofClass': ({ classId }) =>
      readClassReach(app.session().space.store, classId, localDay(app.machine.clock.now())),
  }
}
