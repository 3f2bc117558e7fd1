import { TrousseError } from '../../contract/errors.ts'
import type { ContactPointRecord } from '../../contract/snapshot.ts'
import type { WriteConnection } from '../connection.ts'

/**
 * Adds an address the teacher typed; one that a source gives too becomes the teacher's as well. One that a message came
 * back from is tried again: the teacher has just said that it is right.
 */
export function addContact(
  connection: WriteConnection,
  personId: number,
  point: ContactPointRecord,
  at: string,
): number {
  const person = connection
    .read<{ id: number }, [number]>('SELECT id FROM person WHERE id = ? AND active = 1')
    .get(personId)
  if (person === undefined) throw new TrousseError('not-found', { what: 'person' })
  const row = connection
    .write<[number, string, string, string | null, string], { id: number }>(
      `INSERT INTO contact_point (person_id, kind, value, label, position, entered_by_teacher, entered_at)
       VALUES (?, ?, ?, ?, 0, 1, ?)
       ON CONFLICT (person_id, kind, value) DO UPDATE SET entered_by_teacher = 1, set_aside_at = NULL,
         bounced_at = NULL, entered_at = excluded.entered_at,
         label = coalesce(excluded.label, label)
       RETURNING id`,
    )
    .get(personId, point.kind, point.value, point.label ?? null, at)
  return row?.id ?? 0
}

/** Lets go of what the teacher typed; what a source gives too stays as its source's. Throws `not-found`. */
export function removeContact(connection: WriteConnection, contactId: number): void {
  connection.transaction(() => {
    const { changes } = connection
      .write<[number]>('UPDATE contact_point SET entered_by_teacher = 0 WHERE id = ? AND entered_by_teacher = 1')
      .run(contactId)
    if (changes === 0) throw new TrousseError('not-found', { what: 'contact' })
    connection
      .write<[number]>(
        `DELETE FROM contact_point WHERE id = ?
           AND NOT EXISTS (SELECT 1 FROM contact_point_source WHERE contact_point_id = contact_point.id)`,
      )
      .run(contactId)
  })
}
