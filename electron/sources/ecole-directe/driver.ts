/**
 * École Directe as a source, by the service of its own web application. It is not official: it is opened only by a
 * teacher who read the notice, and it goes slowly. The official calendar is the way in that is offered first.
 */
import type { z } from 'zod'
import { TrousseError } from '../../contract/errors.ts'
import type { ClassRecord, PersonRecord, SnapshotBatch } from '../../contract/snapshot.ts'
import type { EcoleDirecteConfig } from '../../contract/views.ts'
import { schoolYearMonths } from '../../domain/school-time.ts'
import { readShape } from '../server-answer.ts'
import type { AttachmentRequest, SourceContext, SourceDriver, SourceProgress } from '../source.ts'
import { isForbiddenHere, OK } from './codes.ts'
import { parseClass, parseEnrolment, parseFamily, parseHour, parsePupil, parseWork } from './parse.ts'
import { familySchema, lessonsSchema, perimeterSchema, pupilsSchema, slotsSchema } from './schemas.ts'
import { type CredentialStore, createSession, type EcoleDirecteAccess, type EcoleDirecteSession } from './session.ts'

export interface EcoleDirecteOptions {
  readonly config: EcoleDirecteConfig
  readonly credentials: CredentialStore
}

/** An empty list is sometimes written as an empty object; nothing at all is not a list. */
const listOf = (data: unknown): unknown =>
  typeof data === 'object' && data !== null && Object.keys(data).length === 0 ? [] : data

function createReading(context: SourceContext, session: EcoleDirecteSession) {
  let bytes = 0

  /** Refused, it is a part that is missing, not an empty one. */
  async function read<T extends z.ZodType>(path: string, schema: T, data: unknown = {}): Promise<z.output<T>> {
    const place = { host: session.host, collection: path.replace(/\d+/g, 'n').slice(0, 60) }
    const reply = await session.call(context, path, data)
    bytes += reply.bytes
    if (isForbiddenHere(reply)) throw new TrousseError('source-incomplete', place)
    if (reply.code !== OK) return session.refuse(reply, context)
    return readShape(schema, schema.def.type === 'array' ? listOf(reply.data) : reply.data, place)
  }
  const progress = (step: SourceProgress['step'], done: number, total: number) =>
    context.onProgress({ step, done, total, bytes })
  return { read, progress }
}
type Reading = ReturnType<typeof createReading>

interface OwnClass {
  readonly record: ClassRecord
  /** Where its pupils are listed. */
  readonly path: string
}

async function readClasses(reading: Reading): Promise<OwnClass[]> {
  const perimeter = await reading.read('/niveauxListe.awp', perimeterSchema)
  const classes = perimeter.etablissements.flatMap(({ niveaux }) =>
    niveaux.flatMap(({ libelle, classes: ofLevel }) =>
      ofLevel.map((one) => ({
        record: parseClass('class', one, libelle),
        path: `/classes/${encodeURIComponent(one.id)}/eleves.awp`,
      })),
    ),
  )
  const groups = [...perimeter.etablissements.flatMap(({ groupes }) => groupes), ...perimeter.groupes].map((one) => ({
    record: parseClass('group', one),
    path: `/groupes/${encodeURIComponent(one.id)}/eleves.awp`,
  }))
  return [...new Map([...classes, ...groups].map((one) => [one.record.externalId, one])).values()]
}

const familyPath = (externalId: string): string =>
  `/eleves/${encodeURIComponent(externalId.replace(/^eleve:/, ''))}/coordonneesfamille.awp`

/** Family details, one call per pupil of the teacher's own classes. */
async function* readFamilies(reading: Reading, pupils: readonly PersonRecord[]): AsyncGenerator<SnapshotBatch> {
  for (const [index, pupil] of pupils.entries()) {
    reading.progress('people', index, pupils.length)
    const family = parseFamily(pupil, await reading.read(familyPath(pupil.externalId), familySchema))
    yield { records: [family.pupil, ...family.guardians] }
  }
}

/** @throws TrousseError `invalid-request` without the teacher's agreement, `address-refused`. */
export function createEcoleDirecteDriver(options: EcoleDirecteOptions): SourceDriver {
  const session = createSession(options)

  async function* fetch(context: SourceContext): AsyncGenerator<SnapshotBatch> {
    context.onProgress({ step: 'connecting', done: 0, total: 0, bytes: 0 })
    const teacherId = await session.teacherId(context)
    const reading = createReading(context, session)
    const classes = await readClasses(reading)
    yield { records: classes.map(({ record }) => record) }

    const pupils = new Map<string, PersonRecord>()
    for (const [index, { record, path }] of classes.entries()) {
      reading.progress('classes', index, classes.length)
      const { eleves } = await reading.read(path, pupilsSchema)
      for (const pupil of eleves) pupils.set(`eleve:${pupil.id}`, parsePupil(pupil))
      yield { records: eleves.map((pupil) => parseEnrolment(record.externalId, pupil)) }
    }
    if (options.config.families) yield* readFamilies(reading, [...pupils.values()])
    else yield { records: [...pupils.values()] }

    const own = new Set(classes.map(({ record }) => record.externalId))
    const months = schoolYearMonths(context.clock.now())
    for (const [index, { from, to }] of months.entries()) {
      reading.progress('assignments', index, months.length)
      const slots = await reading.read(`/cahierdetexte/loadslots/${from}/${to}.awp`, slotsSchema)
      yield { records: slots.map((slot) => parseWork(slot, own, session.root)).filter((work) => work !== null) }
    }
    for (const [index, { from, to }] of months.entries()) {
      reading.progress('lessons', index, months.length)
      const asked = { dateDebut: from, dateFin: to, avecTrous: false }
      const hours = await reading.read(`/P/${encodeURIComponent(teacherId)}/emploidutemps.awp`, lessonsSchema, asked)
      yield { records: hours.map((hour) => parseHour(hour, own, session.host)) }
    }
  }

  async function fetchAttachment(context: SourceContext, request: AttachmentRequest): Promise<Uint8Array> {
    const url = new URL(request.url)
    const page = `${session.root}/telechargement.awp`
    // Our tokens are for this one page of this one server.
    if (`${url.origin}${url.pathname}` !== page) throw new TrousseError('address-refused', { host: url.host })
    const { maxBytes } = request
    return session.download(context, Object.fromEntries(url.searchParams), { maxBytes })
  }

  return { coverage: { kind: 'whole' }, fetch, fetchAttachment }
}

/**
 * After signing in: what this account gives, before the source is stored.
 *
 * @returns how many classes, and whether the school shows this teacher the families' details.
 */
export async function checkEcoleDirecte(
  access: EcoleDirecteAccess,
  context: SourceContext,
): Promise<{ readonly classes: number; readonly families: boolean }> {
  const session = createSession(access)
  await session.teacherId(context)
  const reading = createReading(context, session)
  const classes = await readClasses(reading)
  for (const { path } of classes) {
    const pupil = (await reading.read(path, pupilsSchema)).eleves[0]
    if (pupil === undefined) continue
    const reply = await session.call(context, familyPath(pupil.id))
    return { classes: classes.length, families: reply.code === OK }
  }
  return { classes: classes.length, families: false }
}
