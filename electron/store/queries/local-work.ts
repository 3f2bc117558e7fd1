/** What the teacher wrote here: what is to carry over, what the ENT has by now, what is due when. */
import { TrousseError } from '../../contract/errors.ts'
import type {
  AssignmentSummary,
  AttachmentView,
  CalendarDay,
  CalendarRequest,
  LocalWork,
} from '../../contract/views.ts'
import type { ReadConnection, SqlValue, WriteConnection } from '../connection.ts'
import { groupBy } from '../group-by.ts'
import { FROM, SUMMARY } from './assignments.ts'

interface LocalRow extends Omit<LocalWork, 'classes' | 'files'> {
  readonly assignmentId: number
  readonly classId: number
  readonly className: string
  readonly dueOn: string | null
  readonly dueAt: string | null
  readonly carriedOverAt: string | null
}

export function readLocalWork(connection: ReadConnection, assignmentId: number): LocalWork | null {
  const rows = connection
    .read<LocalRow, [number]>(
      `SELECT l.group_id AS groupId, l.assignment_id AS assignmentId, a.title, a.subject,
         a.description_html AS descriptionHtml, l.created_at AS createdAt,
         max(l.updated_at) OVER () AS updatedAt,
         a.class_id AS classId, c.name AS className, a.due_on AS dueOn, l.due_at AS dueAt,
         l.carried_over_at AS carriedOverAt
       FROM local_assignment l JOIN assignment a ON a.id = l.assignment_id
         JOIN school_class c ON c.id = a.class_id AND c.active = 1
       WHERE l.deleted_at IS NULL
         AND l.group_id = (SELECT group_id FROM local_assignment WHERE assignment_id = ?)
       ORDER BY l.assignment_id`,
    )
    .all(assignmentId)
  const [first] = rows
  if (first === undefined) return null
  const { groupId, title, subject, descriptionHtml, createdAt, updatedAt } = first
  const files = connection
    .read<Omit<AttachmentView, 'here'>, [number]>(
      `SELECT id, name, media_type AS mediaType, bytes FROM attachment
       WHERE active = 1 AND assignment_id = ? ORDER BY id`,
    )
    .all(first.assignmentId)
  return {
    groupId,
    title,
    subject,
    descriptionHtml,
    files: files.map((file) => ({ ...file, here: true })),
    createdAt,
    updatedAt,
    classes: rows.map((row) => ({
      assignmentId: row.assignmentId,
      classId: row.classId,
      className: row.className,
      dueOn: row.dueOn,
      dueAt: row.dueAt,
      carriedOverAt: row.carriedOverAt,
    })),
  }
}

export const readAssignmentContents = (
  connection: ReadConnection,
  assignmentId: number,
): { name: string; mediaType: string | null; bytes: number; sha256: string }[] =>
  connection
    .read<{ name: string; mediaType: string | null; bytes: number; sha256: string }, [number]>(
      `SELECT name, media_type AS mediaType, coalesce(bytes, 0) AS bytes, sha256 FROM attachment
       WHERE assignment_id = ? AND active = 1 AND sha256 IS NOT NULL ORDER BY id`,
    )
    .all(assignmentId)

export function readCalendar(connection: ReadConnection, request: CalendarRequest): CalendarDay[] {
  const { from, to, classId, perDay } = request
  const clause = `a.active = 1 AND a.due_on BETWEEN ? AND ? ${classId === undefined ? '' : 'AND a.class_id = ?'}`
  const values: SqlValue[] = classId === undefined ? [from, to] : [from, to, classId]
  const days = connection
    .read<Omit<CalendarDay, 'rows'>>(
      `SELECT a.due_on AS day, count(*) AS total,
         count(l.assignment_id) FILTER (WHERE l.carried_over_at IS NULL OR l.updated_at > l.carried_over_at)
           AS toCarryOver
       ${FROM} WHERE ${clause} GROUP BY a.due_on ORDER BY a.due_on`,
    )
    .all(...values)
  const ids = connection
    .read<{ id: number }>(
      `SELECT id FROM (
         SELECT a.id, a.due_on,
           row_number() OVER (PARTITION BY a.due_on ORDER BY l.due_at IS NULL, l.due_at, c.name, a.id) AS place
         ${FROM} WHERE ${clause})
       WHERE place <= ? ORDER BY due_on, place`,
    )
    .all(...values, perDay)
  const rows = connection
    .read<AssignmentSummary, [string]>(
      `SELECT ${SUMMARY} FROM json_each(?) w JOIN assignment a ON a.id = w.value
         JOIN school_class c ON c.id = a.class_id LEFT JOIN local_assignment l ON l.assignment_id = a.id
       ORDER BY w.key`,
    )
    .all(JSON.stringify(ids.map(({ id }) => id)))
  const byDay = groupBy(rows, ({ dueOn }) => dueOn ?? '')
  return days.map((day) => ({ ...day, rows: byDay.get(day.day) ?? [] }))
}

/** Days either way in which the ENT's may be the same work, written for another day. */
const MATCH_DAYS = 7
/** Beyond, a teacher would not read the questions. */
const MATCH_CANDIDATES = 500
/** The latest works, of a teacher who carries nothing over. */
const MATCH_LOCAL = 200

interface CandidateRow {
  readonly localId: number
  readonly otherId: number
  readonly sourceLabel: string
}

export function workMatchCandidates(
  connection: ReadConnection,
): { local: AssignmentSummary; other: AssignmentSummary & { readonly sourceLabel: string } }[] {
  const pairs = connection
    .read<CandidateRow, [number, number, number]>(
      `SELECT l.assignment_id AS localId, o.id AS otherId, s.label AS sourceLabel
       FROM (SELECT assignment_id FROM local_assignment WHERE carried_over_at IS NULL AND deleted_at IS NULL
           ORDER BY assignment_id DESC LIMIT ?) l
         JOIN assignment a ON a.id = l.assignment_id AND a.active = 1
         JOIN assignment o ON o.class_id = a.class_id AND o.active = 1
           AND (o.due_on IS NULL OR a.due_on IS NULL OR abs(julianday(o.due_on) - julianday(a.due_on)) <= ?)
         JOIN source s ON s.id = o.source_id
       WHERE NOT EXISTS (
         SELECT 1 FROM local_assignment_distinct d WHERE d.local_id = l.assignment_id AND d.other_id = o.id)
       ORDER BY l.assignment_id DESC, o.id DESC LIMIT ?`,
    )
    .all(MATCH_LOCAL, MATCH_DAYS, MATCH_CANDIDATES)
  const summaries = new Map(
    connection
      .read<AssignmentSummary, [string]>(`SELECT ${SUMMARY} ${FROM} WHERE a.id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(pairs.flatMap(({ localId, otherId }) => [localId, otherId])))
      .map((row) => [row.id, row]),
  )
  return pairs.flatMap(({ localId, otherId, sourceLabel }) => {
    const [local, other] = [summaries.get(localId), summaries.get(otherId)]
    return local === undefined || other === undefined ? [] : [{ local, other: { ...other, sourceLabel } }]
  })
}

export function restoreLocalWork(connection: WriteConnection, assignmentIds: readonly number[]): number {
  return connection.transaction(() => {
    const ids = JSON.stringify(assignmentIds)
    const { changes } = connection
      .write<[string]>(
        `UPDATE local_assignment SET deleted_at = NULL
         WHERE deleted_at IS NOT NULL AND assignment_id IN (SELECT value FROM json_each(?))`,
      )
      .run(ids)
    connection
      .write<[string]>(
        `UPDATE assignment SET active = 1 WHERE active = 0 AND id IN (
           SELECT assignment_id FROM local_assignment
           WHERE deleted_at IS NULL AND matched_id IS NULL AND assignment_id IN (SELECT value FROM json_each(?)))`,
      )
      .run(ids)
    return changes
  })
}

/** One that was matched and is to carry over again shows again. */
export function markCarriedOver(
  connection: WriteConnection,
  assignmentIds: readonly number[],
  at: string | null,
): number {
  return connection.transaction(() => {
    if (at === null) for (const id of assignmentIds) forgetMatch(connection, id)
    return connection
      .write<[string | null, string]>(
        'UPDATE local_assignment SET carried_over_at = ? WHERE assignment_id IN (SELECT value FROM json_each(?))',
      )
      .run(at, JSON.stringify(assignmentIds)).changes
  })
}

/** A trigger shows it again. */
const forgetMatch = (connection: WriteConnection, localId: number): void => {
  connection.write<[number]>('UPDATE local_assignment SET matched_id = NULL WHERE assignment_id = ?').run(localId)
}

export function matchLocalWork(connection: WriteConnection, localId: number, otherId: number, at: string): void {
  connection.transaction(() => {
    const { changes } = connection
      .write<[number, string, number, number, number]>(
        `UPDATE local_assignment SET matched_id = ?, carried_over_at = coalesce(carried_over_at, ?)
         WHERE assignment_id = ? AND deleted_at IS NULL AND EXISTS (
           SELECT 1 FROM assignment o JOIN assignment a ON a.id = ? AND a.class_id = o.class_id
           WHERE o.id = ? AND o.active = 1 AND o.source_id IS NOT NULL)`,
      )
      .run(otherId, at, localId, localId, otherId)
    if (changes === 0) throw new TrousseError('not-found', { what: 'assignment' })
    connection.write<[number]>('UPDATE assignment SET active = 0 WHERE id = ?').run(localId)
  })
}

export function unmatchLocalWork(connection: WriteConnection, localId: number): void {
  connection.transaction(() => {
    forgetMatch(connection, localId)
    connection
      .write<[number]>('UPDATE local_assignment SET carried_over_at = NULL WHERE assignment_id = ?')
      .run(localId)
  })
}

export function keepWorkApart(connection: WriteConnection, localId: number, otherId: number): void {
  connection
    .write<[number, number]>('INSERT OR IGNORE INTO local_assignment_distinct (local_id, other_id) VALUES (?, ?)')
    .run(localId, otherId)
}
