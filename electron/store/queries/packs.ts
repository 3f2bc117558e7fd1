import type { PackRecord } from '../../contract/views.ts'
import type { IndividualPack, NewPack, PackContent } from '../api.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { readClassAssignments } from './assignments.ts'
import { readPupilsOfClass } from './people.ts'

interface PackRow extends Omit<PackRecord, 'encrypted' | 'recipientNames' | 'fields' | 'counts' | 'drive'> {
  readonly driveId: string | null
  readonly driveName: string | null
  readonly encrypted: number
  readonly path: string
  /** JSON arrays. */
  readonly recipientNames: string
  readonly fields: string | null
  readonly pupils: number | null
  readonly guardians: number | null
  readonly assignments: number | null
  readonly attachments: number | null
}

const SELECT = `
  SELECT k.id, k.class_id AS classId, c.name AS className, k.profile, k.form, k.file_name AS fileName, k.path, k.sha256,
    k.bytes, k.files, k.encrypted, k.recipient, k.purpose, k.expires_at AS expiresAt, k.fields, k.pupils, k.guardians,
    k.assignments, k.attachments, k.at, k.lost_at AS lostAt, k.drive_id AS driveId,
    k.drive_name AS driveName,
    (SELECT json_group_array(trim(p.family_name || ' ' || p.given_name))
       FROM pack_recipient r JOIN person p ON p.id = r.person_id WHERE r.pack_id = k.id) AS recipientNames
  FROM pack k JOIN school_class c ON c.id = k.class_id`

function fromRow(row: PackRow): PackRecord & { path: string } {
  const {
    pupils,
    guardians,
    assignments,
    attachments,
    fields,
    recipientNames,
    encrypted,
    driveId,
    driveName,
    ...rest
  } = row
  const isCounted = pupils !== null && guardians !== null && assignments !== null && attachments !== null
  return {
    ...rest,
    encrypted: encrypted === 1,
    drive: driveId === null ? null : { id: driveId, name: driveName ?? '' },
    recipientNames: JSON.parse(recipientNames) as string[],
    fields: fields === null ? null : (JSON.parse(fields) as string[]),
    counts: isCounted ? { pupils, guardians, assignments, attachments } : null,
  }
}

/** Newest first. The path stays out: the window does not need it. */
export const listPacks = (connection: ReadConnection): PackRecord[] =>
  connection
    .read<PackRow>(`${SELECT} ORDER BY k.id DESC`)
    .all()
    .map((row) => {
      const { path: _, ...pack } = fromRow(row)
      return pack
    })

export function readPack(connection: ReadConnection, id: number): (PackRecord & { path: string }) | null {
  const row = connection.read<PackRow, [number]>(`${SELECT} WHERE k.id = ?`).get(id)
  return row === undefined ? null : fromRow(row)
}

/** A folder found as it was written, manifest included, is the pack already recorded: its id is given back. */
export function recordPack(connection: WriteConnection, pack: NewPack): number {
  return connection.transaction(() => {
    const same = connection
      .read<{ id: number }, [string, string]>(`SELECT id FROM pack WHERE form = 'folder' AND path = ? AND sha256 = ?`)
      .get(pack.path, pack.sha256)
    if (same !== undefined) return same.id
    const { counts } = pack
    const { id } = connection
      .write<(string | number | null)[]>(
        `INSERT INTO pack (class_id, profile, form, file_name, path, sha256, bytes, files, encrypted, recipient, purpose,
           expires_at, fields, pupils, guardians, assignments, attachments, at,
           drive_id, drive_name)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        ...[pack.classId, pack.profile, pack.form, pack.fileName, pack.path, pack.sha256, pack.bytes, pack.files],
        ...[+pack.encrypted, pack.recipient, pack.purpose, pack.expiresAt, JSON.stringify(pack.fields)],
        ...[counts.pupils, counts.guardians, counts.assignments, counts.attachments, pack.at],
        ...[pack.drive?.id ?? null, pack.drive?.name ?? null],
      )
    const insert = connection.write<[number, number]>('INSERT INTO pack_recipient (pack_id, person_id) VALUES (?, ?)')
    for (const personId of pack.recipientIds) insert.run(id, personId)
    return id
  })
}

/** @param at when the teacher said so; null: it was found again */
export function markPackLost(connection: WriteConnection, id: number, at: string | null): void {
  connection.write<[string | null, number]>('UPDATE pack SET lost_at = ? WHERE id = ?').run(at, id)
}

/** Everything of a class that a pack may hold; null when there is no such class. */
export function readPackContent(connection: ReadConnection, classId: number): PackContent | null {
  const schoolClass = connection
    .read<{ name: string }, [number]>('SELECT name FROM school_class WHERE id = ? AND active = 1')
    .get(classId)
  if (schoolClass === undefined) return null
  const school = connection.read<{ name: string }>('SELECT name FROM school WHERE active = 1 ORDER BY id LIMIT 1').get()
  const year = connection
    .read<{ title: string }>('SELECT title FROM academic_year WHERE active = 1 ORDER BY starts_on DESC LIMIT 1')
    .get()
  return {
    schoolName: school?.name ?? null,
    academicYear: year?.title ?? null,
    className: schoolClass.name,
    pupils: readPupilsOfClass(connection, classId),
    assignments: readClassAssignments(connection, classId),
  }
}

/** The latest pack of one pupil alone, for each of these that has one; lost ones, and those of another form than a file, excepted. */
export const individualPacks = (connection: ReadConnection, pupilIds: readonly number[]): IndividualPack[] =>
  connection
    .read<IndividualPack, [string]>(
      `SELECT r.person_id AS pupilId, max(k.id) AS packId, k.file_name AS fileName, k.path, k.sha256, k.bytes
       FROM pack k JOIN pack_recipient r ON r.pack_id = k.id
       WHERE k.profile = 'individual' AND k.lost_at IS NULL AND k.form IN ('zip', 'html')
         AND (SELECT count(*) FROM pack_recipient x WHERE x.pack_id = k.id) = 1
         AND r.person_id IN (SELECT value FROM json_each(?))
       GROUP BY r.person_id`,
    )
    .all(JSON.stringify(pupilIds))
