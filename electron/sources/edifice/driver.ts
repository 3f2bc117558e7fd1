/**
 * An Edifice platform (NEO, monlycée.net, Paris Classe Numérique…) as a source, through the session that the teacher
 * opened by hand in the isolated window. It reads the teacher's own classes and nothing else, and never writes.
 */
import { TrousseError } from '../../contract/errors.ts'
import type { ClassRecord, SnapshotBatch } from '../../contract/snapshot.ts'
import type { EdificeConfig, EdificeService } from '../../contract/views.ts'
import { type Days, schoolDay, schoolYearDays } from '../../domain/school-time.ts'
import { cleanText, cutText } from '../../domain/text-clean.ts'
import type { HttpClient } from '../../platform/http.ts'
import { checkServerAddress, isLoopback } from '../../platform/server-address.ts'
import { ask, contentType } from '../server-answer.ts'
import type { AttachmentRequest, SourceContext, SourceDriver } from '../source.ts'
import { checkTeacher, Roster } from './people.ts'
import { createReader, type EdificeReader, errorOfSession, platformRoot } from './request.ts'
import {
  accessSchema,
  anyListSchema,
  classesSchema,
  coursesSchema,
  type DiaryHomework,
  diarySchema,
  type EdificeCourse,
  groupMembersSchema,
  groupsSchema,
  mementoSchema,
  notebookSchema,
  notebooksSchema,
  subjectsSchema,
  type UserInfo,
  userInfoSchema,
  type Visible,
  visiblesSchema,
} from './schemas.ts'
import { classOfNotebook, parseHomework, parseLesson, parseNotebook } from './work.ts'

/** One call per pupil: as fast as somebody who clicks quickly, never as fast as a machine can. */
const PAUSE_MS = 150
const PAUSE_SPREAD_MS = 250
const NO_PAGE: ReadonlySet<number> = new Set([404])
const FILE_TOTAL_MS = 600_000

export interface EdificeOptions {
  readonly config: EdificeConfig
  /** Rides the session of the source's own window: its cookies, and no other's. */
  readonly http: HttpClient
}

const encode = encodeURIComponent

interface Structure {
  readonly id: string
  readonly name: string
}
interface Perimeter {
  readonly user: UserInfo
  readonly structures: readonly Structure[]
  readonly classes: readonly ClassRecord[]
}

async function readPerimeter(reader: EdificeReader): Promise<Perimeter> {
  const user = await reader.read('/auth/oauth2/userinfo', userInfoSchema)
  checkTeacher(user, reader.host)
  const { schools } = await reader.read('/directory/myclasses', classesSchema)
  return {
    user,
    // A teacher whom the school attached to no class still has a timetable and homework.
    structures: schools.length > 0 ? schools : user.structures.map((id) => ({ id, name: '' })),
    classes: schools.flatMap(({ classes }) =>
      classes.map(
        ({ id, name }): ClassRecord => ({
          entity: 'class',
          externalId: id,
          kind: 'class',
          name: cutText(cleanText(name), 100),
        }),
      ),
    ),
  }
}

/** What was there when the source was added and is not now: an outage, or a right taken away; never "nothing". */
const gone = (reader: EdificeReader, service: EdificeService) =>
  new TrousseError('source-incomplete', { host: reader.host, collection: service })

async function readSubjects(reader: EdificeReader, { id }: Structure): Promise<Map<string, string>> {
  const subjects = (await reader.readIfAny(`/directory/timetable/subjects/${encode(id)}`, subjectsSchema)) ?? []
  return new Map(subjects.map(({ subjectId, subjectLabel }) => [subjectId, subjectLabel]))
}

/** What the teacher does in one school, as the platform writes it. */
interface Work {
  readonly structure: Structure
  readonly courses: readonly EdificeCourse[]
  readonly homework: readonly DiaryHomework[]
}

async function readWork(
  reader: EdificeReader,
  { user, structures }: Perimeter,
  days: Days,
  has: (service: EdificeService) => boolean,
): Promise<Work[]> {
  const work: Work[] = []
  for (const structure of structures) {
    const school = encode(structure.id)
    const lessons = `/directory/timetable/courses/${school}/${days.from}/${days.to}?teacherId=${encode(user.userId)}`
    const diary = `/diary/homeworks/own/${days.from}/${days.to}/${school}`
    const courses = has('timetable') ? await reader.readIfAny(lessons, coursesSchema) : []
    if (courses === null) throw gone(reader, 'timetable')
    const homework = has('diary') ? await reader.readIfAny(diary, diarySchema) : []
    if (homework === null) throw gone(reader, 'diary')
    work.push({ structure, courses, homework })
  }
  return work
}

/**
 * Groups, and classes to which the school attached somebody else, that are in the teacher's own timetable or homework:
 * no other one of the school's list is looked at further.
 */
async function readOtherClasses(
  reader: EdificeReader,
  { classes }: Perimeter,
  work: readonly Work[],
): Promise<ClassRecord[]> {
  const known = new Set(classes.map(({ externalId }) => externalId))
  const found: ClassRecord[] = []
  for (const { structure, courses, homework } of work) {
    const names = new Set(courses.flatMap((course) => [...course.classes, ...course.groups]))
    const ids = new Set(homework.flatMap(({ audience_id: id }) => id ?? []))
    const list = `/viescolaire/classes?idEtablissement=${encode(structure.id)}&classOnly=false`
    const all = await reader.readIfAny(list, groupsSchema)
    if (all === null) throw gone(reader, 'groups')
    for (const { id, name, type_groupe: type } of all) {
      if (known.has(id) || !(ids.has(id) || names.has(name))) continue
      known.add(id)
      const kind = Number(type ?? 1) === 0 ? 'class' : 'group'
      found.push({ entity: 'class', externalId: id, kind, name: cutText(cleanText(name), 100) })
    }
  }
  return found
}

/** The members of a class as the platform shows them to this teacher; those of a group have no families in that list. */
async function readMembers(reader: EdificeReader, { externalId, kind }: ClassRecord): Promise<readonly Visible[]> {
  if (kind === 'class') {
    const path = `/directory/class/users/visibles?classId=${encode(externalId)}&collectRelative=true`
    return reader.read(path, visiblesSchema)
  }
  const path = `/viescolaire/groupe/enseignement/users/${encode(externalId)}?type=Student`
  const members = await reader.read(path, groupMembersSchema)
  return members.map((member) => ({ ...member, type: 'Student', relativeList: [] }))
}

/** Homework of both kinds of audience, and lessons; what is for a class that could not be named is left out. */
async function* readRecordsOfWork(
  reader: EdificeReader,
  work: readonly Work[],
  classes: readonly ClassRecord[],
): AsyncGenerator<SnapshotBatch> {
  const known = new Set(classes.map(({ externalId }) => externalId))
  for (const { structure, courses, homework } of work) {
    if (courses.length + homework.length === 0) continue
    const subjects = await readSubjects(reader, structure)
    const given = homework.map((one) => parseHomework(one, subjects, reader.root)).filter((one) => one !== null)
    yield {
      records: [
        ...given.filter(({ classExternalId }) => known.has(classExternalId)),
        ...courses.map((course) => parseLesson(course, subjects, classes, reader.host)),
      ],
    }
  }
}

/** The primary school's notebooks, the teacher's own. */
async function readNotebooks(reader: EdificeReader, { user, classes }: Perimeter, days: Days): Promise<SnapshotBatch> {
  const notebooks = await reader.readIfAny('/homeworks/list', notebooksSchema)
  if (notebooks === null) throw gone(reader, 'homeworks')
  const records: SnapshotBatch['records'][number][] = []
  for (const notebook of notebooks) {
    const trashed = notebook.trashed === true || notebook.trashed === 1
    if (trashed || notebook.owner?.userId !== user.userId) continue
    const pages = await reader.read(`/homeworks/get/${encode(notebook._id)}`, notebookSchema)
    const own = classOfNotebook(notebook, classes)
    if (!classes.includes(own)) records.push(own)
    records.push(...parseNotebook(notebook, pages, own.externalId, { ...days, root: reader.root }))
  }
  return { records }
}

/** Family details of the teacher's own pupils, one call each: the platform itself does not limit whom one may ask for. */
async function readMementos(context: SourceContext, reader: EdificeReader, roster: Roster): Promise<void> {
  const access = await reader.readIfAny('/viescolaire/memento/access', accessSchema)
  if (access?.access !== true) throw gone(reader, 'memento')
  const { pupils } = roster
  for (const [done, pupil] of pupils.entries()) {
    context.onProgress({ step: 'people', done, total: pupils.length, bytes: reader.bytes() })
    await context.sleep(PAUSE_MS + context.random() * PAUSE_SPREAD_MS, context.signal)
    const path = `/viescolaire/memento/students/${encode(pupil.externalId)}`
    // A pupil who arrived yesterday has no page yet. One we may not see is another matter: it is not empty.
    const memento = await reader.readIfAny(path, mementoSchema, NO_PAGE)
    if (memento !== null) roster.addMemento(pupil, memento)
  }
}

/** @param options.config checked here; a plain http address outside this computer is `address-refused`. */
export function createEdificeDriver(options: EdificeOptions): SourceDriver {
  const root = platformRoot(options.config.url)
  const has = (service: EdificeService) => options.config.services.includes(service)

  async function* fetch(context: SourceContext): AsyncGenerator<SnapshotBatch> {
    const reader = createReader(context, options.http, root)
    context.onProgress({ step: 'connecting', done: 0, total: 0, bytes: 0 })
    const perimeter = await readPerimeter(reader)
    const days = schoolYearDays(context.clock.now())
    yield {
      records: perimeter.structures
        .filter(({ name }) => name !== '')
        .map(({ id, name }) => ({ entity: 'school', externalId: id, name: cutText(cleanText(name), 200) })),
    }
    context.onProgress({ step: 'classes', done: 0, total: 0, bytes: reader.bytes() })
    const work = await readWork(reader, perimeter, days, has)
    const others = has('groups') ? await readOtherClasses(reader, perimeter, work) : []
    const classes = [...perimeter.classes, ...others]
    const roster = new Roster()
    for (const [done, own] of classes.entries()) {
      context.onProgress({ step: 'classes', done, total: classes.length, bytes: reader.bytes() })
      yield { records: roster.addClass(own, await readMembers(reader, own), perimeter.user) }
    }
    if (has('memento')) await readMementos(context, reader, roster)
    yield { records: roster.people }

    context.onProgress({ step: 'assignments', done: 0, total: 0, bytes: reader.bytes() })
    yield* readRecordsOfWork(reader, work, classes)
    if (has('homeworks')) yield await readNotebooks(reader, { ...perimeter, classes }, days)
  }

  async function fetchAttachment(context: SourceContext, request: AttachmentRequest): Promise<Uint8Array> {
    const url = checkServerAddress(request.url, isLoopback(new URL(root).hostname))
    // The window's session is for its own platform only; elsewhere we are nobody.
    const http = url.origin === new URL(root).origin ? options.http : context.http
    const question = { url: url.href, maxBytes: request.maxBytes, totalMs: FILE_TOTAL_MS, resumable: true }
    const answer = await ask({ ...context, http }, question)
    const pageInstead = /html/i.test(contentType(answer) ?? '') && !/\.x?html?$/i.test(request.name)
    if (answer.response.status !== 200 || pageInstead) throw errorOfSession(answer)
    return answer.response.body
  }

  return { coverage: { kind: 'whole' }, fetch, fetchAttachment }
}

/**
 * Looks at what this platform has for this teacher, before the source is stored.
 *
 * @returns the services to keep in the configuration, and the schools' names, to be shown.
 * @throws TrousseError as the driver does: `session-expired` when nobody is logged in in the window.
 */
export async function checkEdifice(
  given: { readonly url: string; readonly http: HttpClient },
  context: SourceContext,
): Promise<{ readonly services: readonly EdificeService[]; readonly schools: readonly string[] }> {
  const reader = createReader(context, given.http, platformRoot(given.url))
  const { structures } = await readPerimeter(reader)
  const services: EdificeService[] = []
  const memento = await reader.readIfAny('/viescolaire/memento/access', accessSchema)
  if (memento?.access === true) services.push('memento')
  const [first] = structures
  const today = schoolDay(context.clock.now())
  const probes: readonly (readonly [EdificeService, string])[] = [
    ...(first
      ? ([
          ['diary', `/diary/homeworks/own/${today}/${today}/${encode(first.id)}`],
          ['groups', `/viescolaire/classes?idEtablissement=${encode(first.id)}&classOnly=false`],
          ['timetable', `/directory/timetable/courses/${encode(first.id)}/${today}/${today}`],
        ] as const)
      : []),
    ['homeworks', '/homeworks/list'],
  ]
  for (const [service, path] of probes) {
    if ((await reader.readIfAny(path, anyListSchema)) !== null) services.push(service)
  }
  return { services, schools: structures.map(({ name }) => name).filter((name) => name !== '') }
}
