import type { RosterRow } from '../../contract/views.ts'

/** The best channel to a family. */
export type Reach = RosterRow['reach']

/**
 * Which channels lead to a pupil's family, as a piece of SQL shared by every screen that shows reach.
 *
 * A pupil's own address counts, and those of guardians of level 1 or 2 with authority and no court order
 * against contact (a pupil entered as their own guardian answers for themselves). An address that bounced or
 * whose owner asked not to be written to does not count, nor one that the teacher set aside for another source's.
 */
export const REACH = `
  channel AS (
    SELECT c.person_id AS pupil_id, c.kind
    FROM person p JOIN contact_point c ON c.person_id = p.id
    WHERE p.role = 'pupil' AND p.active = 1 AND c.bounced_at IS NULL AND c.opted_out_at IS NULL
      AND c.set_aside_at IS NULL
    UNION ALL
    SELECT l.pupil_id, c.kind
    FROM guardian_link l JOIN contact_point c ON c.person_id = l.guardian_id
    WHERE l.level <= 2 AND l.court_block = 0 AND (l.authority = 1 OR l.relationship = 'self')
      AND c.bounced_at IS NULL AND c.opted_out_at IS NULL AND c.set_aside_at IS NULL
  ),
  reach AS (
    SELECT pupil_id, sum(kind = 'email') AS emails, sum(kind = 'phone') AS phones,
      CASE WHEN sum(kind = 'email') > 0 THEN 'email' ELSE 'phone' END AS best
    FROM channel GROUP BY pupil_id
  )`

/** The pupil's division, by person id, as a subquery. */
export const divisionOf = (personId: string): string => `
  (SELECT c.name FROM enrolment n JOIN school_class c ON c.id = n.class_id
   WHERE n.person_id = ${personId} AND n.role = 'pupil' AND n.active = 1 AND c.active = 1 AND c.kind = 'class'
   ORDER BY n.id DESC LIMIT 1)`
