import type { TodayView } from '../../contract/views.ts'
import type { ReadConnection } from '../connection.ts'
import { readDueBetween } from './assignments.ts'
import { divisionOf, REACH, type Reach } from './reach.ts'

const DUE_SOON_DAYS = 7
const DUE_SOON_SHOWN = 20
const UNREACHABLE_SHOWN = 100
const DAY_MS = 24 * 3600 * 1000

/** @param todayIso the day (or instant) that "soon" counts from. */
export function readToday(connection: ReadConnection, todayIso: string): Omit<TodayView, 'availability'> {
  const from = todayIso.slice(0, 10)
  const to = new Date(Date.parse(from) + DUE_SOON_DAYS * DAY_MS).toISOString().slice(0, 10)
  const counts = readCounts(connection)
  return {
    lastSyncAt: counts.lastSyncAt,
    pupils: counts.pupils,
    guardians: counts.guardians,
    classes: counts.classes,
    assignments: counts.assignments,
    reach: readReachCounts(connection),
    unreachable: readUnreachable(connection),
    dueSoon: readDueBetween(connection, from, to, DUE_SOON_SHOWN),
    attachments: { here: counts.attachmentsHere, missing: counts.attachmentsMissing },
    held: counts.held,
    outbox: { waiting: counts.waiting, needsAttention: counts.needsAttention, accepted: counts.accepted },
    packsWritten: counts.packs,
    bounced: counts.bounced,
    answers: { unread: counts.unread },
    toCarryOver: counts.toCarryOver,
    lastDrillAt: counts.lastDrillAt,
  }
}

interface Counts {
  readonly lastSyncAt: string | null
  readonly pupils: number
  readonly guardians: number
  readonly classes: number
  readonly assignments: number
  readonly attachmentsHere: number
  readonly attachmentsMissing: number
  readonly held: number
  readonly packs: number
  readonly waiting: number
  readonly needsAttention: number
  readonly accepted: number
  readonly bounced: number
  readonly unread: number
  readonly toCarryOver: number
  readonly lastDrillAt: string | null
}

function readCounts(connection: ReadConnection): Counts {
  const row = connection
    .read<Counts>(
      `SELECT
         (SELECT max(ended_at) FROM sync_run WHERE outcome IN ('applied', 'unchanged')) AS lastSyncAt,
         people.pupils, people.guardians,
         (SELECT count(*) FROM school_class WHERE active = 1) AS classes,
         (SELECT count(*) FROM assignment WHERE active = 1) AS assignments,
         files.here AS attachmentsHere, files.missing AS attachmentsMissing,
         (SELECT count(*) FROM held_sync) AS held,
         (SELECT count(*) FROM pack) AS packs,
         (SELECT count(DISTINCT k.person_id) FROM contact_point k JOIN person p ON p.id = k.person_id AND p.active = 1
          WHERE k.bounced_at IS NOT NULL) AS bounced,
         (SELECT count(*) FROM reply WHERE kind = 'answer' AND read_at IS NULL) AS unread,
         (SELECT count(*) FROM local_assignment WHERE deleted_at IS NULL
            AND (carried_over_at IS NULL OR updated_at > carried_over_at)) AS toCarryOver,
         (SELECT max(at) FROM drill) AS lastDrillAt,
         outbox.waiting, outbox.needsAttention, outbox.accepted
       FROM
         (SELECT count(*) FILTER (WHERE role = 'pupil') AS pupils,
            count(*) FILTER (WHERE role = 'guardian') AS guardians
          FROM person WHERE active = 1) people,
         (SELECT count(f.sha256) AS here, count(*) - count(f.sha256) AS missing
          FROM attachment f JOIN assignment a ON a.id = f.assignment_id AND a.active = 1
          WHERE f.active = 1) files,
         (SELECT count(*) FILTER (WHERE state IN ('queued', 'in-flight', 'deferred')) AS waiting,
            count(*) FILTER (WHERE state IN ('ambiguous', 'refused', 'bounced')) AS needsAttention,
            count(*) FILTER (WHERE state IN ('accepted', 'answered')) AS accepted
          FROM delivery) outbox`,
    )
    .get()
  if (row === undefined) throw new Error('aggregates always give a row')
  return row
}

function readReachCounts(connection: ReadConnection): TodayView['reach'] {
  const row = connection
    .read<TodayView['reach']>(
      `WITH ${REACH}
       SELECT count(*) FILTER (WHERE r.best = 'email') AS email,
         count(*) FILTER (WHERE r.best = 'phone') AS phoneOnly,
         count(*) FILTER (WHERE r.best IS NULL) AS none
       FROM person p LEFT JOIN reach r ON r.pupil_id = p.id
       WHERE p.role = 'pupil' AND p.active = 1`,
    )
    .get()
  return row ?? { email: 0, phoneOnly: 0, none: 0 }
}

/** Nobody at all first, then those with only a phone. */
function readUnreachable(connection: ReadConnection): TodayView['unreachable'] {
  return connection
    .read<{ pupilId: number; name: string; className: string | null; reach: Reach }, [number]>(
      `WITH ${REACH}
       SELECT p.id AS pupilId, p.family_name || ' ' || p.given_name AS name, ${divisionOf('p.id')} AS className,
         coalesce(r.best, 'none') AS reach
       FROM person p LEFT JOIN reach r ON r.pupil_id = p.id
       WHERE p.role = 'pupil' AND p.active = 1 AND (r.best IS NULL OR r.best = 'phone')
       ORDER BY r.best IS NOT NULL, p.family_fold, p.given_fold, p.id LIMIT ?`,
    )
    .all(UNREACHABLE_SHOWN)
}
