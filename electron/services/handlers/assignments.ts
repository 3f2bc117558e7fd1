/** Work to do: what sources give, what the teacher writes here, what is due when. */
import { TrousseError } from '../../contract/errors.ts'
import { proposeWorkMatches } from '../../domain/local-work-match.ts'
import { cleanHtml } from '../../platform/clean-html.ts'
import { toInstant } from '../../platform/clock.ts'
import { assignmentImages } from '../assignment-images.ts'
import * as drafts from '../work/drafts.ts'
import { dueChoices, readHolidays } from '../work/due-choices.ts'
import type { AreaHandlers, HandlerContext } from './types.ts'

export function assignmentHandlers({
  app,
  desk,
}: HandlerContext): AreaHandlers<'assignments'> & AreaHandlers<'workDrafts'> {
  const { machine } = app
  const store = () => app.session().space.store
  const now = () => toInstant(machine.clock.now())
  const changed = () => app.session().changed('assignments')
  return {
    'assignments.list': (filter) => store().read.listAssignments(filter),
    'assignments.read': async ({ id }) => {
      const detail = await store().read.readAssignment(id)
      if (detail === null) throw new TrousseError('not-found', { what: 'assignment' })
      const image = await assignmentImages(app.session().space, [id])
      return { ...detail, descriptionHtml: cleanHtml(detail.descriptionHtml, image) }
    },
    'assignments.local': async ({ id }) => {
      const work = await store().read.readLocalWork(id)
      return work && { ...work, descriptionHtml: cleanHtml(work.descriptionHtml) }
    },
    'assignments.markCarriedOver': async ({ ids, carriedOver }) => {
      await store().write.markCarriedOver(ids, carriedOver ? now() : null)
      changed()
    },
    'assignments.remove': async ({ ids }) => {
      if ((await store().write.removeLocalWork(ids, now())) === 0) throw new TrousseError('not-found')
      changed()
    },
    'assignments.restore': async ({ ids }) => {
      await store().write.restoreLocalWork(ids)
      changed()
    },
    'assignments.matches': async () => proposeWorkMatches(await store().read.workMatchCandidates()),
    'assignments.decideMatch': async ({ localId, otherId, same }) => {
      await (same
        ? store().write.matchLocalWork(localId, otherId, now())
        : store().write.keepWorkApart(localId, otherId))
      changed()
    },
    'assignments.undoMatch': async ({ localId }) => {
      await store().write.unmatchLocalWork(localId)
      changed()
    },
    'assignments.calendar': (request) => store().read.readCalendar(request),
    'assignments.holidays': (period) => readHolidays(app.session().space, period),
    'assignments.dueChoices': ({ classIds }) => dueChoices(machine, app.session().space, classIds),

    'workDrafts.list': () => store().read.listWorkDrafts(),
    'workDrafts.read': ({ id }) => drafts.readDraft(store(), id),
    'workDrafts.open': async (request) => {
      const draft = await drafts.openDraft(machine, app.session().space, request)
      changed()
      return draft
    },
    'workDrafts.copy': async ({ assignmentId }) => {
      const draft = await drafts.copyToDraft(machine, app.session().space, assignmentId)
      changed()
      return draft
    },
    // Nothing is told: the window that typed it knows, and asking again at each key would be for nothing.
    'workDrafts.save': async ({ id, revision, content }) => ({
      kept: await store().write.saveWorkDraft(id, revision, content, now()),
    }),
    'workDrafts.attach': ({ id, ticket, only }) => {
      const inputs = desk.importOf(ticket).filter((_, index) => only === null || only.includes(index))
      return drafts.attachFiles(app.session().space, id, inputs)
    },
    'workDrafts.addPicture': ({ id, name, bytes }) => drafts.attachPicture(app.session().space, id, { name, bytes }),
    'workDrafts.picture': ({ id, sha256 }) => drafts.readDraftPicture(app.session().space, id, sha256),
    'workDrafts.removeFile': ({ fileId }) => drafts.removeFile(app.session().space, fileId),
    'workDrafts.discard': async ({ id }) => {
      await drafts.discardDraft(app.session().space, id)
      changed()
    },
    'workDrafts.finish': async ({ id }) => {
      const published = await drafts.finishDraft(machine, app.session().space, id)
      changed()
      return published
    },
  }
}
