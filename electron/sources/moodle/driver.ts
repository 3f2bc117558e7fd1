/**
 * A Moodle (Éléa too) as a source, by its official web services: courses and groups as teaching groups, their
 * participants, assignments with their files. Moodle knows no guardian and no timetable.
 */
import { TrousseError } from '../../contract/errors.ts'
import type { PersonRecord, SnapshotBatch, SnapshotRecord } from '../../contract/snapshot.ts'
import type { MoodleConfig } from '../../contract/views.ts'
import { schoolDay, schoolYearDays } from '../../domain/school-time.ts'
import { checkServerAddress, isLoopback } from '../../platform/server-address.ts'
import { ask, type Place, readShape } from '../server-answer.ts'
import type { AttachmentRequest, SourceContext, SourceDriver } from '../source.ts'
import { call, errorOfFault, type MoodleAccess, post, readFile, siteRoot } from './call.ts'
import {
  courseId,
  groupId,
  mergePerson,
  parseAssignment,
  parseClasses,
  parseEnrolments,
  parsePerson,
  roleOf,
} from './parse.ts'
import {
  assignmentsSchema,
  coursesSchema,
  groupsSchema,
  type MoodleCourse,
  type MoodleUser,
  participantsSchema,
  type SiteInfo,
  siteInfoSchema,
} from './schemas.ts'

const COURSES = 'core_enrol_get_users_courses'
const GROUPS = 'core_group_get_course_groups'
const PARTICIPANTS = 'core_enrol_get_enrolled_users'
const ASSIGNMENTS = 'mod_assign_get_assignments'
/** Without these there is nothing to synchronise. */
const NEEDED = [COURSES, PARTICIPANTS] as const
/** Courses whose assignments are asked for at once. */
const COURSES_AT_ONCE = 20
/** A large file over a school's line takes longer than a page. */
const FILE_TOTAL_MS = 600_000

export interface MoodleOptions {
  readonly config: MoodleConfig
  /** Of the web service, made by a password or by the browser. */
  readonly token: string
}

const accessOf = ({ config, token }: MoodleOptions): MoodleAccess => ({ root: siteRoot(config.url), token })

async function readSite(context: SourceContext, access: MoodleAccess): Promise<SiteInfo> {
  const { host } = new URL(access.root)
  const name = 'core_webservice_get_site_info'
  const answer = await call(context, access, name)
  // Refused this, the account may call nothing at all.
  if (answer.kind === 'refused') throw new TrousseError('service-closed-to-apps', { host })
  const site = readShape(siteInfoSchema, answer.value, { host, collection: name })
  const offered = new Set(site.functions.map((entry) => entry.name))
  const missing = NEEDED.find((needed) => !offered.has(needed))
  if (missing !== undefined) throw new TrousseError('service-closed-to-apps', { host, reason: missing })
  return site
}

/** One run: what is asked, and what was received so far. */
function createReading(context: SourceContext, access: MoodleAccess) {
  const { host } = new URL(access.root)
  let bytes = 0

  /** Null when it is refused for this course alone. */
  async function read<T extends Parameters<typeof readShape>[0]>(
    name: string,
    schema: T,
    args: Readonly<Record<string, string>>,
  ) {
    const answer = await call(context, access, name, args)
    if (answer.kind === 'refused') return null
    bytes += answer.bytes
    const place: Place = { host, collection: name }
    return readShape(schema, answer.value, place)
  }

  /** Only those who are still enrolled; an account that may not ask for these is told of everyone. */
  async function participants(course: MoodleCourse): Promise<readonly MoodleUser[] | null> {
    const args = { courseid: String(course.id) }
    const active = { ...args, 'options[0][name]': 'onlyactive', 'options[0][value]': '1' }
    return (
      (await read(PARTICIPANTS, participantsSchema, active)) ?? (await read(PARTICIPANTS, participantsSchema, args))
    )
  }
  return { host, bytes: () => bytes, read, participants }
}
type Reading = ReturnType<typeof createReading>

type ReadCourse =
  | { readonly kind: 'taught'; readonly records: readonly SnapshotRecord[]; readonly people: readonly PersonRecord[] }
  /** The teacher is none of its teachers. */
  | { readonly kind: 'followed' }
  /** It cannot be known this time: of these classes nothing is said. */
  | { readonly kind: 'unknown'; readonly classes: readonly string[] }

/** One course with its groups and members. */
async function readCourse(
  reading: Reading,
  course: MoodleCourse,
  site: SiteInfo,
  withGroups: boolean,
): Promise<ReadCourse> {
  const args = { courseid: String(course.id) }
  const groups = withGroups ? await reading.read(GROUPS, groupsSchema, args) : []
  const unknown: ReadCourse = {
    kind: 'unknown',
    classes: [courseId(course.id), ...(groups ?? []).map(({ id }) => groupId(id))],
  }
  const users = groups === null ? null : await reading.participants(course)
  const self = users?.find(({ id }) => id === site.userid)
  // Roles are not shown to everyone: without one's own, it cannot be told who is a pupil.
  if (groups === null || users === null || self === undefined || self.roles.length === 0) return unknown
  if (roleOf(self) !== 'teacher') return { kind: 'followed' }
  const groupIds = new Set(groups.map(({ id }) => id))
  const people: PersonRecord[] = []
  const enrolments: SnapshotRecord[] = []
  for (const user of users) {
    const role = roleOf(user)
    const person = role === null ? null : parsePerson(user, role)
    if (role === null || person === null) continue
    people.push(person)
    enrolments.push(...parseEnrolments(course, user, role, groupIds))
  }
  return { kind: 'taught', records: [...parseClasses(course, groups), ...enrolments], people }
}

/** The assignments of some courses; a warning, or a course left out, is a course of which nothing is known. */
async function readAssignments(reading: Reading, courses: readonly MoodleCourse[]): Promise<SnapshotBatch> {
  const args = Object.fromEntries(courses.map(({ id }, index) => [`courseids[${index}]`, String(id)]))
  const answer = await reading.read(ASSIGNMENTS, assignmentsSchema, args)
  const asked = new Set(courses.map(({ id }) => id))
  if (answer === null) return { records: [], unknownClasses: [...asked].map(courseId) }
  const given = answer.courses.filter(({ id }) => asked.has(id))
  const unknown = new Set([...asked].filter((id) => !given.some((course) => course.id === id)))
  for (const { item, itemid } of answer.warnings) {
    // It does not say which course: any of them.
    const named = item === 'course' && itemid != null && asked.has(itemid) ? [itemid] : asked
    for (const id of named) unknown.add(id)
  }
  return {
    records: given.flatMap(({ id, assignments }) => assignments.map((one) => parseAssignment(id, one))),
    unknownClasses: [...unknown].map(courseId),
  }
}

/** A course that ended before this school year is over; one without an end goes on. */
const isCurrent = (course: MoodleCourse, now: number): boolean =>
  course.enddate === 0 || schoolDay(course.enddate * 1000) >= schoolYearDays(now).from

/** @param options.config checked here; a plain http address outside this computer is `address-refused`. */
export function createMoodleDriver(options: MoodleOptions): SourceDriver {
  const access = accessOf(options)

  async function* fetch(context: SourceContext): AsyncGenerator<SnapshotBatch> {
    context.onProgress({ step: 'connecting', done: 0, total: 0, bytes: 0 })
    const site = await readSite(context, access)
    const offered = new Set(site.functions.map(({ name }) => name))
    const reading = createReading(context, access)
    const answer = await reading.read(COURSES, coursesSchema, { userid: String(site.userid) })
    if (answer === null) throw errorOfFault({ errorcode: 'accessexception' }, reading.host)
    const courses = answer.filter((course) => isCurrent(course, context.clock.now()))

    const people = new Map<string, PersonRecord>()
    const taught: MoodleCourse[] = []
    for (const [index, course] of courses.entries()) {
      context.onProgress({ step: 'people', done: index, total: courses.length, bytes: reading.bytes() })
      const read = await readCourse(reading, course, site, offered.has(GROUPS))
      if (read.kind === 'unknown') yield { records: [], unknownClasses: read.classes }
      if (read.kind !== 'taught') continue
      taught.push(course)
      for (const person of read.people) {
        people.set(person.externalId, mergePerson(people.get(person.externalId), person))
      }
      yield { records: read.records }
    }
    yield { records: [...people.values()] }

    for (let start = 0; start < taught.length; start += COURSES_AT_ONCE) {
      context.onProgress({ step: 'assignments', done: start, total: taught.length, bytes: reading.bytes() })
      const some = taught.slice(start, start + COURSES_AT_ONCE)
      yield offered.has(ASSIGNMENTS)
        ? await readAssignments(reading, some)
        : { records: [], unknownClasses: some.map(({ id }) => courseId(id)) }
    }
  }

  async function fetchAttachment(context: SourceContext, request: AttachmentRequest): Promise<Uint8Array> {
    const url = checkServerAddress(request.url, isLoopback(new URL(access.root).hostname))
    const limits = { maxBytes: request.maxBytes, totalMs: FILE_TOTAL_MS, resumable: true }
    const own = pluginFile(url, access.root)
    const answer =
      own === null
        ? await ask(context, { url: url.href, headers: { accept: '*/*' }, ...limits })
        : await post(context, own, { token: access.token }, limits)
    return readFile(answer, request.name)
  }

  return { coverage: { kind: 'whole' }, fetch, fetchAttachment }
}

/** The file page of the site itself, in the form that takes a token; null for anything else, which gets none. */
export function pluginFile(url: URL, root: string): string | null {
  const path = `${url.origin}${url.pathname}`
  const rest = /^(?:\/webservice)?\/pluginfile\.php(\/.*)$/.exec(path.startsWith(root) ? path.slice(root.length) : '')
  return rest === null ? null : `${root}/webservice/pluginfile.php${rest[1]}${url.search}`
}

/**
 * Proves that the site and the token are good before anything is stored.
 *
 * @returns how the site calls itself and the teacher, to be shown.
 * @throws TrousseError as the driver does; `service-closed-to-apps` when the site lets no application in.
 */
export async function checkMoodle(
  options: MoodleOptions,
  context: SourceContext,
): Promise<{ readonly siteName: string; readonly userName: string }> {
  const site = await readSite(context, accessOf(options))
  return { siteName: site.sitename, userName: site.fullname }
}
