/** Messages being written, and the teacher's templates: kept as typed, thrown away in two steps. */
import { TrousseError } from '../../contract/errors.ts'
import type { DraftContent, TemplateText } from '../../contract/views.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { unusedContents } from './unused-contents.ts'

/** The latest first; `content` as it was stored, which an older release may have done. */
export const listDrafts = (connection: ReadConnection): { id: number; updatedAt: string; content: unknown }[] =>
  connection
    .read<{ id: number; updatedAt: string; content: string }>(
      `SELECT id, updated_at AS updatedAt, content FROM message_draft WHERE deleted_at IS NULL
       ORDER BY updated_at DESC, id DESC`,
    )
    .all()
    .map((row) => ({ ...row, content: JSON.parse(row.content) as unknown }))

/** Writes over the draft of this id, or makes one; a draft that was thrown away meanwhile is one again. */
export function saveDraft(connection: WriteConnection, id: number | null, content: DraftContent, at: string): number {
  const row = connection
    .write<[number | null, string, string], { id: number }>(
      `INSERT INTO message_draft (id, content, updated_at) VALUES (?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at, deleted_at = NULL
       RETURNING id`,
    )
    .all(id, JSON.stringify(content), at)[0]
  if (row === undefined) throw new TrousseError('internal')
  return row.id
}

/** @param at when; null: it was not meant */
export function throwDraft(connection: WriteConnection, id: number, at: string | null): void {
  connection.write<[string | null, number]>('UPDATE message_draft SET deleted_at = ? WHERE id = ?').run(at, id)
}

interface TemplateRow extends Omit<TemplateText, 'workFiles'> {
  readonly id: number
  readonly workFiles: number
}

/** By name, as it is written. */
export const listTemplates = (connection: ReadConnection): (TemplateText & { id: number })[] =>
  connection
    .read<TemplateRow>(
      `SELECT id, name, subject, body, work_days AS workDays, work_files AS workFiles FROM message_template
       WHERE deleted_at IS NULL ORDER BY name COLLATE NOCASE, id`,
    )
    .all()
    .map((row) => ({ ...row, workFiles: row.workFiles === 1 }))

/** Makes one, or changes the one of this id. Throws `not-found`. */
export function saveTemplate(
  connection: WriteConnection,
  id: number | null,
  template: TemplateText,
  at: string,
): number {
  const { name, subject, body, workDays, workFiles } = template
  const values = [name, subject, body, workDays, workFiles ? 1 : 0, at] as const
  if (id === null) {
    return connection
      .write<[string, string, string, number | null, number, string]>(
        `INSERT INTO message_template (name, subject, body, work_days, work_files, updated_at) VALUES (?, ?, ?, ?, ?, ?)`,
      )
      .run(...values).id
  }
  const { changes } = connection
    .write<[string, string, string, number | null, number, string, number]>(
      `UPDATE message_template SET name = ?, subject = ?, body = ?, work_days = ?, work_files = ?, updated_at = ?
       WHERE id = ? AND deleted_at IS NULL`,
    )
    .run(...values, id)
  if (changes === 0) throw new TrousseError('not-found', { what: 'template' })
  return id
}

/** @param at when; null: it was not meant */
export function throwTemplate(connection: WriteConnection, id: number, at: string | null): void {
  connection.write<[string | null, number]>('UPDATE message_template SET deleted_at = ? WHERE id = ?').run(at, id)
}

/** What was thrown away and not had back. Returns the contents of its files that nothing names any more. */
export const forgetThrown = (connection: WriteConnection): string[] =>
  connection.transaction(() => {
    const files = connection
      .read<{ sha256: string }>(
        `SELECT f.value ->> '$.sha256' AS sha256 FROM message_draft d, json_each(d.content, '$.files') f
         WHERE d.deleted_at IS NOT NULL`,
      )
      .all()
    for (const table of ['message_draft', 'message_template']) {
      connection.script(`DELETE FROM ${table} WHERE deleted_at IS NOT NULL`)
    }
    return unusedContents(
      connection,
      files.map(({ sha256 }) => sha256),
    )
  })
