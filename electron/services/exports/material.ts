/** Everything an export is made from, read once: it crosses to the worker that makes the file. */
import { TrousseError } from '../../contract/errors.ts'
import type { Coverage, Delivery, ExportRequest, LessonView, PupilSheet } from '../../contract/views.ts'
import type { Locale } from '../../domain/written-format.ts'
import { localDay, toInstant } from '../../platform/clock.ts'
import type { PackContent, StoreClient } from '../../store/api.ts'
import type { Machine } from '../machine.ts'
import { readMessageCoverage } from '../messages/coverage.ts'
import { readStoredSettings } from '../settings.ts'
import type { Space } from '../space.ts'

const DAY_MS = 86_400_000
/** Lessons of an export without a period: what is left of a school year at most. */
const LESSON_DAYS = 300

export interface MaterialClass {
  readonly id: number
  readonly name: string
  readonly kind: 'class' | 'group'
  readonly subject: string | null
  readonly schoolName: string | null
  readonly academicYear: string | null
  /** Active, by name. */
  readonly pupils: readonly PupilSheet[]
  readonly assignments: PackContent['assignments']
  readonly lessons: readonly LessonView[]
}

export interface MaterialMessage {
  readonly subject: string
  readonly createdAt: string
  readonly className: string
  readonly coverage: Coverage
  readonly deliveries: readonly Delivery[]
}

export interface ExportMaterial {
  readonly request: ExportRequest
  readonly classes: readonly MaterialClass[]
  readonly message: MaterialMessage | null
  readonly teacherName: string
  readonly signature: string
  /** A UUID of this space, for ids that other programs keep. */
  readonly namespace: string
  readonly locale: Locale
  readonly now: number
  readonly today: string
}

const NAMESPACE_SETTING = 'exportNamespace'

/** Made once, then kept: ids made from it stay the same from one export to the next. */
async function readNamespace(machine: Machine, store: StoreClient): Promise<string> {
  const known = (await store.read.readSettings())[NAMESPACE_SETTING]
  if (typeof known === 'string' && known !== '') return known
  const made = machine.newId()
  await store.write.updateSettings({ [NAMESPACE_SETTING]: made })
  return made
}

const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true })
const byName = (a: PupilSheet, b: PupilSheet): number =>
  collator.compare(a.familyName, b.familyName) || collator.compare(a.givenName, b.givenName) || a.id - b.id

const needsLessons = ({ what }: ExportRequest): boolean =>
  what.kind === 'calendar'
    ? what.lessons
    : (what.kind === 'paper' && what.sheets.includes('attendance')) ||
      (what.kind === 'table' && what.table === 'attendance')

async function readLessons(store: StoreClient, request: ExportRequest, classId: number, now: number) {
  if (!needsLessons(request)) return []
  const from = request.from === null ? now : Date.parse(`${request.from}T00:00:00`)
  const to = request.to === null ? from + LESSON_DAYS * DAY_MS : Date.parse(`${request.to}T00:00:00`) + DAY_MS
  return store.read.listLessons({ classId, from: toInstant(from), to: toInstant(Math.max(from, to)) })
}

async function readMessage(store: StoreClient, id: number): Promise<MaterialMessage> {
  const [message, coverage, deliveries] = await Promise.all([
    store.read.readMessage(id),
    readMessageCoverage(store, id),
    store.read.listDeliveries(id),
  ])
  if (message === null) throw new TrousseError('not-found', { what: 'message' })
  const { subject, createdAt, className } = message
  return { subject, createdAt, className, coverage, deliveries }
}

/** @throws TrousseError `not-found` for a class or a message that is not there */
export async function readMaterial(
  machine: Machine,
  space: Pick<Space, 'store'>,
  request: ExportRequest,
  locale: Locale,
): Promise<ExportMaterial> {
  const { store } = space
  const now = machine.clock.now()
  const known = new Map((await store.read.listClasses()).map((one) => [one.id, one]))
  const classes: MaterialClass[] = []
  for (const id of [...new Set(request.classIds)]) {
    const content = await store.read.readPackContent(id)
    if (content === null) throw new TrousseError('not-found', { what: 'class' })
    classes.push({
      id,
      name: content.className,
      kind: known.get(id)?.kind ?? 'class',
      subject: known.get(id)?.subject ?? null,
      schoolName: content.schoolName,
      academicYear: content.academicYear,
      pupils: content.pupils.filter(({ active }) => active).sort(byName),
      assignments: content.assignments,
      lessons: await readLessons(store, request, id, now),
    })
  }
  const { teacherName, signature } = await readStoredSettings(store)
  return {
    request,
    classes,
    message: request.messageId === null ? null : await readMessage(store, request.messageId),
    teacherName,
    signature,
    namespace: await readNamespace(machine, store),
    locale,
    now,
    today: localDay(now),
  }
}
