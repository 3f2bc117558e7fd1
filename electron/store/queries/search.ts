import type { SearchHit } from '../../contract/views.ts'
import type { ReadConnection } from '../connection.ts'
import { toSearchQuery, toSearchSteps } from '../fold.ts'
import { groupBy } from '../group-by.ts'
import { divisionOf } from './reach.ts'

/** Ids in `search_index` are kind * 2^40 + row id (migrations/0001-initial.ts). */
const KIND_STEP = 2 ** 40
const KINDS = { pupil: 1, class: 2, guardian: 3, teacher: 4, assignment: 5 } as const
type Kind = keyof typeof KINDS
export const ASSIGNMENT_BASE = KINDS.assignment * KIND_STEP
/** Of a full list, how much the assignments may take from people and classes. */
const ASSIGNMENT_SHARE = 0.3

type FoundRow = Omit<SearchHit, 'kind'>

/**
 * Hits whose every word begins a word of the name or title. Pupils, classes, guardians, teachers, then
 * assignments, the latest first; of people, those who bear a word exactly before those whose family name begins
 * with it, before the rest.
 *
 * In the order of ids and not of FTS5's rank: a rank weighs every match before the first is given, an order of
 * ids stops at the limit, and a relevance drawn from the frequency of names would mean nothing to a teacher.
 */
export function search(connection: ReadConnection, text: string, limit: number): SearchHit[] {
  const query = toSearchQuery(text)
  if (query === null) return []
  const people = new Set<number>()
  const peopleAndClasses = connection.read<{ id: number }, [string, number, number]>(
    'SELECT rowid AS id FROM search_index WHERE search_index MATCH ? AND rowid < ? ORDER BY rowid LIMIT ?',
  )
  for (const step of toSearchSteps(text)) {
    if (people.size >= limit) break
    for (const { id } of peopleAndClasses.all(step, ASSIGNMENT_BASE, limit)) people.add(id)
  }
  const assignments = connection
    .read<{ id: number }, [string, number, number]>(
      'SELECT rowid AS id FROM search_index WHERE search_index MATCH ? AND rowid > ? ORDER BY rowid DESC LIMIT ?',
    )
    .all(query, ASSIGNMENT_BASE, limit)
    .map((row) => row.id)
  const forAssignments = Math.min(
    assignments.length,
    Math.max(limit - people.size, Math.floor(limit * ASSIGNMENT_SHARE)),
  )
  const ids = [...[...people].slice(0, limit - forAssignments), ...assignments.slice(0, forAssignments)]
  const byKind = groupBy(ids, (id) => Math.floor(id / KIND_STEP))
  return (Object.keys(KINDS) as Kind[]).flatMap((kind) => {
    const rows = (byKind.get(KINDS[kind]) ?? []).map((id) => id - KINDS[kind] * KIND_STEP)
    return rows.length === 0 ? [] : describe(connection, kind, rows)
  })
}

const DESCRIBE: Readonly<Record<Kind, string>> = {
  pupil: `SELECT p.id, p.family_name || ' ' || p.given_name AS title,
      coalesce(${divisionOf('p.id')}, '') AS detail, NULL AS parentId
    FROM json_each(?) w JOIN person p ON p.id = w.value ORDER BY w.key`,
  class: `SELECT c.id, c.name AS title, coalesce(c.subject, c.level, '') AS detail, NULL AS parentId
    FROM json_each(?) w JOIN school_class c ON c.id = w.value ORDER BY w.key`,
  guardian: `SELECT p.id, p.family_name || ' ' || p.given_name AS title,
      coalesce((SELECT group_concat(DISTINCT k.given_name || ' ' || k.family_name)
        FROM guardianship g JOIN person k ON k.id = g.pupil_id AND k.active = 1
        WHERE g.guardian_id = p.id), '') AS detail,
      (SELECT min(g.pupil_id) FROM guardianship g JOIN person k ON k.id = g.pupil_id AND k.active = 1
        WHERE g.guardian_id = p.id) AS parentId
    FROM json_each(?) w JOIN person p ON p.id = w.value ORDER BY w.key`,
  teacher: `SELECT p.id, p.family_name || ' ' || p.given_name AS title,
      coalesce((SELECT group_concat(c.name, ', ') FROM enrolment n JOIN school_class c ON c.id = n.class_id
        WHERE n.person_id = p.id AND n.role = 'teacher' AND n.active = 1 AND c.active = 1), '') AS detail,
      NULL AS parentId
    FROM json_each(?) w JOIN person p ON p.id = w.value ORDER BY w.key`,
  assignment: `SELECT a.id, a.title, c.name AS detail, a.class_id AS parentId
    FROM json_each(?) w JOIN assignment a ON a.id = w.value JOIN school_class c ON c.id = a.class_id ORDER BY w.key`,
}

const describe = (connection: ReadConnection, kind: Kind, ids: readonly number[]): SearchHit[] =>
  connection
    .read<FoundRow, [string]>(DESCRIBE[kind])
    .all(JSON.stringify(ids))
    .map((row) => ({ kind, ...row }))
