/** Pupils' portraits: which file is whose. */
import { TrousseError } from '../../contract/errors.ts'
import type { NamedPupil } from '../../domain/portrait-names.ts'
import type { PortraitRecord, WorkWriteStore } from '../api-work.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { unusedContents } from './unused-contents.ts'

export const listPortraits = (connection: ReadConnection, classId: number | null): PortraitRecord[] =>
  connection
    .read<PortraitRecord, [number | null, number | null]>(
      `SELECT f.person_id AS personId, f.sha256, f.media_type AS mediaType
       FROM portrait f JOIN person p ON p.id = f.person_id
       WHERE (? IS NULL OR EXISTS (SELECT 1 FROM enrolment n
         WHERE n.person_id = f.person_id AND n.class_id = ? AND n.role = 'pupil' AND n.active = 1))
       ORDER BY p.family_fold, p.given_fold, p.id`,
    )
    .all(classId, classId)

export const listPupilNames = (connection: ReadConnection, classId: number): NamedPupil[] =>
  connection
    .read<Omit<NamedPupil, 'externalIds'> & { externalIds: string }, [number]>(
      `SELECT p.id AS pupilId, p.family_name AS familyName, p.given_name AS givenName,
         (SELECT json_group_array(e.external_id) FROM external_id e
          WHERE e.row_id = p.id AND e.entity = 'person' AND e.active = 1) AS externalIds
       FROM enrolment n JOIN person p ON p.id = n.person_id AND p.active = 1
       WHERE n.class_id = ? AND n.role = 'pupil' AND n.active = 1
       ORDER BY p.family_fold, p.given_fold, p.id`,
    )
    .all(classId)
    .map((row) => ({ ...row, externalIds: JSON.parse(row.externalIds) as string[] }))

export function setPortrait(
  connection: WriteConnection,
  { personId, sha256, mediaType, bytes, at }: Parameters<WorkWriteStore['setPortrait']>[0],
): string[] {
  return connection.transaction(() => {
    const pupil = connection
      .read<{ id: number }, [number]>(`SELECT id FROM person WHERE id = ? AND role = 'pupil' AND active = 1`)
      .get(personId)
    if (pupil === undefined) throw new TrousseError('not-found', { what: 'pupil' })
    const before = connection
      .read<{ sha256: string }, [number]>('SELECT sha256 FROM portrait WHERE person_id = ?')
      .all(personId)
    connection
      .write<[number, string, string, number, string]>(
        `INSERT INTO portrait (person_id, sha256, media_type, bytes, added_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (person_id) DO UPDATE SET sha256 = excluded.sha256, media_type = excluded.media_type,
           bytes = excluded.bytes, added_at = excluded.added_at`,
      )
      .run(personId, sha256, mediaType, bytes, at)
    return unusedContents(
      connection,
      before.map((row) => row.sha256),
    )
  })
}

export function removePortraits(connection: WriteConnection, personIds: readonly number[] | null): string[] {
  const ids = personIds === null ? null : JSON.stringify(personIds)
  return connection.transaction(() => {
    const gone = connection
      .write<[string | null, string | null], { sha256: string }>(
        `DELETE FROM portrait WHERE ? IS NULL OR person_id IN (SELECT value FROM json_each(?)) RETURNING sha256`,
      )
      .all(ids, ids)
    return unusedContents(
      connection,
      gone.map(({ sha256 }) => sha256),
    )
  })
}
