/** Questions about who is the same, and the matches that can be taken back. */
import type { MatchClue, MatchQuestion, MergeView, Page, PersonSide } from '../../contract/views.ts'
import { compareNames, type PersonIdentity } from '../../domain/person-matching.ts'
import type { ReadConnection } from '../connection.ts'
import { divisionOf } from './reach.ts'

/** Both still there, and no source has come to list both: that answers the question. */
const OPEN_PAIRS = `
  FROM person_pair q
    JOIN person a ON a.id = q.first_id AND a.active = 1
    JOIN person b ON b.id = q.second_id AND b.active = 1
  WHERE q.state = 'open' AND NOT EXISTS (
    SELECT 1 FROM external_id x JOIN external_id y ON y.source_id = x.source_id
    WHERE x.entity = 'person' AND x.active = 1 AND x.row_id = a.id
      AND y.entity = 'person' AND y.active = 1 AND y.row_id = b.id)`

interface PairRow {
  readonly id: number
  readonly firstId: number
  readonly secondId: number
  readonly sameClass: number
  readonly sameChild: number
}
type Side = PersonSide & Pick<PersonIdentity, 'role'>

export const countQuestions = (connection: ReadConnection): number =>
  connection.read<{ total: number }>(`SELECT count(*) AS total ${OPEN_PAIRS}`).get()?.total ?? 0

/** By name. */
export function listQuestions(connection: ReadConnection, limit: number): Page<MatchQuestion> {
  const rows = connection
    .read<PairRow, [number]>(
      `SELECT q.id, q.first_id AS firstId, q.second_id AS secondId,
         EXISTS (SELECT 1 FROM enrolment m JOIN enrolment n ON n.class_id = m.class_id AND n.active = 1
           WHERE m.person_id = a.id AND n.person_id = b.id AND m.active = 1) AS sameClass,
         EXISTS (SELECT 1 FROM guardianship m JOIN guardianship n ON n.pupil_id = m.pupil_id
           WHERE m.guardian_id = a.id AND n.guardian_id = b.id) AS sameChild
       ${OPEN_PAIRS} ORDER BY a.role DESC, a.family_fold, a.given_fold, q.id LIMIT ?`,
    )
    .all(limit)
  const total = countQuestions(connection)
  const sides = readSides(
    connection,
    rows.flatMap(({ firstId, secondId }) => [firstId, secondId]),
  )
  const times = timesAsked(connection)
  const questions = rows.flatMap((row): MatchQuestion[] => {
    const first = sides.get(row.firstId)
    const second = sides.get(row.secondId)
    if (first === undefined || second === undefined) return []
    const clues = cluesOf(first, second, row)
    const alone = times.get(row.firstId) === 1 && times.get(row.secondId) === 1
    const likely =
      alone &&
      clues.includes('same-name') &&
      (clues.includes('same-class') || clues.includes('same-child')) &&
      !clues.includes('other-birth-date')
    const { role, ...one } = first
    const { role: _, ...other } = second
    return [{ id: row.id, role, clues, likely, first: one, second: other }]
  })
  return { rows: questions, total }
}

function timesAsked(connection: ReadConnection): Map<number, number> {
  const times = new Map<number, number>()
  for (const { firstId, secondId } of connection
    .read<{ firstId: number; secondId: number }>(`SELECT q.first_id AS firstId, q.second_id AS secondId ${OPEN_PAIRS}`)
    .iterate()) {
    for (const id of [firstId, secondId]) times.set(id, (times.get(id) ?? 0) + 1)
  }
  return times
}

function cluesOf(first: Side, second: Side, row: PairRow): MatchClue[] {
  const clues: MatchClue[] = []
  const likeness = compareNames(first, second)
  if (likeness !== 'different') clues.push(`${likeness}-name`)
  if (first.birthDate !== null && second.birthDate !== null) {
    clues.push(first.birthDate === second.birthDate ? 'same-birth-date' : 'other-birth-date')
  }
  if (row.sameClass === 1) clues.push('same-class')
  if (row.sameChild === 1) clues.push('same-child')
  return clues
}

function readSides(connection: ReadConnection, ids: readonly number[]): Map<number, Side> {
  const rows = connection
    .read<
      Omit<Side, 'contacts' | 'relatives' | 'sources'> & { contacts: string; relatives: string; sources: string },
      [string]
    >(
      `SELECT p.id AS personId, p.role, p.family_name AS familyName, p.given_name AS givenName,
         p.birth_date AS birthDate, ${divisionOf('p.id')} AS className,
         (SELECT json_group_array(c.value) FROM contact_point c WHERE c.person_id = p.id) AS contacts,
         (SELECT json_group_array(DISTINCT r.given_name || ' ' || r.family_name)
          FROM guardianship g JOIN person r ON r.active = 1
            AND r.id = CASE p.role WHEN 'pupil' THEN g.guardian_id ELSE g.pupil_id END
          WHERE p.id IN (g.pupil_id, g.guardian_id)) AS relatives,
         (SELECT json_group_array(DISTINCT s.label) FROM external_id e JOIN source s ON s.id = e.source_id
          WHERE e.entity = 'person' AND e.row_id = p.id AND e.active = 1) AS sources
       FROM person p WHERE p.id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(ids))
  return new Map(
    rows.map((row) => [
      row.personId,
      {
        ...row,
        contacts: JSON.parse(row.contacts) as string[],
        relatives: JSON.parse(row.relatives) as string[],
        sources: JSON.parse(row.sources) as string[],
      },
    ]),
  )
}

/** Its person is there, and one of its sources still speaks of them. */
const UNDOABLE = `
  FROM person_merge m JOIN person p ON p.id = m.kept_id AND p.active = 1
  WHERE m.undone_at IS NULL AND EXISTS (
    SELECT 1 FROM person_merge_source x JOIN external_id e
      ON e.source_id = x.source_id AND e.entity = 'person' AND e.row_id = m.kept_id AND e.active = 1
    WHERE x.merge_id = m.id)`

export const countMerges = (connection: ReadConnection): number =>
  connection.read<{ total: number }>(`SELECT count(*) AS total ${UNDOABLE}`).get()?.total ?? 0

/** The teacher's first, then the latest. */
export function listMerges(connection: ReadConnection, limit: number): Page<MergeView> {
  const rows = connection
    .read<Omit<MergeView, 'sources'> & { sources: string }, [number]>(
      `SELECT m.id, p.id AS personId, p.role, p.given_name || ' ' || p.family_name AS name,
         ${divisionOf('p.id')} AS className, m.how, m.at,
         (SELECT json_group_array(s.label) FROM person_merge_source x JOIN source s ON s.id = x.source_id
          WHERE x.merge_id = m.id) AS sources
       ${UNDOABLE} ORDER BY m.how <> 'teacher', m.id DESC LIMIT ?`,
    )
    .all(limit)
  return {
    rows: rows.map((row) => ({ ...row, sources: JSON.parse(row.sources) as string[] })),
    total: countMerges(connection),
  }
}
