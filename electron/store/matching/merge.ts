/**
 * Two rows become one person, and may be parted again. The row that gives way stays, inactive: messages, packs and
 * reminders that name it are never touched.
 */
import { TrousseError } from '../../contract/errors.ts'
import type { SqlValue, WriteConnection } from '../connection.ts'
import { refreshIdentity } from './identity.ts'

export type MergeReason = 'birth-date' | 'same-child' | 'teacher'

interface Point {
  readonly id: number
  readonly kind: string
  readonly value: string
  readonly typed: number
}

/** What the teacher typed on each row, as "kind value": no source answers for it. */
interface Before {
  readonly kept?: readonly string[]
  readonly other?: readonly string[]
}

const pointKey = ({ kind, value }: Pick<Point, 'kind' | 'value'>): string => `${kind} ${value}`

const readPoints = (connection: WriteConnection, personId: number): Point[] =>
  connection
    .read<Point, [number]>(
      'SELECT id, kind, value, entered_by_teacher AS typed FROM contact_point WHERE person_id = ? ORDER BY id',
    )
    .all(personId)

const typedOf = (points: readonly Point[]): string[] => points.filter(({ typed }) => typed === 1).map(pointKey)

/** A source's record joined a row of another source: noted, so that it can be taken back. */
export function noteMatch(
  connection: WriteConnection,
  match: { readonly keptId: number; readonly sourceId: number; readonly how: MergeReason; readonly at: string },
): void {
  const { id } = connection
    .write<[number, string, string]>('INSERT INTO person_merge (kept_id, how, at) VALUES (?, ?, ?)')
    .run(match.keptId, match.how, match.at)
  connection
    .write<[number, number]>('INSERT INTO person_merge_source (merge_id, source_id) VALUES (?, ?)')
    .run(id, match.sourceId)
}

/** Makes `otherId` a part of `keptId`. Whoever calls holds the transaction. */
export function mergePeople(
  connection: WriteConnection,
  { keptId, otherId, how, at }: { keptId: number; otherId: number; how: MergeReason; at: string },
): void {
  const kept = readPoints(connection, keptId)
  const other = readPoints(connection, otherId)
  const before: Before = { kept: typedOf(kept), other: typedOf(other) }
  const { id: mergeId } = connection
    .write<[number, number, string, string, string]>(
      'INSERT INTO person_merge (kept_id, other_id, how, at, before) VALUES (?, ?, ?, ?, ?)',
    )
    .run(keptId, otherId, how, at, JSON.stringify(before))
  connection
    .write<[number, number]>(
      `INSERT INTO person_merge_source (merge_id, source_id)
       SELECT DISTINCT ?, source_id FROM external_id WHERE entity = 'person' AND row_id = ?`,
    )
    .run(mergeId, otherId)
  joinPoints(connection, keptId, kept, other)
  joinLinks(connection, keptId, otherId)
  joinEnrolments(connection, keptId, otherId)
  connection
    .write<[number, number]>(`UPDATE external_id SET row_id = ? WHERE entity = 'person' AND row_id = ?`)
    .run(keptId, otherId)
  connection
    .write<[string, number, number]>('UPDATE person SET active = 0, inactive_since = ?, merged_into = ? WHERE id = ?')
    .run(at, keptId, otherId)
  refreshIdentity(connection, keptId)
}

function joinPoints(
  connection: WriteConnection,
  keptId: number,
  kept: readonly Point[],
  other: readonly Point[],
): void {
  const known = new Map(kept.map((point) => [pointKey(point), point.id]))
  const move = connection.write<[number, number]>('UPDATE contact_point SET person_id = ? WHERE id = ?')
  const claim = connection.write<[number, number]>(
    `INSERT OR IGNORE INTO contact_point_source (contact_point_id, source_id)
     SELECT ?, source_id FROM contact_point_source WHERE contact_point_id = ?`,
  )
  // What an address has been through holds for the address, whoever's row it was on.
  const share = connection.write<[number, number]>(
    `UPDATE contact_point AS k SET
       entered_by_teacher = max(k.entered_by_teacher, o.entered_by_teacher),
       verified_at = coalesce(k.verified_at, o.verified_at), bounced_at = coalesce(k.bounced_at, o.bounced_at),
       opted_out_at = coalesce(k.opted_out_at, o.opted_out_at), entered_at = coalesce(k.entered_at, o.entered_at)
     FROM contact_point o WHERE k.id = ? AND o.id = ?`,
  )
  const drop = connection.write<[number]>('DELETE FROM contact_point WHERE id = ?')
  for (const point of other) {
    const same = known.get(pointKey(point))
    if (same === undefined) move.run(keptId, point.id)
    else {
      claim.run(same, point.id)
      share.run(same, point.id)
      drop.run(point.id)
    }
  }
}

function joinLinks(connection: WriteConnection, keptId: number, otherId: number): void {
  for (const [pupil, guardian, column] of [
    ['?', 'guardian_id', 'pupil_id'],
    ['pupil_id', '?', 'guardian_id'],
  ] as const) {
    connection
      .write<[number, number]>(
        `INSERT INTO guardianship
           (pupil_id, guardian_id, source_id, level, relationship, authority, court_block, is_primary)
         SELECT ${pupil}, ${guardian}, source_id, level, relationship, authority, court_block, is_primary
         FROM guardianship WHERE ${column} = ?
         ON CONFLICT DO UPDATE SET level = max(level, excluded.level), authority = min(authority, excluded.authority),
           court_block = max(court_block, excluded.court_block), is_primary = max(is_primary, excluded.is_primary)`,
      )
      .run(keptId, otherId)
    connection.write<[number]>(`DELETE FROM guardianship WHERE ${column} = ?`).run(otherId)
  }
}

interface EnrolmentRow {
  readonly id: number
  readonly classId: number
  readonly role: string
  readonly beginsOn: string | null
  readonly endsOn: string | null
  readonly active: number
}

const putEnrolment = (connection: WriteConnection, personId: number, row: EnrolmentRow): number =>
  connection
    .write<[number, number, string, SqlValue, SqlValue, number], { id: number }>(
      `INSERT INTO enrolment (class_id, person_id, role, begins_on, ends_on, active) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (class_id, person_id, role) DO UPDATE SET begins_on = coalesce(begins_on, excluded.begins_on),
         ends_on = coalesce(ends_on, excluded.ends_on), active = max(active, excluded.active)
       RETURNING id`,
    )
    .get(row.classId, personId, row.role, row.beginsOn, row.endsOn, row.active)?.id ?? 0

const readEnrolments = (connection: WriteConnection, personId: number): EnrolmentRow[] =>
  connection
    .read<EnrolmentRow, [number]>(
      `SELECT id, class_id AS classId, role, begins_on AS beginsOn, ends_on AS endsOn, active
       FROM enrolment WHERE person_id = ?`,
    )
    .all(personId)

function joinEnrolments(connection: WriteConnection, keptId: number, otherId: number): void {
  const repoint = connection.write<[number, number]>(
    `UPDATE external_id SET row_id = ? WHERE entity = 'enrolment' AND row_id = ?`,
  )
  const leave = connection.write<[number]>('UPDATE enrolment SET active = 0 WHERE id = ?')
  for (const row of readEnrolments(connection, otherId)) {
    repoint.run(putEnrolment(connection, keptId, row), row.id)
    leave.run(row.id)
  }
}

/**
 * Takes a match back: what its sources gave goes back to a row of its own, what the teacher typed to the row it was
 * typed on. Throws `not-found` when there is no such match to take back.
 */
export function undoMerge(connection: WriteConnection, mergeId: number, at: string): void {
  const merge = connection
    .read<{ keptId: number; otherId: number | null; before: string }, [number]>(
      `SELECT m.kept_id AS keptId, m.other_id AS otherId, m.before
       FROM person_merge m JOIN person p ON p.id = m.kept_id AND p.active = 1
       WHERE m.id = ? AND m.undone_at IS NULL`,
    )
    .get(mergeId)
  if (merge === undefined) throw new TrousseError('not-found', { what: 'match' })
  const { keptId } = merge
  const sources = JSON.stringify(
    connection
      .read<{ id: number }, [number]>('SELECT source_id AS id FROM person_merge_source WHERE merge_id = ?')
      .all(mergeId)
      .map(({ id }) => id),
  )
  const otherId = merge.otherId ?? newRow(connection, keptId)
  connection
    .write<[number]>('UPDATE person SET active = 1, inactive_since = NULL, merged_into = NULL WHERE id = ?')
    .run(otherId)
  partPoints(connection, { keptId, otherId, sources, before: JSON.parse(merge.before) as Before })
  for (const column of ['pupil_id', 'guardian_id'] as const) {
    connection
      .write<[number, number, string]>(
        `UPDATE guardianship SET ${column} = ? WHERE ${column} = ? AND source_id IN (SELECT value FROM json_each(?))`,
      )
      .run(otherId, keptId, sources)
  }
  partEnrolments(connection, { keptId, otherId, sources })
  connection
    .write<[number, number, string]>(
      `UPDATE external_id SET row_id = ? WHERE entity = 'person' AND row_id = ?
         AND source_id IN (SELECT value FROM json_each(?))`,
    )
    .run(otherId, keptId, sources)
  forgetChoices(connection, keptId, otherId)
  refreshIdentity(connection, keptId)
  refreshIdentity(connection, otherId)
  connection
    .write<[string, number, number]>('UPDATE person_merge SET undone_at = ?, other_id = ? WHERE id = ?')
    .run(at, otherId, mergeId)
  settlePair(connection, keptId, otherId, 'different', at)
}

/** They were between sources that now speak of two people. */
function forgetChoices(connection: WriteConnection, ...personIds: number[]): void {
  for (const id of personIds) {
    connection.write<[number]>('DELETE FROM difference_choice WHERE person_id = ?').run(id)
    connection
      .write<[number]>('UPDATE contact_point SET set_aside_at = NULL WHERE person_id = ? AND set_aside_at IS NOT NULL')
      .run(id)
  }
}

/** What was decided of two rows, asked before or not. */
export function settlePair(
  connection: WriteConnection,
  a: number,
  b: number,
  state: 'same' | 'different',
  at: string,
): void {
  connection
    .write<[number, number, string, string, string]>(
      `INSERT INTO person_pair (first_id, second_id, state, asked_at, decided_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (first_id, second_id) DO UPDATE SET state = excluded.state, decided_at = excluded.decided_at`,
    )
    .run(Math.min(a, b), Math.max(a, b), state, at, at)
}

/** For a record that never had a row of its own: its names come with its source's statement. */
const newRow = (connection: WriteConnection, keptId: number): number =>
  connection
    .write<[number]>(
      `INSERT INTO person (role, family_name, given_name, family_fold, given_fold)
       SELECT role, family_name, given_name, family_fold, given_fold FROM person WHERE id = ?`,
    )
    .run(keptId).id

interface Parting {
  readonly keptId: number
  readonly otherId: number
  /** JSON array of ids. */
  readonly sources: string
}

function partPoints(
  connection: WriteConnection,
  { keptId, otherId, sources, before }: Parting & { readonly before: Before },
): void {
  const claims = connection.read<{ theirs: number; ours: number }, [string, number]>(
    `SELECT coalesce(sum(moved.value IS NOT NULL), 0) AS theirs, coalesce(sum(moved.value IS NULL), 0) AS ours
     FROM contact_point_source s LEFT JOIN json_each(?) moved ON moved.value = s.source_id
     WHERE s.contact_point_id = ?`,
  )
  const move = connection.write<[number, number]>('UPDATE contact_point SET person_id = ? WHERE id = ?')
  const copy = connection.write<[number, number, number]>(
    `INSERT INTO contact_point (person_id, kind, value, label, position, entered_by_teacher, verified_at, bounced_at,
       opted_out_at, entered_at)
     SELECT ?, kind, value, label, position, ?, verified_at, bounced_at, opted_out_at, entered_at
     FROM contact_point WHERE id = ?`,
  )
  const setTyped = connection.write<[number, number]>('UPDATE contact_point SET entered_by_teacher = ? WHERE id = ?')
  const moveClaims = connection.write<[number, number, string]>(
    `UPDATE contact_point_source SET contact_point_id = ?
     WHERE contact_point_id = ? AND source_id IN (SELECT value FROM json_each(?))`,
  )
  for (const point of readPoints(connection, keptId)) {
    const given = claims.get(sources, point.id) ?? { theirs: 0, ours: 0 }
    const typedThere = point.typed === 1 && before.other?.includes(pointKey(point)) === true
    const typedHere = point.typed === 1 && (!typedThere || before.kept?.includes(pointKey(point)) === true)
    if (given.theirs === 0 && !typedThere) continue
    if (given.ours === 0 && !typedHere) {
      move.run(otherId, point.id)
      continue
    }
    const { id } = copy.run(otherId, +typedThere, point.id)
    moveClaims.run(id, point.id, sources)
    setTyped.run(+typedHere, point.id)
  }
}

function partEnrolments(connection: WriteConnection, { keptId, otherId, sources }: Parting): void {
  const repoint = connection.write<[number, number, string]>(
    `UPDATE external_id SET row_id = ? WHERE entity = 'enrolment' AND row_id = ?
       AND source_id IN (SELECT value FROM json_each(?))`,
  )
  const listed = connection.read<{ theirs: number; active: number }, [string, number]>(
    `SELECT count(*) AS theirs, coalesce(max(active), 0) AS active FROM external_id
     WHERE entity = 'enrolment' AND source_id IN (SELECT value FROM json_each(?)) AND row_id = ?`,
  )
  const leave = connection.write<[number, number]>(
    `UPDATE enrolment SET active = 0 WHERE id = ?
       AND NOT EXISTS (SELECT 1 FROM external_id WHERE entity = 'enrolment' AND row_id = ? AND active = 1)`,
  )
  for (const row of readEnrolments(connection, keptId)) {
    const { theirs = 0, active = 0 } = listed.get(sources, row.id) ?? {}
    if (theirs === 0) continue
    repoint.run(putEnrolment(connection, otherId, { ...row, active }), row.id, sources)
    leave.run(row.id, row.id)
  }
}
