import type { ClassSummary, RosterRow } from '../../contract/views.ts'
import { classFinder } from '../class-names.ts'
import type { ReadConnection } from '../connection.ts'
import { divisionOf, REACH, type Reach } from './reach.ts'

/** "2de 9" before "2de 10", accents where a French reader expects them. */
const byName = new Intl.Collator('fr', { numeric: true })

export function listClasses(connection: ReadConnection): ClassSummary[] {
  const rows = connection
    .read<ClassSummary>(
      `WITH ${REACH}
       SELECT c.id, c.name, c.kind, c.subject, count(p.id) AS pupils,
         count(p.id) FILTER (WHERE r.best = 'email') AS reachableByEmail,
         count(p.id) FILTER (WHERE r.best = 'phone') AS phoneOnly,
         count(p.id) FILTER (WHERE r.best IS NULL) AS unreachable
       FROM school_class c
         LEFT JOIN enrolment n ON n.class_id = c.id AND n.role = 'pupil' AND n.active = 1
         LEFT JOIN person p ON p.id = n.person_id AND p.active = 1
         LEFT JOIN reach r ON r.pupil_id = p.id
       WHERE c.active = 1
       GROUP BY c.id`,
    )
    .all()
  return rows.sort((a, b) => (a.kind === b.kind ? byName.compare(a.name, b.name) : a.kind === 'class' ? -1 : 1))
}

/**
 * By id, or by name as people write it ("6A" finds "6e A"); an exact id or name wins. Null when none or several fit.
 */
export function findClass(connection: ReadConnection, nameOrId: string): { id: number; name: string } | null {
  const id = /^\d{1,15}$/.test(nameOrId) ? Number(nameOrId) : null
  if (id !== null) {
    const row = connection
      .read<{ id: number; name: string }, [number]>('SELECT id, name FROM school_class WHERE id = ? AND active = 1')
      .get(id)
    if (row !== undefined) return row
  }
  const found = classFinder(connection)(nameOrId)
  return found === null ? null : { id: found.id, name: found.name }
}

/** Active pupils of a class, or of the whole school when null, by family name. */
export function readRoster(connection: ReadConnection, classId: number | null): RosterRow[] {
  const rows = connection
    .read<
      Omit<RosterRow, 'courtBlock' | 'reach'> & { courtBlock: number; best: Reach | null },
      [number | null, number | null]
    >(
      `WITH ${REACH},
       guardians AS (
         SELECT pupil_id, count(*) AS guardians, max(court_block) AS court_block FROM guardian_link GROUP BY pupil_id
       )
       SELECT p.id AS pupilId, p.family_name AS familyName, p.given_name AS givenName, p.birth_date AS birthDate,
         ${divisionOf('p.id')} AS className,
         coalesce(r.emails, 0) AS emails, coalesce(r.phones, 0) AS phones, r.best,
         coalesce(g.guardians, 0) AS guardians, coalesce(g.court_block, 0) AS courtBlock
       FROM person p
         LEFT JOIN reach r ON r.pupil_id = p.id
         LEFT JOIN guardians g ON g.pupil_id = p.id
       WHERE p.role = 'pupil' AND p.active = 1
         AND (? IS NULL OR EXISTS (
           SELECT 1 FROM enrolment n
           WHERE n.class_id = ? AND n.person_id = p.id AND n.role = 'pupil' AND n.active = 1))
       ORDER BY p.family_fold, p.given_fold, p.id`,
    )
    .all(classId, classId)
  return rows.map(({ best, courtBlock, ...row }) => ({ ...row, courtBlock: courtBlock === 1, reach: best ?? 'none' }))
}
