import type {
  AssignmentDetail,
  AssignmentFilter,
  AssignmentSummary,
  AttachmentView,
  Page,
} from '../../contract/views.ts'
import type { PackContent, PendingAttachment } from '../api.ts'
import type { ReadConnection, SqlValue } from '../connection.ts'
import { toSearchQuery } from '../fold.ts'
import { groupBy } from '../group-by.ts'
import { ASSIGNMENT_BASE } from './search.ts'

/** Columns of AssignmentSummary over `FROM`. */
export const SUMMARY = `
  a.id, a.class_id AS classId, c.name AS className, a.title, a.subject, a.assigned_on AS assignedOn,
  a.due_on AS dueOn, l.due_at AS dueAt,
  CASE WHEN l.assignment_id IS NULL THEN NULL WHEN l.carried_over_at IS NULL THEN 'to-carry-over'
    WHEN l.updated_at > l.carried_over_at THEN 'changed-since' ELSE 'carried-over' END AS localState,
  (SELECT count(*) FROM attachment f WHERE f.assignment_id = a.id AND f.active = 1) AS attachments,
  (SELECT count(*) FROM attachment f WHERE f.assignment_id = a.id AND f.active = 1 AND f.sha256 IS NOT NULL)
    AS attachmentsHere`
export const FROM = `FROM assignment a JOIN school_class c ON c.id = a.class_id AND c.active = 1
  LEFT JOIN local_assignment l ON l.assignment_id = a.id`

/** Latest due first; those without a date last. */
export function listAssignments(connection: ReadConnection, filter: AssignmentFilter): Page<AssignmentSummary> {
  const conditions = ['a.active = 1']
  const values: SqlValue[] = []
  const where = (condition: string, ...bound: SqlValue[]) => {
    conditions.push(condition)
    values.push(...bound)
  }
  if (filter.classId !== undefined) where('a.class_id = ?', filter.classId)
  if (filter.dueFrom !== undefined) where('a.due_on >= ?', filter.dueFrom)
  if (filter.dueTo !== undefined) where('a.due_on <= ?', filter.dueTo)
  if (filter.toCarryOver === true) where('(l.carried_over_at IS NULL OR l.updated_at > l.carried_over_at)')
  if (filter.toCarryOver === true) where('l.assignment_id IS NOT NULL')
  const text = filter.text?.trim() ?? ''
  if (text !== '') {
    const query = toSearchQuery(text)
    if (query === null) return { rows: [], total: 0 }
    where('a.id IN (SELECT rowid - ? FROM search_index WHERE search_index MATCH ? AND rowid > ?)')
    values.push(ASSIGNMENT_BASE, query, ASSIGNMENT_BASE)
  }
  // Only conditions written above, never a value, become part of the text.
  const clause = `${FROM} WHERE ${conditions.join(' AND ')}`
  const total = connection.read<{ total: number }>(`SELECT count(*) AS total ${clause}`).get(...values)
  // From a day on is a plan, read forwards; without one it is a record, the latest first.
  const order =
    filter.dueFrom === undefined ? 'a.due_on IS NULL, a.due_on DESC, a.id DESC' : 'a.due_on IS NULL, a.due_on, a.id'
  const rows = connection
    .read<AssignmentSummary>(`SELECT ${SUMMARY} ${clause} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .all(...values, filter.limit, filter.offset)
  return { rows, total: total?.total ?? 0 }
}

/** Due from one day to another, both included, soonest first. */
export const readDueBetween = (
  connection: ReadConnection,
  from: string,
  to: string,
  limit: number,
): AssignmentSummary[] =>
  connection
    .read<AssignmentSummary, [string, string, number]>(
      `SELECT ${SUMMARY} ${FROM} WHERE a.active = 1 AND a.due_on BETWEEN ? AND ? ORDER BY a.due_on, c.name, a.id LIMIT ?`,
    )
    .all(from, to, limit)

interface DetailRow extends AssignmentSummary {
  readonly descriptionHtml: string
  readonly sourceLabel: string | null
}
type PackFile = AttachmentView & { readonly sha256: string | null }
interface OwnedFile extends PackFile {
  readonly assignmentId: number
}
const DETAIL = `${SUMMARY}, a.description_html AS descriptionHtml, s.label AS sourceLabel
  ${FROM} LEFT JOIN source s ON s.id = a.source_id`

/** `descriptionHtml` as the source wrote it: whoever shows it cleans it. */
export function readAssignment(connection: ReadConnection, id: number): AssignmentDetail | null {
  const row = connection.read<DetailRow, [number]>(`SELECT ${DETAIL} WHERE a.id = ?`).get(id)
  if (row === undefined) return null
  const files = readFiles(connection, [id]).get(id) ?? []
  return { ...row, files: files.map(({ sha256: _sha, assignmentId: _id, ...file }) => file) }
}

/** Every assignment of a class with its files, latest due first. */
export function readClassAssignments(connection: ReadConnection, classId: number): PackContent['assignments'] {
  const rows = connection
    .read<DetailRow, [number]>(
      `SELECT ${DETAIL} WHERE a.class_id = ? AND a.active = 1 ORDER BY a.due_on IS NULL, a.due_on DESC, a.id DESC`,
    )
    .all(classId)
  const files = readFiles(
    connection,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    ...row,
    files: (files.get(row.id) ?? []).map(({ assignmentId: _, ...file }) => file),
  }))
}

function readFiles(connection: ReadConnection, assignmentIds: readonly number[]): Map<number, OwnedFile[]> {
  const rows = connection
    .read<Omit<PackFile, 'here'> & { assignmentId: number }, [string]>(
      `SELECT assignment_id AS assignmentId, id, name, media_type AS mediaType, bytes, sha256, left_out AS leftOut
       FROM attachment WHERE active = 1 AND assignment_id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(JSON.stringify(assignmentIds))
  return groupBy(
    rows.map((row) => ({ ...row, here: row.sha256 !== null })),
    (row) => row.assignmentId,
  )
}

/** Files a source names and that are not on this computer yet, those due latest first. */
export const pendingAttachments = (connection: ReadConnection, sourceId: number): PendingAttachment[] =>
  connection
    .read<Omit<PendingAttachment, 'wanted'> & { wanted: number }, [number]>(
      `SELECT f.id AS attachmentId, f.url, f.name, f.bytes, f.left_out AS leftOut, f.wanted
       FROM attachment f JOIN assignment a ON a.id = f.assignment_id
       WHERE f.sha256 IS NULL AND f.active = 1 AND f.url IS NOT NULL AND a.active = 1 AND f.source_id = ?
       ORDER BY f.wanted DESC, a.due_on DESC, f.id`,
    )
    .all(sourceId)
    .map((row) => ({ ...row, wanted: row.wanted === 1 }))
