/** One person seen by two sources is one person (design.md §3): finds the row that another source made. */
import type { ClassRecord, PersonRecord, SnapshotRecord } from '../../contract/snapshot.ts'
import type { ReadConnection } from '../connection.ts'
import { foldClassName, foldPersonName } from '../fold.ts'

/**
 * Looks for an active row of the same thing that this source does not know yet. A person matches by role,
 * folded names and an equal birth date; a class by kind and folded name; a school by UAI; a year by its dates.
 * Two candidates are no match: twins and homonyms stay apart.
 */
export function findExistingRow(
  connection: ReadConnection,
  sourceId: number,
): (record: SnapshotRecord) => number | null {
  const others = connection
    .read<{ found: number }, [number]>('SELECT EXISTS (SELECT 1 FROM external_id WHERE source_id <> ?) AS found')
    .get(sourceId)
  // The first source of a school: nothing to match, and 26,000 look-ups saved.
  if (others?.found !== 1) return () => null

  const unknownHere = (entity: string) =>
    `NOT EXISTS (SELECT 1 FROM external_id e WHERE e.row_id = t.id AND e.entity = '${entity}' AND e.source_id = ?)`
  const people = connection.read<{ id: number }, [string, string, string, string, number]>(
    `SELECT t.id FROM person t
     WHERE t.family_fold = ? AND t.given_fold = ? AND t.birth_date = ? AND t.role = ? AND t.active = 1
       AND ${unknownHere('person')} LIMIT 2`,
  )
  const classes = connection.read<{ id: number }, [string, string, number]>(
    `SELECT t.id FROM school_class t
     WHERE t.name_fold = ? AND t.kind = ? AND t.active = 1 AND ${unknownHere('class')} LIMIT 2`,
  )
  const schools = connection.read<{ id: number }, [string, number]>(
    `SELECT t.id FROM school t WHERE t.uai = ? AND t.active = 1 AND ${unknownHere('school')} LIMIT 2`,
  )
  const years = connection.read<{ id: number }, [string, string, number]>(
    `SELECT t.id FROM academic_year t
     WHERE t.starts_on = ? AND t.ends_on = ? AND t.active = 1 AND ${unknownHere('academicYear')} LIMIT 2`,
  )
  const only = (rows: readonly { id: number }[]): number | null => (rows.length === 1 ? (rows[0]?.id ?? null) : null)

  const person = ({ familyName, givenName, birthDate, role }: PersonRecord) =>
    birthDate === undefined
      ? null
      : only(people.all(foldPersonName(familyName), foldPersonName(givenName), birthDate, role, sourceId))
  const schoolClass = ({ name, kind }: ClassRecord) => only(classes.all(foldClassName(name), kind, sourceId))

  return (record) => {
    switch (record.entity) {
      case 'person':
        return person(record)
      case 'class':
        return schoolClass(record)
      case 'school':
        return record.uai === undefined ? null : only(schools.all(record.uai, sourceId))
      case 'academicYear':
        return only(years.all(record.startsOn, record.endsOn, sourceId))
      case 'enrolment':
      case 'assignment':
      case 'lesson':
        return null
    }
  }
}
