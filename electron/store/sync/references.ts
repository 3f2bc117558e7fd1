/**
 * Records that speak of people or classes the snapshot does not list. One or two are everyday faults of a source
 * and harm nothing; many mean that a part of the snapshot was lost on the way.
 */
import type { ErrorParams } from '../../contract/errors.ts'
import type { PersonRecord, SnapshotEntity } from '../../contract/snapshot.ts'
import { recordKey } from '../../domain/roster-diff.ts'
import type { ReadConnection } from '../connection.ts'
import { readAssignmentClasses, readMemberships } from './known.ts'
import { hashRecord, type StagedItem, type Staging } from './staging.ts'

/**
 * Places and work that may speak of nobody before the snapshot is called incomplete: two, or 1 % of them when that
 * is more. A server read while someone edits it leaves one or two behind; a page that was lost leaves a hundred, and
 * a class list that was lost leaves everything.
 */
const TOLERATED = 2
const TOLERATED_SHARE = 0.01

export interface ResolvedReferences {
  /** The records that can be applied: the others are left out, or lose the links that lead nowhere. */
  readonly items: ReadonlyMap<string, StagedItem>
  /** Known people and classes that are no longer listed but still spoken of: they have not left. */
  readonly kept: ReadonlySet<string>
  /** Records left out and links cut off. */
  readonly dropped: number
  /** Pages with something left out: to be read again even if they do not change, since what was missing may come. */
  readonly stalePages: ReadonlySet<string>
  /** Which kind of thing is missing and how often, when it is too often; null when it is not. */
  readonly incomplete: ErrorParams | null
}

export function resolveReferences(connection: ReadConnection, staging: Staging): ResolvedReferences {
  const { items, known, coverage, unknownClasses } = staging
  const kept = new Set<string>()
  const stalePages = new Set<string>()
  const changed = new Map<string, StagedItem | null>()
  const missing = new Map<SnapshotEntity, number>()
  let dropped = 0
  let references = 0
  // A file of one class may speak of people that an earlier one brought, and so may a source that says what it lost.
  const speaksOfKnown = coverage.kind === 'classes' || unknownClasses.size > 0
  const count = (entity: SnapshotEntity) => missing.set(entity, (missing.get(entity) ?? 0) + 1)

  /** Whether it leads somewhere. */
  const follow = (entity: SnapshotEntity, externalId: string, counted: boolean): boolean => {
    const key = recordKey(entity, externalId)
    if (items.has(key)) return true
    const isKnown = known.get(key)?.active === true
    if (isKnown) kept.add(key)
    if (counted && !(isKnown && speaksOfKnown)) count(entity)
    return isKnown
  }
  const drop = (key: string, item: StagedItem, instead: StagedItem | null) => {
    changed.set(key, instead)
    if (item.page !== null) stalePages.add(item.page)
  }

  for (const [key, item] of items) {
    const { record } = item
    if (item.entity === 'enrolment' || item.entity === 'assignment') references++
    if (record?.entity === 'enrolment') {
      const toClass = follow('class', record.classExternalId, true)
      const toPerson = follow('person', record.personExternalId, true)
      if (toClass && toPerson) continue
      drop(key, item, null)
      dropped++
    } else if (record?.entity === 'assignment') {
      if (follow('class', record.classExternalId, true)) continue
      drop(key, item, null)
      dropped++
    } else if (record?.entity === 'person' && record.guardianships.length > 0) {
      // A source may name a guardian it does not list: the link is lost, nobody is.
      const links = record.guardianships.filter((link) => follow('person', link.guardianExternalId, false))
      if (links.length === record.guardianships.length) continue
      dropped += record.guardianships.length - links.length
      drop(key, item, withLinks(item, record, links))
    }
  }
  for (const { entity, key, counted } of spokenOfByUnchangedPages(connection, staging)) {
    kept.add(key)
    if (counted) count(entity)
  }
  return { items: replaced(items, changed), kept, dropped, stalePages, incomplete: tooMany(missing, references) }
}

/** Its hash is that of what is applied: once the guardian is listed, the pupil counts as changed. */
function withLinks(item: StagedItem, record: PersonRecord, guardianships: PersonRecord['guardianships']): StagedItem {
  const pruned = { ...record, guardianships }
  return { ...item, record: pruned, hash: hashRecord(pruned) }
}

function replaced(
  items: ReadonlyMap<string, StagedItem>,
  changed: ReadonlyMap<string, StagedItem | null>,
): ReadonlyMap<string, StagedItem> {
  if (changed.size === 0) return items
  const result = new Map(items)
  for (const [key, item] of changed) {
    if (item === null) result.delete(key)
    else result.set(key, item)
  }
  return result
}

function tooMany(missing: ReadonlyMap<SnapshotEntity, number>, references: number): ErrorParams | null {
  const limit = Math.max(TOLERATED, references * TOLERATED_SHARE)
  for (const [entity, times] of missing) if (times > limit) return { entity, missing: times }
  return null
}

interface Spoken {
  readonly entity: SnapshotEntity
  readonly key: string
  readonly counted: boolean
}

/** A page that is unchanged may hold an enrolment in a class that another, changed page no longer lists. */
function spokenOfByUnchangedPages(connection: ReadConnection, { items, known, sourceId }: Staging): Spoken[] {
  const gone = { class: new Map<number, string>(), person: new Map<number, string>() }
  for (const [key, { entity, active, rowId }] of known) {
    if (active && (entity === 'class' || entity === 'person') && !items.has(key)) gone[entity].set(rowId, key)
  }
  if (gone.class.size + gone.person.size === 0) return []
  const found: Spoken[] = []
  const isRestaged = (entity: SnapshotEntity, externalId: string) =>
    items.get(recordKey(entity, externalId))?.record === null
  const add = (entity: 'class' | 'person', rowId: number, counted: boolean) => {
    const key = gone[entity].get(rowId)
    if (key !== undefined) found.push({ entity, key, counted })
  }
  for (const row of readMemberships(connection, sourceId)) {
    if (!isRestaged('enrolment', row.externalId)) continue
    add('class', row.classId, true)
    add('person', row.personId, true)
  }
  for (const row of readAssignmentClasses(connection, sourceId)) {
    if (isRestaged('assignment', row.externalId)) add('class', row.classId, true)
  }
  const links = connection
    .read<{ pupil: string; guardianId: number }, [number]>(
      `SELECT e.external_id AS pupil, g.guardian_id AS guardianId
       FROM guardianship g JOIN external_id e
         ON e.row_id = g.pupil_id AND e.entity = 'person' AND e.source_id = g.source_id
       WHERE g.source_id = ?`,
    )
    .iterate(sourceId)
  for (const link of links) if (isRestaged('person', link.pupil)) add('person', link.guardianId, false)
  return found
}
