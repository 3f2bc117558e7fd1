/** Who would leave and join each class, person by person: a source may renumber its enrolments at will. */
import { recordKey } from '../../domain/roster-diff.ts'
import type { ClassMovement } from '../../domain/roster-guard.ts'
import type { ReadConnection } from '../connection.ts'
import { type Changes, readMemberships } from './known.ts'
import type { Staging } from './staging.ts'

/** A row id, or the external id of a person or class not known yet. */
type Member = number | string

/** Pupils' movements in the classes this source filled before. Empty when no enrolment changes. */
export function classMovements(connection: ReadConnection, staging: Staging, plan: Changes): ClassMovement[] {
  const touches = (keys: readonly { entity: string }[]) => keys.some(({ entity }) => entity === 'enrolment')
  const { diff } = plan
  if (!touches(diff.removed) && !touches(diff.changed)) return []

  const removed = new Set(diff.removed.map((key) => recordKey(key.entity, key.externalId)))
  const before = new Map<number, Set<Member>>()
  const after = new Map<Member, Set<Member>>()
  for (const { externalId, classId, personId, role } of readMemberships(connection, staging.sourceId)) {
    if (role !== 'pupil') continue
    const key = recordKey('enrolment', externalId)
    add(before, classId, personId)
    const item = staging.items.get(key)
    // Unchanged page, or outside what the snapshot speaks about: still a member.
    const stays = item === undefined ? !removed.has(key) : item.record === null
    if (stays) add(after, classId, personId)
  }
  const rowOf = (entity: string, externalId: string): Member =>
    plan.known.get(recordKey(entity, externalId))?.rowId ?? externalId
  for (const { record } of staging.items.values()) {
    if (record?.entity !== 'enrolment' || record.role !== 'pupil') continue
    add(after, rowOf('class', record.classExternalId), rowOf('person', record.personExternalId))
  }
  return compare(connection, before, after)
}

function compare(
  connection: ReadConnection,
  before: ReadonlyMap<number, ReadonlySet<Member>>,
  after: ReadonlyMap<Member, ReadonlySet<Member>>,
): ClassMovement[] {
  const name = connection.read<{ name: string }, [number]>('SELECT name FROM school_class WHERE id = ?')
  const movements: ClassMovement[] = []
  for (const [classId, members] of before) {
    const now = after.get(classId) ?? new Set<Member>()
    let leaving = 0
    for (const member of members) if (!now.has(member)) leaving++
    if (leaving === 0) continue
    const joining = now.size - (members.size - leaving)
    movements.push({ className: name.get(classId)?.name ?? '', before: members.size, leaving, joining })
  }
  return movements
}

function add<K>(sets: Map<K, Set<Member>>, key: K, member: Member): void {
  const set = sets.get(key)
  if (set === undefined) sets.set(key, new Set([member]))
  else set.add(member)
}
