/** What was done while the platform was down and has no table of its own for it, what was carried back, and drills. */
import type { DrillFinding, DrillRecord, HandoverKind } from '../../contract/views.ts'
import type { ClosedHandover, LocalWork, TypedContactRow, WorkHandedIn } from '../api.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { markCarriedOver } from './local-work.ts'
import { divisionOf } from './reach.ts'

/** Drills kept: a few years of them. */
const DRILLS_KEPT = 100

// --- what there is to carry back --------------------------------------------------------------

/** What the teacher wrote here and has not deleted; changed since it was carried back, it waits again; `html` as stored: whoever shows it cleans it. */
export const listLocalWork = (connection: ReadConnection): LocalWork[] =>
  connection
    .read<LocalWork>(
      `SELECT a.id, a.title, c.name AS className, a.due_on AS dueOn, a.description_html AS html,
         l.created_at AS createdAt, CASE WHEN l.updated_at <= l.carried_over_at THEN l.carried_over_at END AS carriedAt
       FROM local_assignment l JOIN assignment a ON a.id = l.assignment_id
         JOIN school_class c ON c.id = a.class_id
       WHERE l.deleted_at IS NULL ORDER BY l.created_at, a.id`,
    )
    .all()

/** Addresses the teacher typed since then and still holds; the pupils are those of a guardian. */
export const listTypedContacts = (connection: ReadConnection, fromIso: string): TypedContactRow[] =>
  connection
    .read<TypedContactRow, [string]>(
      `SELECT k.id, k.kind, k.value, k.entered_at AS at, trim(p.family_name || ' ' || p.given_name) AS owner,
         coalesce((SELECT group_concat(trim(q.family_name || ' ' || q.given_name), ', ')
           FROM guardian_link g JOIN person q ON q.id = g.pupil_id WHERE g.guardian_id = p.id), '') AS pupils,
         CASE p.role WHEN 'pupil' THEN ${divisionOf('p.id')} ELSE
           (SELECT ${divisionOf('g.pupil_id')} FROM guardian_link g WHERE g.guardian_id = p.id LIMIT 1) END AS className
       FROM contact_point k JOIN person p ON p.id = k.person_id AND p.active = 1
       WHERE k.entered_by_teacher = 1 AND k.entered_at >= ? ORDER BY k.entered_at, k.id`,
    )
    .all(fromIso)

/** Files handed in since then, of pupils and classes that are known, by class and name. */
export const listWorkHandedIn = (connection: ReadConnection, fromIso: string): WorkHandedIn[] =>
  connection
    .read<WorkHandedIn, [string]>(
      `SELECT h.class_id AS classId, c.name AS className, coalesce(a.title, '') AS title,
         trim(p.family_name || ' ' || p.given_name) AS pupil, h.given_at AS at
       FROM handed_in h JOIN school_class c ON c.id = h.class_id JOIN person p ON p.id = h.pupil_id
         LEFT JOIN assignment a ON a.id = h.assignment_id
       WHERE h.removed_at IS NULL AND h.given_at >= ?
       ORDER BY c.name, p.family_fold, p.given_fold, h.id`,
    )
    .all(fromIso)

export const readSchoolName = (connection: ReadConnection): string | null =>
  connection.read<{ name: string }>('SELECT name FROM school WHERE active = 1 ORDER BY id LIMIT 1').get()?.name ?? null

// --- what was carried back --------------------------------------------------------------------

export const listHandoverMarks = (
  connection: ReadConnection,
): { kind: HandoverKind; rowId: number; carriedAt: string }[] =>
  connection
    .read<{ kind: HandoverKind; rowId: number; carriedAt: string }>(
      'SELECT kind, row_id AS rowId, done_at AS carriedAt FROM handover_mark ORDER BY kind, row_id',
    )
    .all()

/** @param at null: not carried back after all */
export function markCarried(
  connection: WriteConnection,
  items: readonly { readonly kind: HandoverKind; readonly id: number }[],
  at: string | null,
): void {
  const set = connection.write<[string, number, string]>(
    `INSERT INTO handover_mark (kind, row_id, done_at) VALUES (?, ?, ?)
     ON CONFLICT (kind, row_id) DO UPDATE SET done_at = excluded.done_at`,
  )
  const clear = connection.write<[string, number]>('DELETE FROM handover_mark WHERE kind = ? AND row_id = ?')
  connection.transaction(() => {
    const work = items.filter(({ kind }) => kind === 'assignment')
    if (work.length > 0) {
      markCarriedOver(
        connection,
        work.map(({ id }) => id),
        at,
      )
    }
    for (const { kind, id } of items) {
      if (kind === 'assignment') continue
      if (at === null) clear.run(kind, id)
      else set.run(kind, id, at)
    }
  })
}

/** The outage the teacher was done with last. */
export const lastHandover = (connection: ReadConnection): ClosedHandover | null =>
  connection
    .read<ClosedHandover>(
      `SELECT id, began_at AS beganAt, ended_at AS endedAt, closed_at AS closedAt FROM handover
       ORDER BY closed_at DESC, id DESC LIMIT 1`,
    )
    .get() ?? null

export const closeHandover = (connection: WriteConnection, closed: Omit<ClosedHandover, 'id'>): number =>
  connection
    .write<[string, string, string]>('INSERT INTO handover (began_at, ended_at, closed_at) VALUES (?, ?, ?)')
    .run(closed.beganAt, closed.endedAt, closed.closedAt).id

/** The teacher takes the closing back. */
export function reopenHandover(connection: WriteConnection, id: number): void {
  connection.write<[number]>('DELETE FROM handover WHERE id = ?').run(id)
}

// --- drills -----------------------------------------------------------------------------------

/** The most recent first. */
export const listDrills = (connection: ReadConnection, limit: number): DrillRecord[] =>
  connection
    .read<Omit<DrillRecord, 'findings'> & { readonly findings: string }, [number]>(
      'SELECT id, at, duration_ms AS durationMs, findings FROM drill ORDER BY at DESC, id DESC LIMIT ?',
    )
    .all(limit)
    .map((row) => ({ ...row, findings: JSON.parse(row.findings) as DrillFinding[] }))

export function recordDrill(connection: WriteConnection, drill: Omit<DrillRecord, 'id'>): number {
  return connection.transaction(() => {
    const { id } = connection
      .write<[string, number, string]>('INSERT INTO drill (at, duration_ms, findings) VALUES (?, ?, ?)')
      .run(drill.at, drill.durationMs, JSON.stringify(drill.findings))
    connection.write<[number]>('DELETE FROM drill WHERE id <= ?').run(id - DRILLS_KEPT)
    return id
  })
}
