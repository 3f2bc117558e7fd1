/** First and unchanged synchronisation, against raw prepared inserts of the very rows it made. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openConnection, type SqlValue } from '../../electron/store/connection.ts'
import { openDatabase } from '../../electron/store/open-database.ts'
import { storeFiles } from '../../electron/store/open-store.ts'
import { noOsCipher, openVault } from '../../electron/vault/keyring.ts'
import type { BigSchool } from './big-school.ts'
import { type Measure, median, timed } from './measure.ts'

/** The tables a synchronisation fills, parents first. */
const TABLES = [
  'source',
  'sync_run',
  'school',
  'academic_year',
  'school_class',
  'person',
  'guardianship',
  'contact_point',
  'enrolment',
  'assignment',
  'attachment',
  'external_id',
  'sync_change',
  'page_validator',
  'contact_point_source',
]
const REPETITIONS = 3

export async function measureSync(school: BigSchool): Promise<Measure[]> {
  const { bench, sourceId, space } = school
  let applyMs = 0
  const first = await timed(() =>
    bench.sync.sync(sourceId, { onProgress: ({ step }) => (applyMs ||= step === 'writing' ? performance.now() : 0) }),
  )
  if (first.value.outcome !== 'applied') throw new Error(`first synchronisation: ${first.value.outcome}`)
  const apply = performance.now() - applyMs
  const again: number[] = []
  for (let turn = 0; turn < REPETITIONS; turn++) {
    const { ms, value } = await timed(() => bench.sync.sync(sourceId))
    if (value.outcome !== 'unchanged') throw new Error(`second synchronisation: ${value.outcome}`)
    again.push(ms)
  }
  const raw = await rawInserts(space.folder)
  const rows = first.value.counts.added
  return [
    { name: `first synchronisation (${rows} records), fetch included`, value: first.ms, unit: 'ms' },
    { name: 'its apply, one transaction', value: apply, unit: 'ms' },
    { name: 'raw prepared inserts of the same rows', value: raw, unit: 'ms' },
    { name: 'first apply', value: apply / raw, unit: '×', goal: 2, against: 'raw inserts' },
    { name: 'unchanged re-synchronisation', value: median(again), unit: 'ms' },
    {
      name: 'unchanged re-synchronisation',
      value: (100 * median(again)) / first.ms,
      unit: '%',
      goal: 10,
      against: 'the first',
    },
  ]
}

/** Median milliseconds to insert the space's own rows into an empty database of the same schema, key and pragmas. */
async function rawInserts(folder: string): Promise<number> {
  const key = await openVault({ folder, os: noOsCipher })
  const source = openConnection({ path: storeFiles(folder).database, key, mode: 'read-only', mustExist: true })
  const content = TABLES.map((table) => {
    const rows = source.connection.read<Record<string, SqlValue>>(`SELECT * FROM ${table}`).all()
    return { table, columns: Object.keys(rows[0] ?? {}), rows: rows.map((row) => Object.values(row)) }
  }).filter(({ rows }) => rows.length > 0)
  source.close()
  const times: number[] = []
  for (let turn = 0; turn < REPETITIONS; turn++) {
    const target = await mkdtemp(join(tmpdir(), 'trousse-raw-'))
    const database = await openDatabase({ folder: target, key })
    const start = performance.now()
    database.connection.transaction(() => {
      // Checked once at the end, as a careful hand-written import would.
      database.pragma('defer_foreign_keys=1')
      for (const { table, columns, rows } of content) {
        const insert = database.connection.write(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        )
        for (const row of rows) insert.run(...row)
      }
    })
    times.push(performance.now() - start)
    database.close()
    await rm(target, { recursive: true, force: true })
  }
  return median(times)
}
