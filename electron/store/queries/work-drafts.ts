/** What is being written: kept as it is typed, and turned into assignments when it is finished. */
import { TrousseError } from '../../contract/errors.ts'
import { localImageAddress } from '../../contract/local-image.ts'
import type { WorkContent, WorkDraft, WorkDraftFile, WorkDraftSummary } from '../../contract/views.ts'
import type { WorkWriteStore } from '../api-work.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { unusedContents } from './unused-contents.ts'

interface DraftRow {
  readonly id: string
  readonly groupId: number | null
  readonly revision: number
  readonly content: string
  readonly createdAt: string
  readonly updatedAt: string
}

export function readWorkDraft(connection: ReadConnection, id: string): WorkDraft | null {
  const row = connection
    .read<DraftRow, [string]>(
      `SELECT id, group_id AS groupId, revision, content, created_at AS createdAt, updated_at AS updatedAt
       FROM work_draft WHERE id = ?`,
    )
    .get(id)
  if (row === undefined) return null
  const files = connection
    .read<WorkDraftFile, [string]>(
      'SELECT id, name, media_type AS mediaType, bytes, sha256 FROM work_draft_file WHERE draft_id = ? ORDER BY id',
    )
    .all(id)
  return { ...row, content: JSON.parse(row.content) as WorkContent, files }
}

export const listWorkDrafts = (connection: ReadConnection): WorkDraftSummary[] =>
  connection
    .read<Omit<WorkDraftSummary, 'classNames'> & { classNames: string }>(
      `SELECT d.id, d.group_id AS groupId, d.content ->> '$.title' AS title, d.updated_at AS updatedAt,
         (SELECT json_group_array(c.name) FROM json_each(d.content, '$.targets') t
            JOIN school_class c ON c.id = t.value ->> '$.classId') AS classNames
       FROM work_draft d ORDER BY d.updated_at DESC, d.id`,
    )
    .all()
    .map((row) => ({ ...row, classNames: JSON.parse(row.classNames) as string[] }))

type NewDraft = Parameters<WorkWriteStore['openWorkDraft']>[0]

export function openWorkDraft(connection: WriteConnection, draft: NewDraft): string {
  const { id, groupId, at } = draft
  return connection.transaction(() => {
    if (groupId !== null) {
      const open = connection
        .read<{ id: string }, [number]>('SELECT id FROM work_draft WHERE group_id = ?')
        .get(groupId)
      if (open !== undefined) return open.id
    }
    const content = groupId === null ? draft.content : contentOf(connection, groupId)
    connection
      .write<[string, number | null, string, string, string]>(
        'INSERT INTO work_draft (id, group_id, revision, content, created_at, updated_at) VALUES (?, ?, 0, ?, ?, ?)',
      )
      .run(id, groupId, JSON.stringify(content), at, at)
    if (groupId !== null) copyFiles(connection, id, groupId)
    return id
  })
}

/** The row of a group that speaks for the others: they share all but class and day. */
const FIRST_OF_GROUP = '(SELECT min(assignment_id) FROM local_assignment WHERE group_id = ? AND deleted_at IS NULL)'

function copyFiles(connection: WriteConnection, draftId: string, groupId: number): void {
  connection
    .write<[string, number]>(
      `INSERT INTO work_draft_file (draft_id, name, media_type, bytes, sha256)
       SELECT ?, name, NULL, coalesce(bytes, 0), sha256 FROM attachment
       WHERE sha256 IS NOT NULL AND active = 1 AND assignment_id = ${FIRST_OF_GROUP} ORDER BY id`,
    )
    .run(draftId, groupId)
  connection
    .write<[string, number]>(
      `INSERT INTO work_draft_file (draft_id, name, media_type, bytes, sha256)
       SELECT ?, '', media_type, coalesce(bytes, 0), sha256 FROM assignment_image
       WHERE sha256 IS NOT NULL AND assignment_id = ${FIRST_OF_GROUP}`,
    )
    .run(draftId, groupId)
}

/** A group as it is now; its rows share all but class and day. */
function contentOf(connection: ReadConnection, groupId: number): WorkContent {
  const rows = connection
    .read<
      Omit<WorkContent, 'targets' | 'subject'> & WorkContent['targets'][number] & { subject: string | null },
      [number]
    >(
      `SELECT a.title, a.subject, a.description_html AS descriptionHtml, a.class_id AS classId, a.due_on AS dueOn,
         l.due_at AS dueAt
       FROM local_assignment l JOIN assignment a ON a.id = l.assignment_id
         JOIN school_class c ON c.id = a.class_id AND c.active = 1
       WHERE l.group_id = ? AND l.deleted_at IS NULL ORDER BY l.assignment_id`,
    )
    .all(groupId)
  const first = rows[0]
  if (first === undefined) throw new TrousseError('not-found', { what: 'assignment' })
  return {
    title: first.title,
    subject: first.subject ?? '',
    descriptionHtml: first.descriptionHtml,
    targets: rows.map(({ classId, dueOn, dueAt }) => ({ classId, dueOn, dueAt })),
  }
}

export function saveWorkDraft(
  connection: WriteConnection,
  id: string,
  revision: number,
  content: WorkContent,
  at: string,
): boolean {
  const { changes } = connection
    .write<[number, string, string, string, number]>(
      'UPDATE work_draft SET revision = ?, content = ?, updated_at = ? WHERE id = ? AND revision < ?',
    )
    .run(revision, JSON.stringify(content), at, id, revision)
  if (changes === 0) requireDraft(connection, id)
  return changes > 0
}

function requireDraft(connection: ReadConnection, id: string): DraftRow {
  const row = connection
    .read<DraftRow, [string]>(
      `SELECT id, group_id AS groupId, revision, content, created_at AS createdAt, updated_at AS updatedAt
       FROM work_draft WHERE id = ?`,
    )
    .get(id)
  if (row === undefined) throw new TrousseError('not-found', { what: 'draft' })
  return row
}

export function addWorkDraftFile(
  connection: WriteConnection,
  draftId: string,
  file: Parameters<WorkWriteStore['addWorkDraftFile']>[1],
): number {
  requireDraft(connection, draftId)
  return connection
    .write<[string, string, string | null, number, string]>(
      'INSERT INTO work_draft_file (draft_id, name, media_type, bytes, sha256) VALUES (?, ?, ?, ?, ?)',
    )
    .run(draftId, file.name, file.mediaType, file.bytes, file.sha256).id
}

export function removeWorkDraftFile(connection: WriteConnection, id: number): string[] {
  return connection.transaction(() => {
    const gone = connection
      .write<[number], { sha256: string }>('DELETE FROM work_draft_file WHERE id = ? RETURNING sha256')
      .all(id)
    return unusedContents(
      connection,
      gone.map(({ sha256 }) => sha256),
    )
  })
}

export function discardWorkDraft(connection: WriteConnection, id: string): string[] {
  return connection.transaction(() => forgetDraft(connection, id))
}

/** Whoever calls holds the transaction. */
function forgetDraft(connection: WriteConnection, id: string): string[] {
  const files = connection
    .write<[string], { sha256: string }>('DELETE FROM work_draft_file WHERE draft_id = ? RETURNING sha256')
    .all(id)
  connection.write<[string]>('DELETE FROM work_draft WHERE id = ?').run(id)
  return unusedContents(
    connection,
    files.map(({ sha256 }) => sha256),
  )
}

type Publication = Parameters<WorkWriteStore['publishWork']>[0]

interface PresentRow {
  readonly id: number
  readonly classId: number
  readonly dueOn: string | null
  readonly dueAt: string | null
}

export function publishWork(
  connection: WriteConnection,
  { draftId, content, pictures, today, at }: Publication,
): { groupId: number; assignmentIds: number[]; freed: string[] } {
  return connection.transaction(() => {
    const draft = requireDraft(connection, draftId)
    const isSame = draft.groupId !== null && isUnchanged(connection, draft.groupId, draftId, content)
    const present = new Map<number, PresentRow>()
    for (const row of draft.groupId === null ? [] : rowsOfGroup(connection, draft.groupId)) {
      present.set(row.classId, row)
    }
    const insert = connection.write<[number, string, string | null, string, string, string | null]>(
      `INSERT INTO assignment (source_id, class_id, title, subject, description_html, assigned_on, due_on)
       VALUES (NULL, ?, ?, ?, ?, ?, ?)`,
    )
    const insertLocal = connection.write<[number, number, string, string, string | null]>(
      'INSERT INTO local_assignment (assignment_id, group_id, created_at, updated_at, due_at) VALUES (?, ?, ?, ?, ?)',
    )
    const update = connection.write<[string, string | null, string, string | null, number]>(
      'UPDATE assignment SET title = ?, subject = ?, description_html = ?, due_on = ? WHERE id = ?',
    )
    const updateLocal = connection.write<[string | null, string, number]>(
      'UPDATE local_assignment SET due_at = ?, updated_at = ? WHERE assignment_id = ?',
    )
    const subject = content.subject === '' ? null : content.subject
    let groupId = draft.groupId
    const assignmentIds: number[] = []
    for (const { classId, dueOn, dueAt } of content.targets) {
      const known = present.get(classId)
      present.delete(classId)
      if (known === undefined) {
        const { id } = insert.run(classId, content.title, subject, content.descriptionHtml, today, dueOn)
        groupId ??= id
        insertLocal.run(id, groupId, at, at, dueAt)
        assignmentIds.push(id)
        putFiles(connection, draftId, id, pictures)
        continue
      }
      assignmentIds.push(known.id)
      if (isSame && known.dueOn === dueOn && known.dueAt === dueAt) continue
      update.run(content.title, subject, content.descriptionHtml, dueOn, known.id)
      updateLocal.run(dueAt, at, known.id)
      putFiles(connection, draftId, known.id, pictures)
    }
    if (groupId === null) throw new TrousseError('invalid-request', { field: 'targets' })
    removeLocalWork(
      connection,
      [...present.values()].map(({ id }) => id),
      at,
    )
    return { groupId, assignmentIds, freed: forgetDraft(connection, draftId) }
  })
}

const rowsOfGroup = (connection: ReadConnection, groupId: number): PresentRow[] =>
  connection
    .read<PresentRow, [number]>(
      `SELECT a.id, a.class_id AS classId, a.due_on AS dueOn, l.due_at AS dueAt
       FROM local_assignment l JOIN assignment a ON a.id = l.assignment_id
       WHERE l.group_id = ? AND l.deleted_at IS NULL`,
    )
    .all(groupId)

/** Words and files; days are compared row by row. */
function isUnchanged(connection: ReadConnection, groupId: number, draftId: string, content: WorkContent): boolean {
  const before = contentOf(connection, groupId)
  const files = connection
    .read<{ n: number }, [number, string]>(
      `WITH old AS (SELECT name, sha256 FROM attachment WHERE active = 1 AND assignment_id = ${FIRST_OF_GROUP}),
         new AS (SELECT name, sha256 FROM work_draft_file WHERE draft_id = ? AND media_type IS NULL)
       SELECT (SELECT count(*) FROM (SELECT * FROM old EXCEPT SELECT * FROM new))
         + (SELECT count(*) FROM (SELECT * FROM new EXCEPT SELECT * FROM old)) AS n`,
    )
    .get(groupId, draftId)
  return (
    before.title === content.title &&
    before.subject === content.subject &&
    before.descriptionHtml === content.descriptionHtml &&
    files?.n === 0
  )
}

/** The draft's files become those of the row, one that stays keeping its id; so do the pictures its text shows. */
function putFiles(
  connection: WriteConnection,
  draftId: string,
  assignmentId: number,
  pictures: readonly string[],
): void {
  connection
    .write<[number, string]>(
      `UPDATE attachment AS f SET active = 0 WHERE f.assignment_id = ? AND f.active = 1 AND NOT EXISTS (
         SELECT 1 FROM work_draft_file d
         WHERE d.draft_id = ? AND d.media_type IS NULL AND d.sha256 = f.sha256 AND d.name = f.name)`,
    )
    .run(assignmentId, draftId)
  connection
    .write<[number, string, number]>(
      `INSERT INTO attachment (assignment_id, source_id, external_id, name, media_type, bytes, sha256)
       SELECT ?, NULL, 'local-' || d.id, d.name, NULL, d.bytes, d.sha256 FROM work_draft_file d
       WHERE d.draft_id = ? AND d.media_type IS NULL AND NOT EXISTS (
         SELECT 1 FROM attachment f
         WHERE f.assignment_id = ? AND f.active = 1 AND f.sha256 = d.sha256 AND f.name = d.name)
       ORDER BY d.id`,
    )
    .run(assignmentId, draftId, assignmentId)
  connection.write<[number]>('DELETE FROM assignment_image WHERE assignment_id = ?').run(assignmentId)
  connection
    .write<[number, string, string, string]>(
      `INSERT INTO assignment_image (assignment_id, url, sha256, media_type, bytes)
       SELECT ?, ? || d.sha256, d.sha256, max(d.media_type), max(d.bytes) FROM work_draft_file d
       WHERE d.draft_id = ? AND d.media_type IS NOT NULL AND d.sha256 IN (SELECT value FROM json_each(?))
       GROUP BY d.sha256`,
    )
    .run(assignmentId, localImageAddress(''), draftId, JSON.stringify(pictures))
}

/** Those of the teacher's own that are here; returns how many there were. */
export function removeLocalWork(connection: WriteConnection, assignmentIds: readonly number[], at: string): number {
  const ids = JSON.stringify(assignmentIds)
  const { changes } = connection
    .write<[string, string]>(
      `UPDATE local_assignment SET deleted_at = ?
       WHERE deleted_at IS NULL AND assignment_id IN (SELECT value FROM json_each(?))`,
    )
    .run(at, ids)
  connection
    .write<[string]>(
      `UPDATE assignment SET active = 0 WHERE active = 1 AND id IN (
         SELECT assignment_id FROM local_assignment
         WHERE deleted_at IS NOT NULL AND assignment_id IN (SELECT value FROM json_each(?)))`,
    )
    .run(ids)
  return changes
}
