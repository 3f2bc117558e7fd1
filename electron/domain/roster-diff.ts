/**
 * What changed between what a source said before and what it says now. Pure: records are known by entity
 * and external id, and compared by a hash of their content.
 */
export interface KnownRecord {
  readonly entity: string
  readonly externalId: string
  readonly hash: string
  /** False once a source stopped listing it; it may come back. */
  readonly active: boolean
}

export interface StagedRecord {
  readonly entity: string
  readonly externalId: string
  readonly hash: string
}

export interface RecordKey {
  readonly entity: string
  readonly externalId: string
}

export interface RecordDiff {
  readonly added: readonly RecordKey[]
  readonly changed: readonly RecordKey[]
  /** Inactive before, listed again now; also when its content is the same. */
  readonly returned: readonly RecordKey[]
  /** Active before, no longer listed, and inside what the source's coverage speaks about. */
  readonly removed: readonly RecordKey[]
  readonly unchanged: number
}

/** One string for an entity and its id, for maps and sets. */
export const recordKey = (entity: string, externalId: string): string => `${entity}\n${externalId}`

/**
 * Compares known and staged records.
 *
 * @param mayRemove says whether absence of this record means anything, given the snapshot's coverage.
 */
export function diffRecords(
  known: Iterable<KnownRecord>,
  staged: ReadonlyMap<string, StagedRecord>,
  mayRemove: (record: KnownRecord) => boolean,
): RecordDiff {
  const changed: RecordKey[] = []
  const returned: RecordKey[] = []
  const removed: RecordKey[] = []
  const seen = new Set<string>()
  let unchanged = 0
  for (const before of known) {
    const key = recordKey(before.entity, before.externalId)
    seen.add(key)
    const now = staged.get(key)
    const plain = { entity: before.entity, externalId: before.externalId }
    if (now === undefined) {
      if (before.active && mayRemove(before)) removed.push(plain)
    } else if (!before.active) returned.push(plain)
    else if (now.hash !== before.hash) changed.push(plain)
    else unchanged++
  }
  const added: RecordKey[] = []
  for (const [key, record] of staged) {
    if (!seen.has(key)) added.push({ entity: record.entity, externalId: record.externalId })
  }
  return { added, changed, returned, removed, unchanged }
}
