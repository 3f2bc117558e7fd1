/** Moodle's courses, groups, participants and assignments to records. Pure. */
import type {
  AssignmentRecord,
  AttachmentRecord,
  ContactPointRecord,
  EnrolmentRecord,
  PersonRecord,
  SnapshotRecord,
} from '../../contract/snapshot.ts'
import { normaliseEmail, phoneContact, splitEmails, uniqueContacts } from '../../domain/contact-normalise.ts'
import { splitFullName } from '../../domain/person-names.ts'
import { schoolDay } from '../../domain/school-time.ts'
import { cleanMultiline, cleanText, cutText } from '../../domain/text-clean.ts'
import type { MoodleAssignment, MoodleCourse, MoodleFile, MoodleGroup, MoodleUser } from './schemas.ts'

/** Short names that Moodle gives its archetypes; those of a school that renamed them are in French. */
const TEACHER_ROLES: ReadonlySet<string> = new Set(['editingteacher', 'teacher', 'enseignant'])
const PUPIL_ROLES: ReadonlySet<string> = new Set(['student', 'eleve', 'élève'])

const line = (text: string, max: number): string => cutText(cleanText(text), max)

export const courseId = (id: number): string => `course:${id}`
export const groupId = (id: number): string => `group:${id}`
const userId = (id: number): string => `user:${id}`

export type CourseRole = 'pupil' | 'teacher'
export function roleOf(user: MoodleUser): CourseRole | null {
  const names = user.roles.map(({ shortname }) => shortname.toLowerCase())
  if (names.some((name) => TEACHER_ROLES.has(name))) return 'teacher'
  return names.some((name) => PUPIL_ROLES.has(name)) ? 'pupil' : null
}

const nameOf = (course: MoodleCourse): string =>
  line(course.fullname, 100) || line(course.displayname, 100) || line(course.shortname, 100) || `Cours ${course.id}`

/** The course and its groups: in Moodle, whoever is taught together. */
export function parseClasses(course: MoodleCourse, groups: readonly MoodleGroup[]): SnapshotRecord[] {
  const name = nameOf(course)
  return [
    { entity: 'class', externalId: courseId(course.id), kind: 'group', name },
    ...groups.map((group): SnapshotRecord => {
      // "Groupe 1" alone would be the same group in every course.
      const own = line(group.name, 60) || String(group.id)
      return {
        entity: 'class',
        externalId: groupId(group.id),
        kind: 'group',
        name: `${cutText(name, 97 - own.length)} – ${own}`,
      }
    }),
  ]
}

function contactsOf(user: MoodleUser): ContactPointRecord[] {
  const emails = splitEmails(user.email)
    .map(normaliseEmail)
    .filter((value) => value !== null)
    .map((value): ContactPointRecord => ({ kind: 'email', value }))
  const phones = [user.phone1, user.phone2].map(phoneContact).filter((point) => point !== null)
  return uniqueContacts([...emails, ...phones])
}

/** What several courses show of one person, taken together: a course may hide an address that another one shows. */
export function mergePerson(known: PersonRecord | undefined, seen: PersonRecord): PersonRecord {
  if (known === undefined) return seen
  return {
    ...known,
    role: known.role === 'teacher' ? 'teacher' : seen.role,
    contactPoints: uniqueContacts([...known.contactPoints, ...seen.contactPoints]).slice(0, 20),
  }
}

/** Null for somebody without a name. */
export function parsePerson(user: MoodleUser, role: CourseRole): PersonRecord | null {
  const split = splitFullName(user.fullname)
  const [familyName, givenName] = [
    line(user.lastname || split.familyName, 120),
    line(user.firstname || (user.lastname === '' ? split.givenName : ''), 120),
  ]
  if (familyName === '' && givenName === '') return null
  return {
    entity: 'person',
    externalId: userId(user.id),
    role,
    familyName,
    givenName,
    contactPoints: contactsOf(user),
    guardianships: [],
  }
}

/** @param groups of the course, by id: a group of elsewhere is left out. */
export function parseEnrolments(
  course: MoodleCourse,
  user: MoodleUser,
  role: CourseRole,
  groups: ReadonlySet<number>,
): EnrolmentRecord[] {
  const enrolment = (classExternalId: string): EnrolmentRecord => ({
    entity: 'enrolment',
    externalId: `${classExternalId}/${userId(user.id)}`,
    classExternalId,
    personExternalId: userId(user.id),
    role,
  })
  return [
    enrolment(courseId(course.id)),
    ...user.groups.filter(({ id }) => groups.has(id)).map(({ id }) => enrolment(groupId(id))),
  ]
}

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\n/g, '<br>')

const isHtml = (format: number | null | undefined): boolean => format === 0 || format === 1 || format == null

const dayOf = (seconds: number): string | undefined => (seconds > 0 ? schoolDay(seconds * 1000) : undefined)
const optional = <K extends string>(key: K, value: string | undefined): { [key in K]?: string } =>
  value === undefined || value === '' ? {} : ({ [key]: value } as { [key in K]: string })

const parseFile = (file: MoodleFile): AttachmentRecord => ({
  // The same path with another date is another file.
  externalId: cutText(`${file.filepath}${file.filename}@${file.timemodified}`, 500),
  name: line(file.filename, 255),
  url: file.fileurl,
  ...optional('mediaType', line(file.mimetype, 127)),
  ...(file.filesize == null ? {} : { bytes: file.filesize }),
})

export function parseAssignment(course: number, assignment: MoodleAssignment): AssignmentRecord {
  // Pictures of the text itself are shown nowhere outside Moodle.
  const documents = assignment.introfiles.filter(({ mimetype }) => !mimetype.startsWith('image/'))
  const intro = isHtml(assignment.introformat) ? assignment.intro : escapeHtml(assignment.intro)
  return {
    entity: 'assignment',
    externalId: `assign:${assignment.id}`,
    classExternalId: courseId(course),
    title: line(assignment.name, 300),
    descriptionHtml: cutText(cleanMultiline(intro), 100_000),
    ...optional('assignedOn', dayOf(assignment.allowsubmissionsfromdate)),
    ...optional('dueOn', dayOf(assignment.duedate)),
    attachments: [...assignment.introattachments, ...documents].slice(0, 50).map(parseFile),
  }
}
