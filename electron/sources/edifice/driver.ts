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
  diarySchema,
  groupsSchema,
  mementoSchema,
  notebookSchema,
  notebooksSchema,
  subjectsSchema,
  type UserInfo,
  userInfoSchema,
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

/** The secondary school's homework. Groups it is given to are named by the school's list, and have no members here. */
async function readDiary(
  reader: EdificeReader,
  { structures, classes }: Perimeter,
  days: Days,
): Promise<SnapshotBatch> {
  const known = new Set(classes.map(({ externalId }) => externalId))
  const records: SnapshotBatch['records'][number][] = []
  for (const structure of structures) {
    const path = `/diary/homeworks/own/${days.from}/${days.to}/${encode(structure.id)}`
    const given = await reader.readIfAny(path, diarySchema)
    if (given === null) throw gone(reader, 'diary')
    const subjects = await readSubjects(reader, structure)
    const work = given.map((one) => parseHomework(one, subjects, reader.root)).filter((one) => one !== null)
    const others = new Set(work.map(({ classExternalId }) => classExternalId).filter((id) => !known.has(id)))
    if (others.size > 0) {
      const list = `/viescolaire/classes?idEtablissement=${encode(structure.id)}&classOnly=false`
      for (const { id, name } of (await reader.readIfAny(list, groupsSchema)) ?? []) {
        if (!others.has(id) || known.has(id)) continue
        known.add(id)
        records.push({ entity: 'class', externalId: id, kind: 'group', name: cutText(cleanText(name), 100) })
      }
    }
    records.push(...work.filter(({ classExternalId }) => known.has(classExternalId)))
  }
  return { records }
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

async function readTimetable(
  reader: EdificeReader,
  { user, structures, classes }: Perimeter,
  days: Days,
): Promise<SnapshotBatch> {
  const records: SnapshotBatch['records'][number][] = []
  for (const structure of structures) {
    const span = `${days.from}/${days.to}?teacherId=${encode(user.userId)}`
    const courses = await reader.readIfAny(
      `/directory/timetable/courses/${encode(structure.id)}/${span}`,
      coursesSchema,
    )
    if (courses === null) throw gone(reader, 'timetable')
    const subjects = courses.length === 0 ? new Map<string, string>() : await readSubjects(reader, structure)
    records.push(...courses.map((course) => parseLesson(course, subjects, classes, reader.host)))
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
    const roster = new Roster()
    const { classes, user } = perimeter
    for (const [done, own] of classes.entries()) {
      context.onProgress({ step: 'classes', done, total: classes.length, bytes: reader.bytes() })
      const path = `/directory/class/users/visibles?classId=${encode(own.externalId)}&collectRelative=true`
      yield { records: roster.addClass(own, await reader.read(path, visiblesSchema), user) }
    }
    if (has('memento')) await readMementos(context, reader, roster)
    yield { records: roster.people }

    context.onProgress({ step: 'assignments', done: 0, total: 0, bytes: reader.bytes() })
    if (has('diary')) yield await readDiary(reader, perimeter, days)
    if (has('homeworks')) yield await readNotebooks(reader, perimeter, days)
    context.onProgress({ step: 'lessons', done: 0, total: 0, bytes: reader.bytes() })
    if (has('timetable')) yield await readTimetable(reader, perimeter, days)
  }

  async function fetchAttachment(context: SourceContext, request: AttachmentRequest): Promise<Uint8Array> {
    const url = checkServerAddress(request.url, isLoopback(new URL(root).hostname))
    // The window's session is for its own platform only; elsewhere we are nobody.
    const http = url.origin === new URL(root).origin ? options.http : context.http
    const question = { url: url.href, maxBytes: request.maxBytes, totalMs: FILE_TOTAL_MS }
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
