/** A snapshot on its way in: kept in the writer's memory, checked and hashed, until it is planned and applied. */
import { hash as digest } from 'node:crypto'
import { TrousseError } from '../../contract/errors.ts'
import {
  type SnapshotBatch,
  type SnapshotCoverage,
  type SnapshotRecord,
  snapshotRecordSchema,
} from '../../contract/snapshot.ts'
import { canonicalJson } from '../../domain/record-hash.ts'
import { recordKey } from '../../domain/roster-diff.ts'
import type { ReadConnection } from '../connection.ts'

export interface StagedItem {
  readonly entity: SnapshotRecord['entity']
  readonly externalId: string
  readonly hash: string
  /** Null when its page is unchanged: what is known of it stands. */
  readonly record: SnapshotRecord | null
  readonly page: string | null
}

export interface StagedPage {
  readonly etag: string | null
  readonly unchanged: boolean
}

export interface Staging {
  readonly runId: number
  readonly sourceId: number
  readonly coverage: SnapshotCoverage
  readonly items: Map<string, StagedItem>
  readonly pages: Map<string, StagedPage>
}

export const newStaging = (runId: number, sourceId: number, coverage: SnapshotCoverage): Staging => ({
  runId,
  sourceId,
  coverage,
  items: new Map(),
  pages: new Map(),
})

export const hashRecord = (record: SnapshotRecord): string => digest('sha256', canonicalJson(record), 'hex')

/**
 * Adds a batch. A record seen twice (a server whose pages shift while they are read) counts as last read.
 * Throws `response-unexpected` on a record that does not fit; the batch then adds nothing.
 */
export function stageBatch(connection: ReadConnection, staging: Staging, batch: SnapshotBatch): void {
  const page = batch.page ?? null
  const url = page?.url ?? null
  const records = batch.records.map(checked)
  if (page !== null) staging.pages.set(page.url, { etag: page.etag, unchanged: page.unchanged })
  if (page?.unchanged) restage(connection, staging, page.url)
  for (const record of records) {
    const item = { entity: record.entity, externalId: record.externalId, hash: hashRecord(record), record, page: url }
    staging.items.set(recordKey(record.entity, record.externalId), item)
  }
}

function checked(value: unknown): SnapshotRecord {
  const result = snapshotRecordSchema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  // The path names a field, never its value.
  throw new TrousseError('response-unexpected', { field: issue?.path.join('.') ?? '' })
}

/** The records last read on a page that has not changed since. */
function restage(connection: ReadConnection, staging: Staging, url: string): void {
  const validator = connection
    .read<{ id: number }, [number, string]>('SELECT id FROM page_validator WHERE source_id = ? AND url = ?')
    .get(staging.sourceId, url)
  // Nobody could have asked "changed since?" without it.
  if (validator === undefined) throw new TrousseError('response-unexpected', { field: 'etag' })
  const known = connection
    .read<{ entity: SnapshotRecord['entity']; externalId: string; hash: string }, [number]>(
      'SELECT entity, external_id AS externalId, hash FROM external_id WHERE page_id = ? AND active = 1',
    )
    .iterate(validator.id)
  for (const row of known) {
    const key = recordKey(row.entity, row.externalId)
    // Read afresh on another page in this same run: that is the newer word.
    if (!staging.items.has(key)) staging.items.set(key, { ...row, record: null, page: url })
  }
}

interface StoredSnapshot {
  readonly coverage: SnapshotCoverage
  readonly records: readonly SnapshotRecord[]
  /** Of unchanged pages: entity, external id, hash. */
  readonly known: readonly (readonly [SnapshotRecord['entity'], string, string])[]
}

/** What a held snapshot keeps of the staging. Not its pages: they are asked afresh once it is decided. */
export function toStoredSnapshot(staging: Staging): string {
  const records: SnapshotRecord[] = []
  const known: [SnapshotRecord['entity'], string, string][] = []
  for (const item of staging.items.values()) {
    if (item.record === null) known.push([item.entity, item.externalId, item.hash])
    else records.push(item.record)
  }
  const stored: StoredSnapshot = { coverage: staging.coverage, records, known }
  return JSON.stringify(stored)
}

export function fromStoredSnapshot(text: string, runId: number, sourceId: number): Staging {
  const stored = JSON.parse(text) as StoredSnapshot
  const staging = newStaging(runId, sourceId, stored.coverage)
  for (const [entity, externalId, hash] of stored.known) {
    staging.items.set(recordKey(entity, externalId), { entity, externalId, hash, record: null, page: null })
  }
  for (const record of stored.records) {
    const { entity, externalId } = record
    const item = { entity, externalId, hash: hashRecord(record), record, page: null }
    staging.items.set(recordKey(entity, externalId), item)
  }
  return staging
}
