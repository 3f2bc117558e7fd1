import type { PackRecord } from '../../contract/views.ts'
import type { PackContent } from '../api.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { readClassAssignments } from './assignments.ts'
import { readPupilsOfClass } from './people.ts'

type PackRow = Omit<PackRecord, 'encrypted'> & { readonly encrypted: number; readonly path: string }
const SELECT = `
  SELECT k.id, k.class_id AS classId, c.name AS className, k.profile, k.file_name AS fileName, k.path, k.sha256,
    k.bytes, k.files, k.encrypted, k.at
  FROM pack k JOIN school_class c ON c.id = k.class_id`
const fromRow = (row: PackRow): PackRecord & { path: string } => ({ ...row, encrypted: row.encrypted === 1 })

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

export function recordPack(
  connection: WriteConnection,
  pack: Omit<PackRecord, 'id' | 'className'> & { readonly path: string },
): number {
  const { classId, profile, fileName, path, sha256, bytes, files, encrypted, at } = pack
  return connection
    .write<[number, string, string, string, string, number, number, number, string]>(
      `INSERT INTO pack (class_id, profile, file_name, path, sha256, bytes, files, encrypted, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(classId, profile, fileName, path, sha256, bytes, files, +encrypted, at).id
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
