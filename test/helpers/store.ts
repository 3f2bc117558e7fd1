/** A store in a temporary folder, in this process or in its workers, and small schools to put in it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  AssignmentRecord,
  ClassRecord,
  EnrolmentRecord,
  LessonRecord,
  PersonRecord,
  SnapshotCoverage,
  SnapshotRecord,
} from '../../electron/contract/snapshot.ts'
import type { StoreClient, SyncPlan } from '../../electron/store/api.ts'
import type { OpenedDatabase } from '../../electron/store/connection.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import { openStore } from '../../electron/store/open-store.ts'
import { createReader } from '../../electron/store/reader.ts'
import type { ReadHandlers, WriteHandlers } from '../../electron/store/rpc.ts'
import { createWriter } from '../../electron/store/writer.ts'

export const KEY = new Uint8Array(32).map((_, index) => index + 1)
export const OTHER_KEY = new Uint8Array(32).map((_, index) => 200 - index)
export const AT = '2026-09-01T08:00:00.000Z'
export const WORKER_URL = new URL('../../electron/store/worker.ts', import.meta.url)

export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-store-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

export const openWorkers = (folder: string, key: Uint8Array = KEY): Promise<StoreClient> =>
  openStore({ folder, key, workerUrl: WORKER_URL })

/** The same code as in the workers, without them: for tests that look inside. */
export interface LocalStore {
  readonly database: OpenedDatabase
  readonly read: ReadHandlers
  readonly write: WriteHandlers
}

export async function openLocal(folder: string, key: Uint8Array = KEY): Promise<LocalStore> {
  const database = await openDatabase({ folder, key })
  return { database, read: createReader(database.connection), write: createWriter(database, { key }) }
}

/** Either form: both answer through `await`. */
export interface AnyStore {
  readonly write: Pick<
    WriteHandlers,
    'createSource' | 'beginSync' | 'stageBatch' | 'planSync' | 'applySync' | 'endSync'
  >
}

export const addSource = async (store: AnyStore, label = 'ENT'): Promise<number> =>
  store.write.createSource({
    kind: 'oneroster',
    label,
    origin: 'ent.example',
    isDemo: false,
    config: { url: 'https://ent.example' },
    createdAt: AT,
  })

export interface SyncResult {
  readonly runId: number
  readonly plan: SyncPlan
}

/** A whole synchronisation: applied when the plan says so, else ended with its verdict. */
export async function synchronise(
  store: AnyStore,
  sourceId: number,
  records: readonly SnapshotRecord[],
  coverage: SnapshotCoverage = { kind: 'whole' },
): Promise<SyncResult> {
  const runId = await store.write.beginSync(sourceId, AT, coverage)
  for (let start = 0; start < records.length; start += 100) {
    await store.write.stageBatch(runId, { records: records.slice(start, start + 100) })
  }
  const plan = await store.write.planSync(runId)
  await finish(store, runId, plan)
  return { runId, plan }
}

export async function finish(store: AnyStore, runId: number, plan: SyncPlan): Promise<void> {
  const { verdict } = plan
  if (verdict.kind === 'apply') await store.write.applySync(runId, AT)
  else await store.write.endSync(runId, AT, verdict.kind, verdict.kind === 'refused' ? verdict.error : null)
}

export const schoolClass = (id: string, more: Partial<ClassRecord> = {}): ClassRecord => ({
  entity: 'class',
  externalId: id,
  kind: 'class',
  name: id,
  ...more,
})
export const person = (id: string, more: Partial<PersonRecord> = {}): PersonRecord => ({
  entity: 'person',
  externalId: id,
  role: 'pupil',
  familyName: `NOM ${id}`,
  givenName: 'Camille',
  contactPoints: [],
  guardianships: [],
  ...more,
})
export const enrolment = (classId: string, personId: string, more: Partial<EnrolmentRecord> = {}): EnrolmentRecord => ({
  entity: 'enrolment',
  externalId: `${classId}-${personId}`,
  classExternalId: classId,
  personExternalId: personId,
  role: 'pupil',
  ...more,
})
export const assignment = (id: string, classId: string, more: Partial<AssignmentRecord> = {}): AssignmentRecord => ({
  entity: 'assignment',
  externalId: id,
  classExternalId: classId,
  title: `Devoir ${id}`,
  descriptionHtml: '<p>À faire</p>',
  attachments: [],
  ...more,
})

/** One class with this many pupils, each with a guardian who has an e-mail, and some assignments. */
export function smallSchool(className = '3eB', pupils = 10, assignments = 4): SnapshotRecord[] {
  const records: SnapshotRecord[] = [
    { entity: 'school', externalId: 'school', name: 'Collège des Trois-Rivières', uai: '0000000X' },
    schoolClass(className),
  ]
  for (let index = 0; index < pupils; index++) {
    const pupil = `${className}-p${index}`
    const guardian = `${className}-g${index}`
    records.push(
      person(guardian, {
        role: 'guardian',
        contactPoints: [{ kind: 'email', value: `${guardian.toLowerCase()}@example.org` }],
      }),
      person(pupil, {
        birthDate: `2012-01-${String((index % 28) + 1).padStart(2, '0')}`,
        guardianships: [
          {
            guardianExternalId: guardian,
            level: 1,
            relationship: 'mother',
            authority: true,
            courtBlock: false,
            primary: true,
          },
        ],
      }),
      enrolment(className, pupil),
    )
  }
  for (let index = 0; index < assignments; index++) {
    records.push(
      assignment(`${className}-a${index}`, className, {
        dueOn: `2026-09-0${(index % 9) + 1}`,
        attachments: [{ externalId: 'file', name: 'énoncé.pdf', url: `https://ent.example/f/${className}/${index}` }],
      }),
    )
  }
  return records
}

/** The code that a rejected promise or a thrown error carries. */
export async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code)
    throw error
  }
  return 'no error'
}

export const countRows = (database: OpenedDatabase, table: string, where = '1'): number =>
  database.connection.read<{ rows: number }>(`SELECT count(*) AS rows FROM ${table} WHERE ${where}`).get()?.rows ?? 0

/** An hour of this day, for the class the source calls so. */
export const lesson = (id: string, startsAt: string, more: Partial<LessonRecord> = {}): LessonRecord => ({
  entity: 'lesson',
  externalId: id,
  startsAt,
  endsAt: new Date(Date.parse(startsAt) + 55 * 60_000).toISOString(),
  label: 'Français',
  classNames: ['3eB'],
  cancelled: false,
  ...more,
})
