/** Writes one kind of record each, with statements prepared once. Whoever calls holds the transaction. */
import type {
  AssignmentRecord,
  ClassRecord,
  EnrolmentRecord,
  LessonRecord,
  PersonRecord,
  SnapshotEntity,
  SnapshotRecord,
} from '../../contract/snapshot.ts'
import type { SqlValue, WriteConnection } from '../connection.ts'
import { foldClassName, foldPersonName } from '../fold.ts'
import { asInstant } from '../instant.ts'
import { identityWriter } from '../matching/identity.ts'
import { noteMatch } from '../matching/merge.ts'
import { attachmentWriter } from './attachment-writer.ts'
import { contactWriter } from './contact-writer.ts'
import { findExistingRow, type MatchContext } from './matching.ts'

export interface RowContext extends MatchContext {
  readonly sourceKind: string
  /** When the snapshot is applied. */
  readonly at: string
  /** Row of a record of this snapshot or known before; throws when there is none. */
  rowOf(entity: SnapshotEntity, externalId: string): number
}

export interface RowWriter {
  /** Returns the row's id: a new one, or one that another source made for the same person or class. */
  insert(record: SnapshotRecord): number
  /** Returns the row's id: another one for an enrolment that moved. */
  update(rowId: number, record: SnapshotRecord): number
}

/** Where a record's row is kept. */
export const TABLES = {
  school: 'school',
  academicYear: 'academic_year',
  class: 'school_class',
  person: 'person',
  enrolment: 'enrolment',
  assignment: 'assignment',
  lesson: 'lesson',
} as const satisfies Record<SnapshotEntity, string>

export function createRowWriter(connection: WriteConnection, context: RowContext): RowWriter {
  const match = findExistingRow(connection, context)
  const contacts = contactWriter(connection, context.sourceId)
  const attachments = attachmentWriter(connection, context.sourceId)
  const identity = identityWriter(connection, { id: context.sourceId, kind: context.sourceKind })
  const { rowOf, findRow, sourceId, at } = context

  const insertSchool = connection.write<[string, SqlValue]>('INSERT INTO school (name, uai) VALUES (?, ?)')
  const updateSchool = connection.write<[string, SqlValue, number]>(
    'UPDATE school SET name = ?, uai = coalesce(?, uai), active = 1 WHERE id = ?',
  )
  const insertYear = connection.write<[string, string, string]>(
    'INSERT INTO academic_year (title, starts_on, ends_on) VALUES (?, ?, ?)',
  )
  const updateYear = connection.write<[string, string, string, number]>(
    'UPDATE academic_year SET title = ?, starts_on = ?, ends_on = ?, active = 1 WHERE id = ?',
  )
  const insertClass = connection.write<[string, string, string, SqlValue, SqlValue]>(
    'INSERT INTO school_class (kind, name, name_fold, subject, level) VALUES (?, ?, ?, ?, ?)',
  )
  const updateClass = connection.write<[string, string, string, SqlValue, SqlValue, number]>(
    // What a source does not give, here and below, does not take away what another one gave.
    `UPDATE school_class SET kind = ?, name = ?, name_fold = ?, subject = coalesce(?, subject),
       level = coalesce(?, level), active = 1
     WHERE id = ?`,
  )
  // Written otherwise by two sources, a class keeps the name that the older one gives it.
  const fillClass = connection.write<[SqlValue, SqlValue, number]>(
    `UPDATE school_class SET subject = coalesce(subject, ?), level = coalesce(level, ?), active = 1 WHERE id = ?`,
  )
  const olderSource = connection.read<{ found: number }, [number, number]>(
    `SELECT EXISTS (SELECT 1 FROM external_id
       WHERE entity = 'class' AND row_id = ? AND source_id < ? AND active = 1) AS found`,
  )
  const insertPerson = connection.write<[string, string, string, string, string, SqlValue]>(
    `INSERT INTO person (role, family_name, given_name, family_fold, given_fold, birth_date)
     VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const putEnrolment = connection.write<[number, number, string, SqlValue, SqlValue], { id: number }>(
    `INSERT INTO enrolment (class_id, person_id, role, begins_on, ends_on) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (class_id, person_id, role)
       DO UPDATE SET begins_on = coalesce(excluded.begins_on, begins_on),
         ends_on = coalesce(excluded.ends_on, ends_on), active = 1
     RETURNING id`,
  )
  const insertAssignment = connection.write<[number, number, string, SqlValue, string, SqlValue, SqlValue]>(
    `INSERT INTO assignment (source_id, class_id, title, subject, description_html, assigned_on, due_on)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  // Of work that two sources give, the first one's words are shown while it gives it; the other fills the blanks.
  const takeAssignment = connection.write<[number, number, number]>(
    `UPDATE assignment AS a SET source_id = ?, active = 1
     WHERE a.id = ? AND (a.source_id = ? OR NOT EXISTS (
       SELECT 1 FROM external_id e
       WHERE e.entity = 'assignment' AND e.row_id = a.id AND e.source_id = a.source_id AND e.active = 1))`,
  )
  const updateAssignment = connection.write<[number, string, SqlValue, string, SqlValue, SqlValue, number]>(
    `UPDATE assignment SET class_id = ?, title = ?, subject = ?, description_html = ?, assigned_on = ?, due_on = ?
     WHERE id = ?`,
  )
  const fillAssignment = connection.write<[SqlValue, string, SqlValue, number]>(
    `UPDATE assignment SET subject = coalesce(subject, ?),
       description_html = CASE description_html WHEN '' THEN ? ELSE description_html END,
       assigned_on = coalesce(assigned_on, ?), active = 1
     WHERE id = ?`,
  )

  const insertLesson = connection.write<[number, SqlValue, string, string, string, SqlValue, string, number]>(
    `INSERT INTO lesson (source_id, class_id, starts_at, ends_at, label, room, class_names, cancelled)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const updateLesson = connection.write<[SqlValue, string, string, string, SqlValue, string, number, number]>(
    `UPDATE lesson SET class_id = ?, starts_at = ?, ends_at = ?, label = ?, room = ?, class_names = ?, cancelled = ?,
       active = 1
     WHERE id = ?`,
  )

  const classValues = (record: ClassRecord) =>
    [record.kind, record.name, foldClassName(record.name), record.subject ?? null, record.level ?? null] as const
  const personValues = (record: PersonRecord) =>
    [
      record.role,
      record.familyName,
      record.givenName,
      foldPersonName(record.familyName),
      foldPersonName(record.givenName),
      record.birthDate ?? null,
    ] as const
  const enrol = (record: EnrolmentRecord): number => {
    const classId = rowOf('class', record.classExternalId)
    const personId = rowOf('person', record.personExternalId)
    const row = putEnrolment.get(classId, personId, record.role, record.beginsOn ?? null, record.endsOn ?? null)
    return row?.id ?? 0
  }
  const assignmentValues = (record: AssignmentRecord) =>
    [
      rowOf('class', record.classExternalId),
      record.title,
      record.subject ?? null,
      record.descriptionHtml,
      record.assignedOn ?? null,
      record.dueOn ?? null,
    ] as const
  const lessonValues = (record: LessonRecord) =>
    [
      // A class that the source does not list leaves the lesson its names only: it is still an hour of the day.
      record.classExternalId === undefined ? null : findRow('class', record.classExternalId),
      asInstant(record.startsAt),
      asInstant(record.endsAt),
      record.label,
      record.room ?? null,
      JSON.stringify(record.classNames),
      +record.cancelled,
    ] as const

  const update = (rowId: number, record: SnapshotRecord): number => {
    switch (record.entity) {
      case 'school':
        updateSchool.run(record.name, record.uai ?? null, rowId)
        return rowId
      case 'academicYear':
        updateYear.run(record.title, record.startsOn, record.endsOn, rowId)
        return rowId
      case 'class':
        if (olderSource.get(rowId, sourceId)?.found === 1) {
          fillClass.run(record.subject ?? null, record.level ?? null, rowId)
        } else updateClass.run(...classValues(record), rowId)
        return rowId
      case 'person':
        identity.say(record)
        identity.show(rowId, record)
        contacts.replace(rowId, record.contactPoints)
        return rowId
      case 'enrolment':
        return enrol(record)
      case 'assignment':
        if (takeAssignment.run(sourceId, rowId, sourceId).changes > 0) {
          updateAssignment.run(...assignmentValues(record), rowId)
        } else fillAssignment.run(record.subject ?? null, record.descriptionHtml, record.assignedOn ?? null, rowId)
        attachments.replace(rowId, record.attachments)
        return rowId
      case 'lesson':
        updateLesson.run(...lessonValues(record), rowId)
        return rowId
    }
  }

  const insert = (record: SnapshotRecord): number => {
    const existing = match(record)
    if (existing !== null) {
      const { rowId, how } = existing
      if (how !== null) noteMatch(connection, { keptId: rowId, sourceId, how, at })
      return update(rowId, record)
    }
    switch (record.entity) {
      case 'school':
        return insertSchool.run(record.name, record.uai ?? null).id
      case 'academicYear':
        return insertYear.run(record.title, record.startsOn, record.endsOn).id
      case 'class':
        return insertClass.run(...classValues(record)).id
      case 'person': {
        const { id } = insertPerson.run(...personValues(record))
        identity.say(record)
        contacts.add(id, record.contactPoints)
        return id
      }
      case 'enrolment':
        return enrol(record)
      case 'assignment': {
        const { id } = insertAssignment.run(sourceId, ...assignmentValues(record))
        attachments.add(id, record.attachments)
        return id
      }
      case 'lesson':
        return insertLesson.run(sourceId, ...lessonValues(record)).id
    }
  }
  return { insert, update }
}
