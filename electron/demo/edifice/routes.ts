/** The addresses a teacher's session may read on the demonstration's Edifice, with the shapes of protocol facts §3. */
import { type DemoAnswer, json } from '../answer.ts'
import type { DemoAssignment, DemoPupil, DemoSchool } from '../model.ts'
import { hourOf, type TeacherView } from '../teacher-view.ts'

const STRUCTURE = 'structure-trois-tilleuls'
const SIMPLE_NOTEBOOK = 'cahier-multimedia'

type Route = (part: readonly string[], query: URLSearchParams, view: TeacherView) => unknown

const missing = () => json(404, { error: 'not.found' })
const unauthorised = () => json(401, { error: 'unauthorized' })

const subjectIdOf = (subject: string) => `matiere-${Buffer.from(subject).toString('hex').slice(0, 12)}`

const withLinks = ({ descriptionHtml, attachments }: DemoAssignment) =>
  `${descriptionHtml}${attachments.map(({ id, file }) => `<p><a href="/workspace/document/${id}">${file.name}</a></p>`).join('')}`

export function createEdificeRoutes(school: DemoSchool) {
  const relative = (view: TeacherView, pupil: DemoPupil) => view.guardiansOf(pupil)

  const visibles = (view: TeacherView, classId: string) => {
    const pupils = view.pupilsOf(classId)
    return [
      { id: view.teacher.id, ...names(view.teacher), type: 'Teacher', relativeList: [] },
      ...pupils.map((pupil) => ({
        id: pupil.id,
        ...names(pupil),
        type: 'Student',
        relativeList: relative(view, pupil).map((guardian) => ({
          relatedId: guardian.id,
          relatedName: `${guardian.familyName} ${guardian.givenName}`,
          relatedType: 'Relative',
        })),
      })),
    ]
  }

  const memento = (view: TeacherView, pupil: DemoPupil) => ({
    id: pupil.id,
    name: `${pupil.familyName} ${pupil.givenName}`,
    birth_date: pupil.birthDate,
    classes: [],
    class_id: [pupil.classId],
    groups: [],
    accommodation: 'never-read',
    transport: 'never-read',
    comment: 'never-read',
    relatives: relative(view, pupil).map((guardian, index) => ({
      id: guardian.id,
      name: `${guardian.familyName} ${guardian.givenName}`,
      title: pupil.guardianships[index]?.relationship === 'mother' ? 'Mme' : 'M.',
      // A text, or a list: both are seen.
      mobile: index % 2 === 0 ? (guardian.mobile ?? '') : guardian.mobile === null ? [] : [guardian.mobile],
      phone: guardian.landline,
      address: 'never-read',
      email: guardian.email,
      activated: true,
      primary: pupil.guardianships[index]?.primary ?? false,
    })),
  })

  /** Of the days asked for. */
  const between = (day: string, [from = '', to = '']: readonly string[]) => day >= from && day <= to

  const diary = (view: TeacherView, days: readonly string[]) =>
    view.assignments
      .filter(({ dueOn }) => between(dueOn, days))
      .map((assignment, index) => ({
        id: 7000 + index,
        subject_id: subjectIdOf(assignment.subject),
        exceptional_label: null,
        teacher_id: view.teacher.id,
        owner_id: view.teacher.id,
        structure_id: STRUCTURE,
        audience_id: assignment.classId,
        description: withLinks(assignment),
        is_published: true,
        publish_date: assignment.assignedOn,
        due_date: assignment.dueOn,
        type: { id: 1, label: assignment.category },
        modified: assignment.assignedOn,
      }))

  const courses = (view: TeacherView, days: readonly string[]) => {
    const named = new Map(school.classes.map((one) => [one.id, one]))
    return view.lessons
      .filter(({ day }) => between(day, days))
      .map(({ id, classId, subject, day, slot }) => {
        const one = named.get(classId)
        return {
          _id: id,
          structureId: STRUCTURE,
          subjectId: subjectIdOf(subject),
          teacherIds: [view.teacher.id],
          classes: one?.kind === 'class' ? [one.name] : [],
          groups: one?.kind === 'group' ? [one.name] : [],
          roomLabels: [slot.room],
          dayOfWeek: slot.weekday,
          startDate: `${day}T${hourOf(slot.start)}:00`,
          endDate: `${day}T${hourOf(slot.end)}:00`,
        }
      })
  }

  const notebook = (view: TeacherView) => ({
    _id: SIMPLE_NOTEBOOK,
    title: `Cahier multimédia ${view.classes.find(({ kind }) => kind === 'class')?.name ?? ''}`,
    trashed: 0,
    owner: { userId: view.teacher.id, displayName: 'never-read' },
    created: { $date: 1_780_000_000_000 },
    modified: { $date: 1_780_000_000_000 },
    entriesModified: { $date: 1_780_000_000_000 },
    shared: [],
  })

  const ROUTES: readonly (readonly [RegExp, Route])[] = [
    [/^\/auth\/oauth2\/userinfo$/, (_, __, view) => userInfo(view)],
    [
      /^\/directory\/myclasses$/,
      (_, __, view) => ({
        schools: [{ id: STRUCTURE, name: school.name, classes: divisions(view).map(({ id, name }) => ({ id, name })) }],
      }),
    ],
    [
      /^\/directory\/class\/users\/visibles$/,
      (_, query, view) => {
        const classId = query.get('classId') ?? ''
        return divisions(view).some(({ id }) => id === classId) ? visibles(view, classId) : unauthorised()
      },
    ],
    [
      /^\/viescolaire\/classes$/,
      () => school.classes.map(({ id, name, kind }) => ({ id, name, type_groupe: kind === 'class' ? 0 : 1 })),
    ],
    [
      /^\/viescolaire\/groupe\/enseignement\/users\/([^/]+)$/,
      ([id = ''], _, view) =>
        view.classes.some((one) => one.id === id)
          ? view.pupilsOf(id).map((pupil) => ({ id: pupil.id, ...names(pupil), login: 'never-read' }))
          : unauthorised(),
    ],
    [/^\/viescolaire\/memento\/access$/, () => ({ access: true })],
    [
      /^\/viescolaire\/memento\/students\/([^/]+)$/,
      ([id = ''], _, view) => {
        const pupil = view.pupil(id)
        return pupil ? memento(view, pupil) : missing()
      },
    ],
    [/^\/diary\/homeworks\/own\/([^/]+)\/([^/]+)\/[^/]+$/, (days, _, view) => diary(view, days)],
    [/^\/homeworks\/list$/, (_, __, view) => [notebook(view)]],
    [
      new RegExp(`^/homeworks/get/${SIMPLE_NOTEBOOK}$`),
      () => ({
        ...{ _id: SIMPLE_NOTEBOOK },
        data: [{ date: school.year.days[20] ?? '', entries: [{ _id: 'e1', title: 'Lecture', value: '<p>Lire.</p>' }] }],
      }),
    ],
    [/^\/directory\/timetable\/courses\/[^/]+\/([^/]+)\/([^/]+)$/, (days, _, view) => courses(view, days)],
    [
      /^\/directory\/timetable\/subjects\/[^/]+$/,
      (_, __, view) =>
        [...new Set(view.lessons.map(({ subject }) => subject))].map((subject) => ({
          subjectId: subjectIdOf(subject),
          subjectCode: subject.slice(0, 4).toUpperCase(),
          subjectLabel: subject,
          teacherId: view.teacher.id,
        })),
    ],
  ]

  return function route(path: string, query: URLSearchParams, view: TeacherView): DemoAnswer {
    const file = /^\/workspace\/document\/([^/]+)$/.exec(path)?.[1]
    if (file !== undefined) {
      const found = school.attachments.get(decodeURIComponent(file))?.file
      return found ? { status: 200, headers: { 'content-type': found.mediaType }, body: found.bytes() } : missing()
    }
    for (const [pattern, answer] of ROUTES) {
      const match = pattern.exec(path)
      if (match === null) continue
      const value = answer(match.slice(1).map(decodeURIComponent), query, view)
      return isAnswer(value) ? value : json(200, value)
    }
    return missing()
  }
}

const isAnswer = (value: unknown): value is DemoAnswer =>
  typeof value === 'object' && value !== null && 'status' in value && 'headers' in value

const names = ({ familyName, givenName }: { readonly familyName: string; readonly givenName: string }) => ({
  displayName: `${givenName} ${familyName}`,
  lastName: familyName,
  firstName: givenName,
})

/** A school attaches its teachers to divisions; groups it keeps elsewhere. */
const divisions = (view: TeacherView) => view.classes.filter(({ kind }) => kind === 'class')

const userInfo = (view: TeacherView) => ({
  userId: view.teacher.id,
  login: 'never-read',
  type: 'ENSEIGNANT',
  structures: [STRUCTURE],
  classes: view.classes.map(({ id }) => id),
  groupsIds: [],
  apps: [{ name: 'Diary' }, { name: 'Homeworks' }, { name: 'Viescolaire' }],
  authorizedActions: [],
})
