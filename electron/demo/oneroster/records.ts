/**
 * The school as OneRoster 1.2 objects (1EdTech rostering and gradebook services, information model).
 * What the standard has no place for, and Trousse needs, is under `metadata`: birth date, who a guardian is
 * to a pupil, the subject and the files of an assignment.
 */
import type {
  DemoAssignment,
  DemoClass,
  DemoGuardian,
  DemoPerson,
  DemoPupil,
  DemoSchool,
  DemoTeacher,
} from '../model.ts'

export type OneRosterObject = Readonly<Record<string, unknown>> & { readonly sourcedId: string }

export interface Records {
  readonly orgs: readonly OneRosterObject[]
  readonly academicSessions: readonly OneRosterObject[]
  readonly courses: readonly OneRosterObject[]
  readonly classes: readonly OneRosterObject[]
  readonly users: readonly OneRosterObject[]
  readonly enrollments: readonly OneRosterObject[]
  readonly categories: readonly OneRosterObject[]
  readonly lineItems: readonly OneRosterObject[]
}

/** `half`: every second pupil is missing, with the guardians that only they had and their enrolments. */
export type RosterView = 'whole' | 'half' | 'empty'

const SCHOOL_ID = 'org-trois-tilleuls'
const CATEGORIES = ['Exercices', 'Devoir maison', 'Leçon', 'Lecture', 'Évaluation', 'Projet'] as const

const slug = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
const courseId = (level: string, subject: string) => `cours-${slug(level)}-${slug(subject)}`
const categoryId = (name: string) => `categorie-${slug(name)}`

/** Leaves out what is not known: OneRoster has optional fields, not empty ones. */
const known = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined))

export function buildRecords(school: DemoSchool, view: RosterView, origin: string): Records {
  const schoolYear = String(school.year.firstYear + 1)
  const yearId = `annee-${school.year.title}`
  const modified = `${school.year.startsOn}T06:00:00.000Z`
  const base = (sourcedId: string, dateLastModified = modified) => ({ sourcedId, status: 'active', dateLastModified })
  const ref = (type: string, sourcedId: string) => ({
    href: `${origin}/ims/oneroster/rostering/v1p2/${type === 'academicSession' ? 'academicSessions' : type === 'class' ? 'classes' : `${type}s`}/${encodeURIComponent(sourcedId)}`,
    sourcedId,
    type,
  })
  const schoolRef = ref('org', SCHOOL_ID)

  const pupils = view === 'empty' ? [] : school.pupils.filter((_, index) => view === 'whole' || index % 2 === 0)
  const teachers = view === 'empty' ? [] : school.teachers
  const linked = new Set(pupils.flatMap((pupil) => pupil.guardianships.map((entry) => entry.guardianExternalId)))
  const guardians = school.guardians.filter(({ id }) => linked.has(id))
  const present = new Set([...pupils, ...teachers].map(({ id }) => id))
  const classNames = new Map(school.classes.map((one) => [one.id, one]))

  const user = (person: DemoPerson, role: string, more: Readonly<Record<string, unknown>>): OneRosterObject => ({
    ...base(person.id),
    enabledUser: 'true',
    username: person.id,
    userIds: [],
    givenName: person.givenName,
    familyName: person.familyName,
    roles: [{ roleType: 'primary', role, org: schoolRef }],
    primaryOrg: schoolRef,
    ...known({ email: person.email, sms: person.mobile, phone: person.landline }),
    ...more,
  })
  const pupilUser = (pupil: DemoPupil) =>
    user(pupil, 'student', {
      grades: [classNames.get(pupil.classId)?.level ?? pupil.level],
      agents: pupil.guardianships.map((entry) => ref('user', entry.guardianExternalId)),
      metadata: {
        birthDate: pupil.birthDate,
        guardianships: pupil.guardianships.map(({ guardianExternalId, ...rest }) => ({
          sourcedId: guardianExternalId,
          ...rest,
        })),
      },
    })
  const parents = new Set(
    pupils.flatMap(({ guardianships }) =>
      guardianships
        .filter(({ relationship }) => relationship === 'mother' || relationship === 'father')
        .map((entry) => entry.guardianExternalId),
    ),
  )
  const guardianUser = (guardian: DemoGuardian) =>
    user(guardian, parents.has(guardian.id) ? 'parent' : 'guardian', { agents: [] })
  const teacherUser = (teacher: DemoTeacher) => user(teacher, 'teacher', { agents: [] })

  const classObject = (one: DemoClass): OneRosterObject => {
    const subjects = one.subject === null ? [] : [one.subject]
    return {
      ...base(one.id),
      title: one.name,
      classCode: one.name.replace(/\s+/g, ''),
      classType: one.kind === 'class' ? 'homeroom' : 'scheduled',
      location: one.room,
      grades: [one.level],
      subjects,
      subjectCodes: [],
      periods: [],
      course: ref('course', courseId(one.level, one.subject ?? 'Division')),
      school: schoolRef,
      terms: [ref('academicSession', yearId)],
    }
  }
  const enrollment = (
    one: DemoClass,
    personId: string,
    role: 'student' | 'teacher',
    primary: boolean,
  ): OneRosterObject => ({
    ...base(`inscription-${one.id}-${personId}`),
    user: ref('user', personId),
    class: ref('class', one.id),
    school: schoolRef,
    role,
    primary: String(primary),
    beginDate: school.year.startsOn,
    endDate: school.year.endsOn,
  })
  const lineItem = (assignment: DemoAssignment): OneRosterObject => ({
    ...base(assignment.id, `${assignment.assignedOn}T16:00:00.000Z`),
    title: assignment.title,
    description: assignment.descriptionHtml,
    assignDate: `${assignment.assignedOn}T16:00:00.000Z`,
    dueDate: `${assignment.dueOn}T07:00:00.000Z`,
    class: ref('class', assignment.classId),
    school: schoolRef,
    category: { sourcedId: categoryId(assignment.category), type: 'category' },
    academicSession: ref('academicSession', yearId),
    resultValueMin: 0,
    resultValueMax: 20,
    metadata: {
      subject: assignment.subject,
      attachments: assignment.attachments.map(({ id, file }) => ({
        id,
        name: file.name,
        url: `${origin}/files/${id}`,
        mediaType: file.mediaType,
        size: file.bytes().byteLength,
      })),
    },
  })
  const courses = new Map(school.classes.map((one) => [courseId(one.level, one.subject ?? 'Division'), one] as const))
  return {
    orgs: [
      {
        ...base(SCHOOL_ID),
        name: school.name,
        type: 'school',
        identifier: school.uai,
        children: [],
      },
    ],
    academicSessions: [
      {
        ...base(yearId),
        title: school.year.title,
        type: 'schoolYear',
        startDate: school.year.startsOn,
        endDate: school.year.endsOn,
        schoolYear,
        children: [],
      },
    ],
    courses: [...courses].map(([id, one]) => ({
      ...base(id),
      title: `${one.subject ?? 'Division'} – ${one.level}`,
      courseCode: id,
      grades: [one.level],
      subjects: one.subject === null ? [] : [one.subject],
      org: schoolRef,
      schoolYear: ref('academicSession', yearId),
    })),
    classes: school.classes.map(classObject),
    users: [...teachers.map(teacherUser), ...pupils.map(pupilUser), ...guardians.map(guardianUser)],
    enrollments: school.classes.flatMap((one) => [
      ...one.teacherIds.filter((id) => present.has(id)).map((id, index) => enrollment(one, id, 'teacher', index === 0)),
      ...one.pupilIds.filter((id) => present.has(id)).map((id) => enrollment(one, id, 'student', false)),
    ]),
    categories: CATEGORIES.map((title) => ({ ...base(categoryId(title)), title })),
    lineItems: school.assignments.map(lineItem),
  }
}
