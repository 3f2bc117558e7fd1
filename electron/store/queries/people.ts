import type { ContactPointView, GuardianView, PupilSheet } from '../../contract/views.ts'
import type { ReadConnection } from '../connection.ts'
import { groupBy } from '../group-by.ts'
import { divisionOf, REACH, type Reach } from './reach.ts'

/** A pupil's sheet, also of one who left; null when there is no such pupil. */
export const readPupil = (connection: ReadConnection, id: number): PupilSheet | null =>
  readSheets(connection, [id])[0] ?? null

/** Sheets in the order asked for, also of pupils who left; unknown ids are left out. */
export const readPupils = (connection: ReadConnection, ids: readonly number[]): PupilSheet[] =>
  readSheets(connection, ids)

/** Sheets of the active pupils of a class, by family name. */
export function readPupilsOfClass(connection: ReadConnection, classId: number): PupilSheet[] {
  const members = connection
    .read<{ id: number }, [number]>(
      `SELECT p.id FROM enrolment n JOIN person p ON p.id = n.person_id
       WHERE n.class_id = ? AND n.role = 'pupil' AND n.active = 1 AND p.active = 1
       ORDER BY p.family_fold, p.given_fold, p.id`,
    )
    .all(classId)
  return readSheets(
    connection,
    members.map((member) => member.id),
  )
}

interface PupilRow {
  readonly id: number
  readonly familyName: string
  readonly givenName: string
  readonly birthDate: string | null
  readonly active: number
}
interface GuardianRow extends Omit<GuardianView, 'authority' | 'courtBlock' | 'primary' | 'contactPoints'> {
  readonly pupilId: number
  readonly authority: number
  readonly courtBlock: number
  readonly primary: number
}
interface OwnedPoint extends ContactPointView {
  readonly personId: number
}
interface ContactRow extends Omit<OwnedPoint, 'verified' | 'bounced' | 'optedOut' | 'typed'> {
  readonly verified: number
  readonly bounced: number
  readonly optedOut: number
  readonly typed: number
}
type WithPupil<T> = T & { readonly pupilId: number }

/** Sheets in the order of `ids`: one query per kind of content, whatever the number of pupils. */
function readSheets(connection: ReadConnection, ids: readonly number[]): PupilSheet[] {
  const wanted = JSON.stringify(ids)
  const pupils = connection
    .read<PupilRow, [string]>(
      `SELECT p.id, p.family_name AS familyName, p.given_name AS givenName, p.birth_date AS birthDate, p.active
       FROM json_each(?) w JOIN person p ON p.id = w.value
       WHERE p.role = 'pupil' ORDER BY w.key`,
    )
    .all(wanted)
  const guardians = byPupil(readGuardians(connection, wanted))
  const contacts = readContacts(connection, wanted)
  const classes = byPupil(readClasses(connection, wanted))
  const siblings = byPupil(readSiblings(connection, wanted))
  const sources = byPupil(readSources(connection, wanted))
  const reach = readReach(connection)
  const pointsOf = (personId: number): ContactPointView[] =>
    (contacts.get(personId) ?? []).map(({ personId: _, ...point }) => point)
  return pupils.map((pupil) => ({
    ...pupil,
    active: pupil.active === 1,
    classes: (classes.get(pupil.id) ?? []).map(({ pupilId: _, ...row }) => row),
    contactPoints: pointsOf(pupil.id),
    guardians: (guardians.get(pupil.id) ?? []).map(({ pupilId: _, ...row }) => ({
      ...row,
      authority: row.authority === 1,
      courtBlock: row.courtBlock === 1,
      primary: row.primary === 1,
      contactPoints: pointsOf(row.personId),
    })),
    siblings: (siblings.get(pupil.id) ?? []).map(({ pupilId: _, ...row }) => row),
    sources: (sources.get(pupil.id) ?? []).map(({ pupilId: _, ...row }) => row),
    reach: reach.get(pupil.id) ?? 'none',
  }))
}

const readGuardians = (connection: ReadConnection, wanted: string): GuardianRow[] =>
  connection
    .read<GuardianRow, [string]>(
      `SELECT l.pupil_id AS pupilId, p.id AS personId, p.family_name AS familyName, p.given_name AS givenName,
         l.level, l.relationship, l.authority, l.court_block AS courtBlock, l.is_primary AS "primary"
       FROM guardian_link l JOIN person p ON p.id = l.guardian_id
       WHERE l.pupil_id IN (SELECT value FROM json_each(?))
       ORDER BY l.is_primary DESC, l.level, p.family_fold, p.given_fold`,
    )
    .all(wanted)

/** Contact points of these pupils and of their guardians, by person, in the order to use them. */
function readContacts(connection: ReadConnection, wanted: string): Map<number, OwnedPoint[]> {
  const rows = connection
    .read<ContactRow, [string, string]>(
      `SELECT c.person_id AS personId, c.id, c.kind, c.value, c.label,
         c.verified_at IS NOT NULL AS verified, c.bounced_at IS NOT NULL AS bounced,
         c.opted_out_at IS NOT NULL AS optedOut, c.entered_by_teacher AS typed
       FROM contact_point c
       WHERE c.set_aside_at IS NULL AND c.person_id IN (
         SELECT value FROM json_each(?)
         UNION SELECT guardian_id FROM guardianship WHERE pupil_id IN (SELECT value FROM json_each(?)))
       ORDER BY c.person_id, c.entered_by_teacher DESC, c.kind, c.position, c.id`,
    )
    .all(wanted, wanted)
  const points = rows.map(({ verified, bounced, optedOut, typed, ...row }) => ({
    ...row,
    verified: verified === 1,
    bounced: bounced === 1,
    optedOut: optedOut === 1,
    typed: typed === 1,
  }))
  return groupBy(points, (point) => point.personId)
}

const readClasses = (connection: ReadConnection, wanted: string): WithPupil<PupilSheet['classes'][number]>[] =>
  connection
    .read<WithPupil<PupilSheet['classes'][number]>, [string]>(
      `SELECT n.person_id AS pupilId, c.id, c.name, c.kind
       FROM enrolment n JOIN school_class c ON c.id = n.class_id
       WHERE n.person_id IN (SELECT value FROM json_each(?)) AND n.role = 'pupil' AND n.active = 1 AND c.active = 1
       ORDER BY c.kind, c.name`,
    )
    .all(wanted)

/** Pupils who share a guardian, still in the school. */
const readSiblings = (connection: ReadConnection, wanted: string): WithPupil<PupilSheet['siblings'][number]>[] =>
  connection
    .read<WithPupil<PupilSheet['siblings'][number]>, [string]>(
      `SELECT DISTINCT mine.pupil_id AS pupilId, p.id, p.given_name AS givenName, p.family_name AS familyName,
         ${divisionOf('p.id')} AS className
       FROM guardianship mine
         JOIN guardianship theirs ON theirs.guardian_id = mine.guardian_id AND theirs.pupil_id <> mine.pupil_id
         JOIN person p ON p.id = theirs.pupil_id AND p.active = 1 AND p.role = 'pupil'
       WHERE mine.pupil_id IN (SELECT value FROM json_each(?))
       ORDER BY p.given_fold`,
    )
    .all(wanted)

/** Which sources list the pupil, and when each last said so. */
const readSources = (connection: ReadConnection, wanted: string): WithPupil<PupilSheet['sources'][number]>[] =>
  connection
    .read<WithPupil<PupilSheet['sources'][number]>, [string]>(
      `SELECT DISTINCT e.row_id AS pupilId, s.label,
         coalesce((SELECT max(ended_at) FROM sync_run r
           WHERE r.source_id = s.id AND r.outcome IN ('applied', 'unchanged')), s.created_at) AS seenAt
       FROM external_id e JOIN source s ON s.id = e.source_id
       WHERE e.entity = 'person' AND e.active = 1 AND e.row_id IN (SELECT value FROM json_each(?))
       ORDER BY s.label`,
    )
    .all(wanted)

function readReach(connection: ReadConnection): Map<number, Reach> {
  const rows = connection
    .read<{ pupilId: number; best: Reach }>(`WITH ${REACH} SELECT pupil_id AS pupilId, best FROM reach`)
    .all()
  return new Map(rows.map(({ pupilId, best }) => [pupilId, best]))
}

const byPupil = <T extends { readonly pupilId: number }>(rows: readonly T[]): Map<number, T[]> =>
  groupBy(rows, (row) => row.pupilId)
