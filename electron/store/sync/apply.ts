/** Applies a plan: rows, external ids, pages and journal. Whoever calls holds the transaction. */
import { TrousseError } from '../../contract/errors.ts'
import type { PersonRecord, SnapshotEntity } from '../../contract/snapshot.ts'
import { type RecordKey, recordKey } from '../../domain/roster-diff.ts'
import { crashPoint } from '../../platform/crash-point.ts'
import type { SqlValue, WriteConnection } from '../connection.ts'
import { bringBackAddresses } from '../matching/differences.ts'
import { ask, findPairs } from '../matching/questions.ts'
import { childFinder } from './matching.ts'
import { writePages } from './pages.ts'
import type { Plan } from './plan.ts'
import { applyRemovals } from './removals.ts'
import { createRowWriter } from './row-writer.ts'
import type { StagedItem, Staging } from './staging.ts'

/** A record comes after those it speaks of. */
const ORDER: readonly SnapshotEntity[] = [
  'school',
  'academicYear',
  'class',
  'person',
  'enrolment',
  'assignment',
  'lesson',
]

type Change = 'added' | 'changed' | 'returned'

interface Step {
  readonly item: StagedItem
  readonly change: Change
}

export function applyPlan(connection: WriteConnection, plan: Plan, at: string): void {
  const { staging } = plan
  const { sourceId, runId } = staging
  const rows = new Map<string, number>()
  for (const [key, known] of plan.known) rows.set(key, known.rowId)
  const findRow = (entity: SnapshotEntity, externalId: string): number | null =>
    rows.get(recordKey(entity, externalId)) ?? null
  const rowOf = (entity: SnapshotEntity, externalId: string): number => {
    const row = findRow(entity, externalId)
    if (row === null) throw new TrousseError('internal', { reason: 'reference without a row' })
    return row
  }
  const pages = writePages(connection, staging)
  const writer = createRowWriter(connection, {
    sourceId,
    sourceKind: kindOf(connection, sourceId),
    at,
    rowOf,
    findRow,
    childrenOf: childFinder(staging),
  })
  const insertId = connection.write<[number, string, string, number, string, SqlValue]>(
    `INSERT INTO external_id (source_id, entity, external_id, row_id, hash, active, page_id)
     VALUES (?, ?, ?, ?, ?, 1, ?)`,
  )
  const updateId = connection.write<[number, string, SqlValue, number, string, string]>(
    `UPDATE external_id SET row_id = ?, hash = ?, active = 1, page_id = ?
     WHERE source_id = ? AND entity = ? AND external_id = ?`,
  )
  const journal = connection.write<[number, string, number, string]>(
    'INSERT OR IGNORE INTO sync_change (run_id, entity, row_id, change) VALUES (?, ?, ?, ?)',
  )

  const steps = groupByEntity(staging, plan)
  const moved: { entity: SnapshotEntity; rowId: number }[] = []
  for (const entity of ORDER) {
    for (const { item, change } of steps.get(entity) ?? []) {
      const { externalId, hash, record } = item
      if (record === null) throw new TrousseError('internal', { reason: 'change without its record' })
      const key = recordKey(entity, externalId)
      const before = rows.get(key)
      const row = before === undefined ? writer.insert(record) : writer.update(before, record)
      rows.set(key, row)
      const page = pages.idOf(item.page)
      if (before === undefined) insertId.run(sourceId, entity, externalId, row, hash, page)
      else updateId.run(row, hash, page, sourceId, entity, externalId)
      if (before !== undefined && before !== row) moved.push({ entity, rowId: before })
      journal.run(runId, entity, row, change)
    }
    if (entity === 'person') {
      writeGuardianships(connection, sourceId, steps.get('person') ?? [], rowOf)
      crashPoint('store.sync.mid-apply')
    }
  }
  pages.followMoves(plan)
  applyRemovals(connection, { staging, plan, at, moved })
  bringBackAddresses(connection)
  ask(connection, findPairs(connection, peopleTouched(steps, findRow)), at)
}

const kindOf = (connection: WriteConnection, sourceId: number): string =>
  connection.read<{ kind: string }, [number]>('SELECT kind FROM source WHERE id = ?').get(sourceId)?.kind ?? ''

/** People who came, changed, or got another class or child: they may be the same as someone else now. */
function peopleTouched(
  steps: ReadonlyMap<SnapshotEntity, readonly Step[]>,
  findRow: (entity: SnapshotEntity, externalId: string) => number | null,
): Set<number> {
  const touched = new Set<number>()
  const add = (externalId: string) => {
    const row = findRow('person', externalId)
    if (row !== null) touched.add(row)
  }
  for (const { item } of steps.get('person') ?? []) {
    add(item.externalId)
    if (item.record?.entity !== 'person') continue
    for (const { guardianExternalId } of item.record.guardianships) add(guardianExternalId)
  }
  for (const { item } of steps.get('enrolment') ?? []) {
    if (item.record?.entity === 'enrolment') add(item.record.personExternalId)
  }
  return touched
}

function groupByEntity({ items }: Staging, { diff }: Plan): Map<SnapshotEntity, Step[]> {
  const groups = new Map<SnapshotEntity, Step[]>(ORDER.map((entity) => [entity, []]))
  const add = (keys: readonly RecordKey[], change: Change) => {
    for (const { entity, externalId } of keys) {
      const item = items.get(recordKey(entity, externalId))
      if (item !== undefined) groups.get(item.entity)?.push({ item, change })
    }
  }
  add(diff.added, 'added')
  add(diff.changed, 'changed')
  add(diff.returned, 'returned')
  // A guardian is matched through their children: those come first.
  groups.get('person')?.sort((a, b) => +isGuardian(a) - +isGuardian(b))
  return groups
}

const isGuardian = ({ item: { record } }: Step): boolean => record?.entity === 'person' && record.role === 'guardian'

/** After all people: a pupil may come before their guardians. */
function writeGuardianships(
  connection: WriteConnection,
  sourceId: number,
  steps: readonly Step[],
  rowOf: (entity: SnapshotEntity, externalId: string) => number,
): void {
  const clear = connection.write<[number, number]>('DELETE FROM guardianship WHERE pupil_id = ? AND source_id = ?')
  const insert = connection.write<[number, number, number, number, string, number, number, number]>(
    // The same guardian twice for a pupil: whatever restricts more holds.
    `INSERT INTO guardianship
       (pupil_id, guardian_id, source_id, level, relationship, authority, court_block, is_primary)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET level = max(level, excluded.level), authority = min(authority, excluded.authority),
       court_block = max(court_block, excluded.court_block), is_primary = max(is_primary, excluded.is_primary)`,
  )
  const write = (pupilId: number, { guardianships }: PersonRecord) => {
    for (const link of guardianships) {
      const { level, relationship, authority, courtBlock, primary } = link
      const guardianId = rowOf('person', link.guardianExternalId)
      insert.run(pupilId, guardianId, sourceId, level, relationship, +authority, +courtBlock, +primary)
    }
  }
  for (const { item, change } of steps) {
    if (item.record?.entity !== 'person') continue
    const pupilId = rowOf('person', item.externalId)
    if (change !== 'added') clear.run(pupilId, sourceId)
    write(pupilId, item.record)
  }
}
