/** One person seen by two sources is one person (design.md §3): finds the row that another source made. */
import type { AssignmentRecord, ClassRecord, PersonRecord, SnapshotRecord } from '../../contract/snapshot.ts'
import { judgeMatch, type PersonIdentity } from '../../domain/person-matching.ts'
import { recordKey } from '../../domain/roster-diff.ts'
import { classKey, foldText } from '../../domain/text-clean.ts'
import type { ReadConnection } from '../connection.ts'
import { foldClassName, foldPersonName } from '../fold.ts'
import type { MergeReason } from '../matching/merge.ts'
import type { Staging } from './staging.ts'

export interface MatchContext {
  readonly sourceId: number
  /** Row of a record of this snapshot or known before; null when there is none. */
  findRow(entity: SnapshotRecord['entity'], externalId: string): number | null
  /** Pupils, by external id, of whom the snapshot names this guardian. */
  childrenOf(guardianExternalId: string): readonly string[]
}

export interface ExistingRow {
  readonly rowId: number
  /** Of a person: what made it certain. */
  readonly how: Exclude<MergeReason, 'teacher'> | null
}

/** Reads the links of a snapshot once, the first time they are asked for. */
export function childFinder({ items }: Staging): MatchContext['childrenOf'] {
  let children: Map<string, string[]> | null = null
  return (guardianExternalId) => {
    if (children === null) {
      children = new Map()
      for (const { record } of items.values()) {
        if (record?.entity !== 'person') continue
        for (const { guardianExternalId: guardian } of record.guardianships) {
          const known = children.get(guardian)
          if (known === undefined) children.set(guardian, [record.externalId])
          else known.push(record.externalId)
        }
      }
    }
    return children.get(guardianExternalId) ?? []
  }
}

/**
 * Looks for a row of the same thing that this source does not know yet, an active one but for a person, who may
 * come back. A person matches when `judgeMatch` leaves no doubt; a class by kind and name, as written or by its key; work by class, title and due
 * date; a school by UAI; a year by its dates. Two candidates are no match: twins and homonyms stay apart.
 */
export function findExistingRow(
  connection: ReadConnection,
  context: MatchContext,
): (record: SnapshotRecord) => ExistingRow | null {
  const { sourceId } = context
  const others = connection
    .read<{ found: number }, [number, number]>(
      `SELECT EXISTS (SELECT 1 FROM external_id WHERE source_id <> ?)
         OR EXISTS (SELECT 1 FROM source WHERE removed_at IS NOT NULL AND id <> ?) AS found`,
    )
    .get(sourceId, sourceId)
  // The first source of a school: nothing to match, and 26,000 look-ups saved.
  if (others?.found !== 1) return () => null

  const schools = connection.read<{ id: number }, [string, number]>(
    `SELECT t.id FROM school t WHERE t.uai = ? AND t.active = 1 AND ${unknownHere('school')} LIMIT 2`,
  )
  const years = connection.read<{ id: number }, [string, string, number]>(
    `SELECT t.id FROM academic_year t
     WHERE t.starts_on = ? AND t.ends_on = ? AND t.active = 1 AND ${unknownHere('academicYear')} LIMIT 2`,
  )
  const matchPerson = personMatcher(connection, context)
  const matchClass = classMatcher(connection, sourceId)
  const matchWork = assignmentMatcher(connection, context)
  const plain = (rowId: number | null): ExistingRow | null => (rowId === null ? null : { rowId, how: null })

  return (record) => {
    switch (record.entity) {
      case 'person':
        return matchPerson(record)
      case 'class':
        return plain(matchClass(record))
      case 'assignment':
        return plain(matchWork(record))
      case 'school':
        return plain(record.uai === undefined ? null : only(schools.all(record.uai, sourceId)))
      case 'academicYear':
        return plain(only(years.all(record.startsOn, record.endsOn, sourceId)))
      case 'enrolment':
      case 'lesson':
        return null
    }
  }
}

const unknownHere = (entity: string): string =>
  `NOT EXISTS (SELECT 1 FROM external_id e WHERE e.row_id = t.id AND e.entity = '${entity}' AND e.source_id = ?)`

const only = (rows: readonly { readonly id: number }[]): number | null =>
  rows.length === 1 ? (rows[0]?.id ?? null) : null

function personMatcher(
  connection: ReadConnection,
  { sourceId, findRow, childrenOf }: MatchContext,
): (record: PersonRecord) => ExistingRow | null {
  // Also whoever left: what the teacher typed and sent is on their row.
  const alike = connection.read<PersonIdentity & { id: number; active: number }, [string, string, string, number]>(
    `SELECT t.id, t.role, t.family_name AS familyName, t.given_name AS givenName, t.birth_date AS birthDate,
       t.active
     FROM person t WHERE t.family_fold = ? AND t.given_fold = ? AND t.role = ? AND t.merged_into IS NULL
       AND ${unknownHere('person')}`,
  )
  const guardians = connection.read<{ id: number }, [string]>(
    `SELECT DISTINCT guardian_id AS id FROM guardianship WHERE pupil_id IN (SELECT value FROM json_each(?))`,
  )
  return (record) => {
    const { familyName, givenName, role, birthDate = null, externalId } = record
    const candidates = alike.all(foldPersonName(familyName), foldPersonName(givenName), role, sourceId)
    if (candidates.length === 0) return null
    const children = role === 'guardian' ? childrenOf(externalId).flatMap((id) => findRow('person', id) ?? []) : []
    const coGuardians = new Set(
      children.length === 0 ? [] : guardians.all(JSON.stringify(children)).map(({ id }) => id),
    )
    const identity = { role, familyName, givenName, birthDate }
    const fitting = candidates.filter(
      (one) => judgeMatch(one, identity, { sameClass: false, sameChild: coGuardians.has(one.id) }) === 'same',
    )
    const present = fitting.filter(({ active }) => active === 1)
    const same = present.length > 0 ? present : fitting
    const rowId = only(same)
    if (rowId === null) return null
    // Nobody else speaks of someone who left: there is nothing to take back.
    if (present.length === 0) return { rowId, how: null }
    return { rowId, how: birthDate !== null && same[0]?.birthDate === birthDate ? 'birth-date' : 'same-child' }
  }
}

function classMatcher(connection: ReadConnection, sourceId: number): (record: ClassRecord) => number | null {
  const classes = connection.read<{ id: number; name: string; fold: string }, [string, number]>(
    `SELECT t.id, t.name, t.name_fold AS fold FROM school_class t
     WHERE t.kind = ? AND t.active = 1 AND ${unknownHere('class')}`,
  )
  return ({ name, kind }) => {
    const candidates = classes.all(kind, sourceId)
    const fold = foldClassName(name)
    const written = candidates.filter((one) => one.fold === fold)
    if (written.length > 0) return only(written)
    const key = classKey(name)
    return key === '' ? null : only(candidates.filter((one) => classKey(one.name) === key))
  }
}

function assignmentMatcher(
  connection: ReadConnection,
  { sourceId, findRow }: MatchContext,
): (record: AssignmentRecord) => number | null {
  const due = connection.read<{ id: number; title: string }, [number, string | null, number]>(
    `SELECT t.id, t.title FROM assignment t
     WHERE t.class_id = ? AND t.due_on IS ? AND t.active = 1 AND t.source_id IS NOT NULL AND ${unknownHere('assignment')}`,
  )
  return ({ classExternalId, title, dueOn = null }) => {
    const classId = findRow('class', classExternalId)
    if (classId === null) return null
    const wanted = foldText(title)
    return only(due.all(classId, dueOn, sourceId).filter((one) => foldText(one.title) === wanted))
  }
}

/** The row of a record, known or found: for a list of what would happen, before anything is written. */
export function rowFinder(connection: ReadConnection, staging: Staging): (record: SnapshotRecord) => number | null {
  const { sourceId, known, items } = staging
  const find = (entity: SnapshotRecord['entity'], externalId: string): number | null => {
    const key = recordKey(entity, externalId)
    const row = known.get(key)
    if (row !== undefined) return row.rowId
    const record = items.get(key)?.record
    // A guardian is found through pupils, a pupil through nobody: this ends.
    return record === undefined || record === null ? null : (match(record)?.rowId ?? null)
  }
  const match = findExistingRow(connection, { sourceId, findRow: find, childrenOf: childFinder(staging) })
  return (record) => find(record.entity, record.externalId)
}
