/** Work handed in: who gave what, what is not attributed, and what can be exported. */
import { TrousseError } from '../../contract/errors.ts'
import type { HandedIn, HandedInChoices, HandedInClass, HandedInSummary, ReplyView } from '../../contract/views.ts'
import type { NamedPupil, NamedWork } from '../../domain/handed-in-match.ts'
import { schoolDay } from '../../domain/school-time.ts'
import type { HandedInRow, ReplyFiles } from '../api-handed-in.ts'
import type { ReadConnection, SqlValue } from '../connection.ts'

interface ItemRow extends Omit<HandedIn, 'settled' | 'isAnswer' | 'late' | 'corrected'> {
  readonly settled: number
  readonly isAnswer: number
  readonly correctedAt: string | null
  readonly dueOn: string | null
}
interface FullRow extends ItemRow {
  readonly sha256: string
  readonly mediaType: string | null
  readonly familyName: string | null
  readonly givenName: string | null
  readonly assignmentTitle: string | null
  readonly className: string | null
}

/** A pupil who was matched with another row is that one. */
const PUPIL = 'coalesce(p.merged_into, h.pupil_id)'
const ITEM = `h.id, h.origin, ${PUPIL} AS pupilId, h.assignment_id AS assignmentId, h.settled, h.name, h.bytes,
  h.is_answer AS isAnswer, h.risk, h.about, h.given_at AS givenAt, h.collected_at AS collectedAt,
  h.corrected_at AS correctedAt, a.due_on AS dueOn`
const FROM = `FROM handed_in h LEFT JOIN assignment a ON a.id = h.assignment_id LEFT JOIN person p ON p.id = h.pupil_id`

const fromRow = ({ settled, isAnswer, correctedAt, dueOn, ...row }: ItemRow): HandedIn => ({
  ...row,
  settled: settled === 1,
  isAnswer: isAnswer === 1,
  late: dueOn !== null && schoolDay(Date.parse(row.givenAt)) > dueOn,
  corrected: correctedAt !== null,
})

export function handedInSummary(connection: ReadConnection): HandedInSummary {
  const classes = connection
    .read<HandedInSummary['classes'][number]>(
      `SELECT c.id AS classId, c.name AS className, count(*) AS files, count(DISTINCT ${PUPIL}) AS pupils,
         count(*) - count(h.corrected_at) AS toCorrect, max(h.given_at) AS lastAt
       FROM handed_in h JOIN school_class c ON c.id = h.class_id LEFT JOIN person p ON p.id = h.pupil_id
       WHERE h.removed_at IS NULL AND h.settled = 1 GROUP BY c.id ORDER BY c.name_fold, c.id`,
    )
    .all()
  const unsettled = connection
    .read<{ total: number }>('SELECT count(*) AS total FROM handed_in WHERE removed_at IS NULL AND settled = 0')
    .get()
  return { classes, unsettled: unsettled?.total ?? 0 }
}

export function readHandedInClass(
  connection: ReadConnection,
  classId: number,
  dueFrom: string,
  dueTo: string,
): HandedInClass | null {
  const schoolClass = connection
    .read<{ name: string }, [number]>('SELECT name FROM school_class WHERE id = ?')
    .get(classId)
  if (schoolClass === undefined) return null
  const items = connection
    .read<ItemRow, [number]>(
      `SELECT ${ITEM} ${FROM} WHERE h.class_id = ? AND h.settled = 1 AND h.removed_at IS NULL
       ORDER BY h.given_at, h.id`,
    )
    .all(classId)
    .map(fromRow)
  const pupils = connection
    .read<{ id: number; familyName: string; givenName: string; active: number }, [number, string]>(
      `SELECT p.id, p.family_name AS familyName, p.given_name AS givenName,
         max(coalesce(n.active, 0) = 1 AND p.active = 1) AS active
       FROM person p LEFT JOIN enrolment n ON n.person_id = p.id AND n.role = 'pupil' AND n.class_id = ?
       WHERE (n.active = 1 AND p.active = 1) OR p.id IN (SELECT value FROM json_each(?))
       GROUP BY p.id ORDER BY p.family_fold, p.given_fold, p.id`,
    )
    .all(classId, JSON.stringify([...new Set(items.flatMap(({ pupilId }) => pupilId ?? []))]))
  const assignments = connection
    .read<HandedInClass['assignments'][number], [number, string, string]>(
      `SELECT a.id, a.class_id AS classId, a.title, a.subject, a.due_on AS dueOn FROM assignment a
       WHERE a.class_id = ? AND ((a.active = 1 AND a.due_on BETWEEN ? AND ?) OR EXISTS (
         SELECT 1 FROM handed_in h WHERE h.assignment_id = a.id AND h.settled = 1 AND h.removed_at IS NULL))
       ORDER BY a.due_on IS NULL, a.due_on DESC, a.id DESC`,
    )
    .all(classId, dueFrom, dueTo)
  return {
    classId,
    className: schoolClass.name,
    pupils: pupils.map((pupil) => ({ ...pupil, active: pupil.active === 1 })),
    assignments,
    items,
  }
}

/** Of the pupil's own work, the latest due first: a choice list is read from the top. */
const MAX_CHOICES = 2000

export function listHandedInQuestions(connection: ReadConnection): HandedInChoices {
  const rows = connection
    .read<ItemRow & { hints: string }>(
      `SELECT ${ITEM}, h.hints ${FROM} WHERE h.settled = 0 AND h.removed_at IS NULL ORDER BY h.collected_at DESC, h.id`,
    )
    .all()
  const questions = rows.map(({ hints, ...row }) => {
    const { pupilIds = [], assignmentIds = [] } = JSON.parse(hints) as { pupilIds?: number[]; assignmentIds?: number[] }
    return { ...fromRow(row), proposedPupils: pupilIds, proposedAssignments: assignmentIds }
  })
  if (questions.length === 0) return { questions, pupils: [], assignments: [] }
  const pupils = connection
    .read<{ id: number; familyName: string; givenName: string; className: string | null; classIds: string }>(
      `SELECT p.id, p.family_name AS familyName, p.given_name AS givenName,
         max(CASE WHEN c.kind = 'class' THEN c.name END) AS className, json_group_array(c.id) AS classIds
       FROM person p JOIN enrolment n ON n.person_id = p.id AND n.role = 'pupil' AND n.active = 1
         JOIN school_class c ON c.id = n.class_id AND c.active = 1
       WHERE p.active = 1 AND p.role = 'pupil' GROUP BY p.id ORDER BY p.family_fold, p.given_fold, p.id`,
    )
    .all()
  const assignments = connection
    .read<HandedInChoices['assignments'][number], [number]>(
      `SELECT a.id, a.class_id AS classId, a.title, a.subject, a.due_on AS dueOn, c.name AS className
       FROM assignment a JOIN school_class c ON c.id = a.class_id AND c.active = 1 WHERE a.active = 1
       ORDER BY a.due_on IS NULL, a.due_on DESC, a.id DESC LIMIT ?`,
    )
    .all(MAX_CHOICES)
  return {
    questions,
    pupils: pupils.map(({ className, classIds, ...pupil }) => ({
      ...pupil,
      active: true,
      className: className ?? '',
      classIds: JSON.parse(classIds) as number[],
    })),
    assignments,
  }
}

export function listHandedIn(
  connection: ReadConnection,
  filter: {
    readonly ids?: readonly number[]
    readonly pupilId?: number
    readonly assignmentId?: number
    readonly classId?: number
  },
): HandedInRow[] {
  const conditions = ['h.removed_at IS NULL']
  const values: SqlValue[] = []
  const where = (condition: string, value: SqlValue) => {
    conditions.push(condition)
    values.push(value)
  }
  if (filter.ids !== undefined) where('h.id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.ids))
  if (filter.pupilId !== undefined) where(`h.settled = 1 AND ${PUPIL} = ?`, filter.pupilId)
  if (filter.assignmentId !== undefined) where('h.settled = 1 AND h.assignment_id = ?', filter.assignmentId)
  if (filter.classId !== undefined) where('h.settled = 1 AND h.class_id = ?', filter.classId)
  // Only conditions written above, never a value, become part of the text.
  return connection
    .read<FullRow>(
      `SELECT ${ITEM}, h.sha256, h.media_type AS mediaType, q.family_name AS familyName, q.given_name AS givenName,
         a.title AS assignmentTitle, c.name AS className
       ${FROM} LEFT JOIN person q ON q.id = ${PUPIL} LEFT JOIN school_class c ON c.id = h.class_id
       WHERE ${conditions.join(' AND ')} ORDER BY q.family_fold, q.given_fold, h.given_at DESC, h.id`,
    )
    .all(...values)
    .map(({ sha256, mediaType, familyName, givenName, assignmentTitle, className, ...row }) => ({
      ...fromRow(row),
      sha256,
      mediaType,
      pupil: familyName === null ? null : { familyName, givenName: givenName ?? '' },
      assignmentTitle,
      className,
    }))
}

export function readHandedInPeople(
  connection: ReadConnection,
  classId: number | null,
): { pupils: NamedPupil[]; works: NamedWork[] } {
  const scope: [number, SqlValue] = [classId === null ? 1 : 0, classId]
  const pupils = connection
    .read<{ id: number; familyName: string; givenName: string; classIds: string }, [number, SqlValue]>(
      `SELECT p.id, p.family_name AS familyName, p.given_name AS givenName, json_group_array(n.class_id) AS classIds
       FROM person p JOIN enrolment n ON n.person_id = p.id AND n.role = 'pupil' AND n.active = 1
         JOIN school_class c ON c.id = n.class_id AND c.active = 1
       WHERE p.active = 1 AND p.role = 'pupil'
         AND (? OR p.id IN (SELECT person_id FROM enrolment WHERE class_id = ? AND active = 1))
       GROUP BY p.id ORDER BY p.id`,
    )
    .all(...scope)
  const works = connection
    .read<NamedWork, [number, SqlValue]>(
      `SELECT a.id, a.class_id AS classId, a.title, a.subject FROM assignment a
         JOIN school_class c ON c.id = a.class_id AND c.active = 1
       WHERE a.active = 1 AND (? OR a.class_id = ?) ORDER BY a.id`,
    )
    .all(...scope)
  return { pupils: pupils.map((pupil) => ({ ...pupil, classIds: JSON.parse(pupil.classIds) as number[] })), works }
}

export function readReplyFiles(connection: ReadConnection, replyId: number): ReplyFiles | null {
  const row = connection
    .read<{ messageIdHeader: string; receivedAt: string; subject: string; files: string; pupilIds: string }, [number]>(
      `SELECT r.message_id_header AS messageIdHeader, r.received_at AS receivedAt, r.subject, r.attachments AS files,
         (SELECT json_group_array(coalesce(p.merged_into, p.id)) FROM delivery_pupil d JOIN person p ON p.id = d.pupil_id
            WHERE d.delivery_id = r.delivery_id) AS pupilIds
       FROM reply r WHERE r.id = ? AND r.kind = 'answer'`,
    )
    .get(replyId)
  if (row === undefined) return null
  return {
    ...row,
    files: JSON.parse(row.files) as ReplyView['attachments'],
    pupilIds: JSON.parse(row.pupilIds) as number[],
  }
}

/** Throws `not-found`, and `invalid-request` when the pupil is not in the class the work was given to. */
export function classOfWork(connection: ReadConnection, pupilId: number, assignmentId: number | null): number | null {
  const found = connection.read<{ role: string }, [number]>('SELECT role FROM person WHERE id = ?').get(pupilId)
  if (found?.role !== 'pupil') throw new TrousseError('not-found', { what: 'pupil' })
  if (assignmentId === null) {
    return (
      connection
        .read<{ id: number }, [number]>(
          `SELECT c.id FROM enrolment n JOIN school_class c ON c.id = n.class_id
           WHERE n.person_id = ? AND n.role = 'pupil' ORDER BY n.active DESC, c.kind, c.id LIMIT 1`,
        )
        .get(pupilId)?.id ?? null
    )
  }
  const assignment = connection
    .read<{ classId: number }, [number]>('SELECT class_id AS classId FROM assignment WHERE id = ?')
    .get(assignmentId)
  if (assignment === undefined) throw new TrousseError('not-found', { what: 'assignment' })
  const isMember = connection
    .read<{ one: number }, [number, number]>(
      `SELECT 1 AS one FROM enrolment WHERE person_id = ? AND class_id = ? AND role = 'pupil'`,
    )
    .get(pupilId, assignment.classId)
  if (isMember === undefined) throw new TrousseError('invalid-request', { field: 'assignment' })
  return assignment.classId
}
