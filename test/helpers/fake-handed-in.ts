/** Work handed in and documents left out, invented, for the fake bridge. */
import type { ChannelName } from '../../electron/contract/channel-names.ts'
import type { Request, Response } from '../../electron/contract/channels.ts'
import { DEFAULT_DOCUMENT_LIMITS, type HandedIn } from '../../electron/contract/views.ts'
import type { FakeSchool } from './fake-school.ts'

type Area = Extract<ChannelName, `handedIn.${string}` | `documents.${string}`>
type Answers = { [C in Area]: (request: Request<C>) => Response<C> | Promise<Response<C>> }

export interface FakeHandedInOptions {
  readonly school: FakeSchool
  readonly empty: boolean
  readonly ago: (minutes: number) => string
  readonly changed: () => void
  readonly startTask: (
    kind: 'handed-in' | 'handed-in-export' | 'attachments',
    outcome: Record<string, number | string>,
  ) => { taskId: string }
}

export function fakeHandedIn({ school, empty, ago, changed, startTask }: FakeHandedInOptions): Answers {
  const classOf = (classId: number) => school.classes.find(({ id }) => id === classId)
  const worksOf = (classId: number) => school.assignments.filter((one) => one.classId === classId).slice(0, 4)
  const item = (id: number, pupilId: number, assignmentId: number | null, more: Partial<HandedIn> = {}): HandedIn => ({
    id,
    origin: id % 3 === 0 ? 'mail' : id % 2 === 0 ? 'form' : 'file',
    pupilId,
    assignmentId,
    settled: true,
    name: 'devoir.odt',
    bytes: 184_000,
    isAnswer: false,
    risk: null,
    about: '',
    givenAt: ago(60 * 26),
    collectedAt: ago(60),
    late: id % 7 === 0,
    corrected: id % 5 === 0,
    ...more,
  })
  const itemsOf = (classId: number): HandedIn[] =>
    empty
      ? []
      : worksOf(classId).flatMap((work, column) =>
          school
            .members(classId)
            .filter((_, index) => (index + column) % 3 !== 0)
            .map((pupil, index) => item(1000 * column + index + 1, pupil.id, work.id)),
        )
  const doubt = item(9001, 1, null, {
    pupilId: null,
    settled: false,
    name: 'exposé version finale.docm',
    risk: 'macros',
  })
  return {
    'documents.use': () => ({
      limits: DEFAULT_DOCUMENT_LIMITS,
      files: empty ? 0 : 128,
      bytes: empty ? 0 : 412_000_000,
      leftOut: empty
        ? []
        : school.assignments.slice(0, 2).map(({ id, title, className }, index) => ({
            id: id + 500,
            assignmentId: id,
            name: index === 0 ? 'captation du spectacle.mp4' : 'annexe.pdf',
            title,
            className,
            bytes: index === 0 ? 184_000_000 : null,
            reason: index === 0 ? ('too-large' as const) : ('login' as const),
          })),
    }),
    'documents.setLimits': () => changed(),
    'documents.fetch': () => startTask('attachments', { files: 1, filesFailed: 0 }),
    'handedIn.summary': () => ({
      classes: empty
        ? []
        : school.classes.slice(0, 2).map(({ id, name }) => ({
            classId: id,
            className: name,
            files: itemsOf(id).length,
            pupils: school.members(id).length,
            toCorrect: 3,
            lastAt: ago(60 * id),
          })),
      unsettled: empty ? 0 : 1,
    }),
    'handedIn.class': ({ classId }) => ({
      classId,
      className: classOf(classId)?.name ?? '',
      pupils: school
        .members(classId)
        .map(({ id, familyName, givenName }) => ({ id, familyName, givenName, active: true })),
      assignments: empty
        ? []
        : worksOf(classId).map(({ id, title, subject, dueOn }) => ({ id, classId, title, subject, dueOn })),
      items: itemsOf(classId),
    }),
    'handedIn.questions': () => ({
      questions: empty ? [] : [{ ...doubt, proposedPupils: [], proposedAssignments: [] }],
      pupils: school.classes.slice(0, 1).flatMap(({ id: classId, name }) =>
        school.members(classId).map(({ id, familyName, givenName }) => ({
          id,
          familyName,
          givenName,
          active: true,
          className: name,
          classIds: [classId],
        })),
      ),
      assignments: school.classes.slice(0, 1).flatMap(({ id: classId, name }) =>
        worksOf(classId).map(({ id, title, subject, dueOn }) => ({
          id,
          classId,
          title,
          subject,
          dueOn,
          className: name,
        })),
      ),
    }),
    'handedIn.list': (filter) =>
      empty || !('pupilId' in filter)
        ? []
        : [
            {
              ...item(1, filter.pupilId, null),
              pupilName: '',
              title: 'Exposé',
              className: school.classes[0]?.name ?? '',
            },
          ],
    'handedIn.answer': () => ({ text: 'J’ai fait les exercices 1 à 4. Le 5, je n’y arrive pas.' }),
    'handedIn.chooseFiles': () => ({
      ticket: crypto.randomUUID(),
      files: [{ name: 'ABADIE Adèle - DM 3.rendu.json', bytes: 240_000 }],
    }),
    'handedIn.chooseFolder': () => ({ ticket: crypto.randomUUID(), label: 'CLÉ USB' }),
    'handedIn.collect': () => startTask('handed-in', { files: 6, known: 2, questions: 1, refused: 0, ignored: 3 }),
    'handedIn.fetchReply': () => startTask('handed-in', { files: 1, known: 0, questions: 0, refused: 0, ignored: 0 }),
    'handedIn.refusals': () => [],
    'handedIn.settle': () => changed(),
    'handedIn.mark': () => changed(),
    'handedIn.remove': () => changed(),
    'handedIn.export': () =>
      startTask('handed-in-export', { files: 12, bytes: 2_400_000, missing: 0, name: 'Rendus – 2de 1' }),
  }
}
