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
import { type KnownRow, readKnown } from './known.ts'

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
  /** Instant of the run: what "over" and "to come" mean for its lessons. */
  readonly at: string
  /** Classes, by external id, of which the source could not say everything. */
  readonly unknownClasses: ReadonlySet<string>
  readonly items: ReadonlyMap<string, StagedItem>
  readonly pages: ReadonlyMap<string, StagedPage>
  /** What the source said before. Nothing else writes it while the run is open. */
  readonly known: ReadonlyMap<string, KnownRow>
  readonly knownPages: ReadonlyMap<string, readonly string[]>
}

/** While batches come in. */
export interface OpenStaging extends Staging {
  readonly unknownClasses: Set<string>
  readonly items: Map<string, StagedItem>
  readonly pages: Map<string, StagedPage>
}

export const newStaging = (
  connection: ReadConnection,
  run: Pick<Staging, 'runId' | 'sourceId' | 'coverage' | 'at'>,
): OpenStaging => {
  const known = readKnown(connection, run.sourceId)
  return {
    ...run,
    unknownClasses: new Set(),
    items: new Map(),
    pages: new Map(),
    known: known.records,
    knownPages: known.pages,
  }
}

export const hashRecord = (record: SnapshotRecord): string => digest('sha256', canonicalJson(record), 'hex')

/**
 * Adds a batch. A record seen twice (a server whose pages shift while they are read) counts as last read.
 * Throws `response-unexpected` on a record that does not fit; the batch then adds nothing.
 */
export function stageBatch(staging: OpenStaging, batch: SnapshotBatch): void {
  const page = batch.page ?? null
  const items = batch.records.map((record) => toItem(staging.known, record, page?.url ?? null))
  if (page !== null) {
    if (page.unchanged) restage(staging, page.url)
    staging.pages.set(page.url, { etag: page.etag, unchanged: page.unchanged })
  }
  for (const item of items) staging.items.set(recordKey(item.entity, item.externalId), item)
  for (const externalId of batch.unknownClasses ?? []) staging.unknownClasses.add(externalId)
}

/**
 * A record whose content is known to the byte was checked when it came first; checking takes longer than
 * hashing, and on most days nothing has changed.
 */
function toItem(known: ReadonlyMap<string, KnownRow>, value: SnapshotRecord, page: string | null): StagedItem {
  if (known.size > 0 && typeof value === 'object' && value !== null) {
    const { entity, externalId } = value
    const hash = hashRecord(value)
    if (known.get(recordKey(entity, externalId))?.hash === hash)
      return { entity, externalId, hash, record: value, page }
  }
  const record = checked(value)
  return { entity: record.entity, externalId: record.externalId, hash: hashRecord(record), record, page }
}

function checked(value: unknown): SnapshotRecord {
  const result = snapshotRecordSchema.safeParse(value)
  if (result.success) {
    refuseImpossibleTimes(result.data)
    return result.data
  }
  const issue = result.error.issues[0]
  // The path names a field, never its value.
  throw new TrousseError('response-unexpected', { field: issue?.path.join('.') ?? '' })
}

/** The shape lets "32 January" through, and an hour that ends before it begins. */
function refuseImpossibleTimes(record: SnapshotRecord): void {
  if (record.entity !== 'lesson') return
  const start = Date.parse(record.startsAt)
  const end = Date.parse(record.endsAt)
  if (Number.isNaN(start)) throw new TrousseError('response-unexpected', { field: 'startsAt' })
  if (Number.isNaN(end) || end < start) throw new TrousseError('response-unexpected', { field: 'endsAt' })
}

/** The records last read on a page that has not changed since. */
function restage({ items, known, knownPages }: OpenStaging, url: string): void {
  const keys = knownPages.get(url)
  // Nobody could have asked "changed since?" about a page never read.
  if (keys === undefined) throw new TrousseError('response-unexpected', { field: 'etag' })
  for (const key of keys) {
    const row = known.get(key)
    // Read afresh on another page in this same run: that is the newer word.
    if (row === undefined || items.has(key)) continue
    items.set(key, { entity: row.entity, externalId: row.externalId, hash: row.hash, record: null, page: url })
  }
}

interface StoredSnapshot {
  readonly coverage: SnapshotCoverage
  readonly records: readonly SnapshotRecord[]
  /** Absent from what an earlier release kept. */
  readonly unknownClasses?: readonly string[]
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
  const { coverage, unknownClasses } = staging
  const stored: StoredSnapshot = { coverage, unknownClasses: [...unknownClasses], records, known }
  return JSON.stringify(stored)
}

export function fromStoredSnapshot(
  connection: ReadConnection,
  text: string,
  run: Pick<Staging, 'runId' | 'sourceId' | 'at'>,
): Staging {
  const stored = JSON.parse(text) as StoredSnapshot
  const staging = newStaging(connection, { ...run, coverage: stored.coverage })
  for (const externalId of stored.unknownClasses ?? []) staging.unknownClasses.add(externalId)
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
