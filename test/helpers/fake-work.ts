/** Local work, its drafts and portraits of the invented school, for pictures and tests of the window. */

import type { ChannelName } from '../../electron/contract/channel-names.ts'
import type { Request, Response } from '../../electron/contract/channels.ts'
import { TrousseError } from '../../electron/contract/errors.ts'
import type { StalePart } from '../../electron/contract/events.ts'
import type * as v from '../../electron/contract/views.ts'
import { drawPortrait } from '../../electron/services/portraits/drawn-portrait.ts'
import type { FakeSchool } from './fake-school.ts'

type Area = `assignments.${string}` | `workDrafts.${string}` | `portraits.${string}`
type WorkChannel = Exclude<Extract<ChannelName, Area>, 'assignments.list' | 'assignments.read'>
type WorkHandlers = { [C in WorkChannel]: (request: Request<C>) => Response<C> | Promise<Response<C>> }

const notHere = (): never => {
  throw new TrousseError('not-found')
}

export function fakeWork(
  school: FakeSchool,
  empty: boolean,
  at: string,
  changed: (...parts: StalePart[]) => void,
): WorkHandlers {
  const drafts = new Map<string, v.WorkDraft>()
  const open = (content: v.WorkContent, groupId: number | null): v.WorkDraft => {
    const draft = { id: crypto.randomUUID(), groupId, revision: 0, content, files: [], createdAt: at, updatedAt: at }
    drafts.set(draft.id, draft)
    changed('assignments')
    return draft
  }
  const due = ({ from, to, classId }: v.CalendarRequest) =>
    empty
      ? []
      : school.assignments.filter(
          ({ dueOn, classId: own }) =>
            dueOn !== null && dueOn >= from && dueOn <= to && (classId === undefined || classId === own),
        )
  return {
    'assignments.local': () => null,
    'assignments.markCarriedOver': () => changed('assignments'),
    'assignments.remove': () => changed('assignments'),
    'assignments.restore': () => changed('assignments'),
    'assignments.matches': () => [],
    'assignments.decideMatch': () => changed('assignments'),
    'assignments.undoMatch': () => changed('assignments'),
    'assignments.calendar': (request) => {
      const days = new Map<string, v.AssignmentSummary[]>()
      for (const row of due(request)) days.set(row.dueOn ?? '', [...(days.get(row.dueOn ?? '') ?? []), row])
      return [...days]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([day, rows]) => ({ day, total: rows.length, toCarryOver: 0, rows: rows.slice(0, request.perDay) }))
    },
    'assignments.holidays': () => [],
    'assignments.dueChoices': ({ classIds }) =>
      classIds.map((classId) => ({
        classId,
        className: school.classes.find(({ id }) => id === classId)?.name ?? '',
        slots: [],
      })),
    'workDrafts.list': () =>
      [...drafts.values()].map(({ id, groupId, content, updatedAt }) => ({
        id,
        groupId,
        title: content.title,
        classNames: [],
        updatedAt,
      })),
    'workDrafts.read': ({ id }) => drafts.get(id) ?? notHere(),
    'workDrafts.open': ({ groupId, classIds }) =>
      open(
        {
          title: '',
          subject: '',
          descriptionHtml: '',
          targets: classIds.map((classId) => ({ classId, dueOn: null, dueAt: null })),
        },
        groupId,
      ),
    'workDrafts.copy': ({ assignmentId }) => {
      const detail = school.assignments.find(({ id }) => id === assignmentId) ?? notHere()
      const { title, subject, descriptionHtml } = detail
      return open({ title, subject: subject ?? '', descriptionHtml, targets: [] }, null)
    },
    'workDrafts.save': ({ id, revision, content }) => {
      const draft = drafts.get(id) ?? notHere()
      drafts.set(id, { ...draft, revision, content })
      return { kept: true }
    },
    'workDrafts.attach': () => [],
    'workDrafts.addPicture': () => notHere(),
    'workDrafts.picture': () => notHere(),
    'workDrafts.removeFile': () => undefined,
    'workDrafts.discard': ({ id }) => {
      drafts.delete(id)
      changed('assignments')
    },
    'workDrafts.finish': ({ id }) => {
      drafts.delete(id)
      changed('assignments')
      return { groupId: 1, assignmentIds: [1] }
    },
    'portraits.ofClass': ({ classId }) =>
      school.members(classId).map(({ id }) => ({
        pupilId: id,
        mediaType: 'image/svg+xml',
        bytes: new TextEncoder().encode(drawPortrait(id)),
      })),
    'portraits.count': () => ({ count: 0, stored: true }),
    'portraits.chooseFiles': () => null,
    'portraits.chooseFolder': () => null,
    'portraits.recognise': () => ({ guesses: [], others: [], inOrder: [] }),
    'portraits.source': () => notHere(),
    'portraits.keep': () => changed('people'),
    'portraits.remove': () => changed('people'),
  }
}
