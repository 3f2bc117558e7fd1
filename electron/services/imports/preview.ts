/** What a reading would change, row by row, before anything is applied: doubtful and refused rows first. Pure. */
import type { SnapshotRecord } from '../../contract/snapshot.ts'
import type { ImportCounts, ImportPreview, ImportRow } from '../../contract/views.ts'
import { type KnownRecord, recordKey } from '../../domain/roster-diff.ts'
import type { ImportReading, ReadRow } from './reading.ts'

type Verdict = ImportRow['verdict']
const ORDER: Readonly<Record<Verdict, number>> = { refused: 0, doubtful: 1, new: 2, changed: 3, unchanged: 4 }

/** SHA-256 in hex of `canonicalJson(record)`, as the store computes it. */
export type HashRecord = (record: SnapshotRecord) => string

interface Comparison {
  readonly before: ReadonlyMap<string, KnownRecord>
  readonly hashes: ReadonlyMap<string, string>
}

function verdictOf({ problem, keys }: Pick<ReadRow, 'problem' | 'keys'>, { before, hashes }: Comparison): Verdict {
  if (problem !== null) return problem
  const [main = '', ...others] = keys
  if (!before.has(main)) return 'new'
  const same = [main, ...others].every((key) => {
    const known = before.get(key)
    return known?.active === true && known.hash === hashes.get(key)
  })
  return same ? 'unchanged' : 'changed'
}

function totalsOf(records: readonly SnapshotRecord[]): ImportPreview['totals'] {
  const totals = { classes: 0, groups: 0, pupils: 0, guardians: 0, teachers: 0, assignments: 0, lessons: 0 }
  for (const record of records) {
    if (record.entity === 'class') totals[record.kind === 'class' ? 'classes' : 'groups']++
    else if (record.entity === 'person') totals[`${record.role}s`]++
    else if (record.entity === 'assignment') totals.assignments++
    else if (record.entity === 'lesson') totals.lessons++
  }
  return totals
}

/** A calendar names no pupil: its lessons and assignments are what is counted. */
function countOthers(records: readonly SnapshotRecord[], comparison: Comparison, counts: ImportCounts): void {
  for (const { entity, externalId } of records) {
    if (entity !== 'lesson' && entity !== 'assignment') continue
    counts[verdictOf({ problem: null, keys: [recordKey(entity, externalId)] }, comparison)]++
  }
}

/** What the engine would do with the snapshot as a whole. */
export type PlanOutcome = Pick<ImportPreview, 'verdict' | 'refusal' | 'leaving' | 'leavers' | 'joined'>

/**
 * @param known what the source gave before (`ReadStore.knownRecords`); empty for a new source.
 */
export function buildPreview(
  reading: ImportReading,
  known: Iterable<KnownRecord>,
  plan: PlanOutcome,
  hashRecord: HashRecord,
): ImportPreview {
  const comparison: Comparison = {
    before: new Map([...known].map((record) => [recordKey(record.entity, record.externalId), record])),
    hashes: new Map(reading.records.map((record) => [recordKey(record.entity, record.externalId), hashRecord(record)])),
  }
  const rows = reading.rows.map(
    ({ problem, keys, ...row }, index): ImportRow => ({
      ...row,
      reasons: [...row.reasons],
      id: index,
      verdict: verdictOf({ problem, keys }, comparison),
    }),
  )
  const counts: ImportCounts = { new: 0, changed: 0, unchanged: 0, doubtful: 0, refused: 0 }
  for (const row of rows) counts[row.verdict]++
  const totals = totalsOf(reading.records)
  if (totals.pupils === 0) countOthers(reading.records, comparison, counts)
  return {
    kind: reading.kind,
    files: [...reading.files],
    table: reading.table,
    classNeeded: reading.classNeeded,
    totals,
    dropped: [...reading.dropped],
    ignoredLines: [...reading.ignoredLines],
    ignored: { ...reading.ignored },
    counts,
    ...plan,
    rows: rows.sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict] || a.id - b.id),
  }
}
