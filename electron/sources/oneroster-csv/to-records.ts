/** The rows of an export as the records of a school, with what is wrong at which line. Pure. */
import type {
  AssignmentRecord,
  ClassRecord,
  EnrolmentRecord,
  SnapshotCoverage,
  SnapshotRecord,
} from '../../contract/snapshot.ts'
import { cleanText, cutText } from '../../domain/text-clean.ts'
import type { FileReading } from '../file-source.ts'
import { PeopleBuilder } from './people.ts'
import type { Reason } from './reasons.ts'
import type { RowSource } from './rows.ts'
import { listOf, MAX_ID } from './rows.ts'

const line = (text: string, max: number): string => cutText(cleanText(text), max)
const optional = <K extends string>(key: K, value: string | undefined): { [key in K]?: string } =>
  value === undefined || value === '' ? {} : ({ [key]: value } as { [key in K]: string })

/** The ministry's code of a French school; identifiers of other countries are not one. */
const uaiIn = (text: string): string => (/^\d{7}[a-z]$/i.test(text) ? text.toUpperCase() : '')

function schoolRecords(source: RowSource): SnapshotRecord[] {
  const records: SnapshotRecord[] = []
  for (const row of source.rows('orgs')) {
    const id = row.get('type').toLowerCase() === 'school' ? source.idOf(row) : null
    const name = line(row.get('name'), 200)
    if (id === null || name === '') continue
    records.push({ entity: 'school', externalId: id, name, ...optional('uai', uaiIn(row.get('identifier'))) })
  }
  for (const row of source.rows('academicSessions')) {
    const id = row.get('type').toLowerCase() === 'schoolyear' ? source.idOf(row) : null
    if (id === null) continue
    const [startsOn, endsOn] = [source.dateOf(row, 'startDate'), source.dateOf(row, 'endDate')]
    if (startsOn === undefined || endsOn === undefined) continue
    records.push({ entity: 'academicYear', externalId: id, title: line(row.get('title'), 60), startsOn, endsOn })
  }
  return records
}

function classRecords(source: RowSource, unsure: Unsure): Map<string, ClassRecord> {
  const classes = new Map<string, ClassRecord>()
  for (const row of source.rows('classes', (removed) => removed.get('title'))) {
    const id = source.idOf(row)
    if (id === null) {
      unsure.all = true
      continue
    }
    classes.set(id, {
      entity: 'class',
      externalId: id,
      // `homeroom` is the division; exports write it in any case.
      kind: row.get('classtype').toLowerCase() === 'homeroom' ? 'class' : 'group',
      name: line(row.get('title') || row.get('classcode') || id, 100),
      ...optional('subject', line(listOf(row.get('subjects'))[0] ?? '', 100)),
      ...optional('level', line(listOf(row.get('grades'))[0] ?? '', 60)),
    })
  }
  return classes
}

/** Where somebody is who could not be read: nobody may be taken for gone from there. */
interface Unsure {
  readonly classes: Set<string>
  all: boolean
}

function enrolmentRecords(
  source: RowSource,
  people: PeopleBuilder,
  classes: ReadonlyMap<string, ClassRecord>,
  unsure: Unsure,
  today: string,
): EnrolmentRecord[] {
  const records: EnrolmentRecord[] = []
  for (const row of source.rows('enrollments')) {
    const written = row.get('role').toLowerCase()
    if (written !== 'student' && written !== 'teacher') {
      source.ignored.add('other-role')
      continue
    }
    const classExternalId = source.idOf(row, 'classSourcedId')
    const personExternalId = source.idOf(row, 'userSourcedId')
    if (classExternalId === null) unsure.all = true
    else if (personExternalId === null) unsure.classes.add(classExternalId)
    if (classExternalId === null || personExternalId === null) continue
    const role = written === 'student' ? 'pupil' : 'teacher'
    const found = people.roleOf(personExternalId)
    const refuse = (reason: Reason, field: string) => {
      source.faults.add(row, 'refused', reason, field, people.nameOf(personExternalId))
      unsure.classes.add(classExternalId)
    }
    if (!classes.has(classExternalId) && !source.isDelta('classes')) refuse('class-unknown', 'classSourcedId')
    else if (found === undefined && !source.isDelta('users')) refuse('person-unknown', 'userSourcedId')
    else if (found !== undefined && found !== role) refuse('role-differs', 'role')
    else {
      const beginsOn = source.dateOf(row, 'beginDate')
      const endsOn = source.dateOf(row, 'endDate')
      if (endsOn !== undefined && endsOn < today && !source.isDelta('enrollments')) {
        source.ignored.add('ended')
        continue
      }
      const externalId = row.get('sourcedid') || `${classExternalId}:${personExternalId}:${role}`
      records.push({
        entity: 'enrolment',
        externalId: cutText(externalId, MAX_ID),
        classExternalId,
        personExternalId,
        role,
        ...optional('beginsOn', beginsOn),
        ...optional('endsOn', endsOn),
      })
    }
  }
  return records
}

function assignmentRecords(source: RowSource, classes: ReadonlyMap<string, ClassRecord>): AssignmentRecord[] {
  const records: AssignmentRecord[] = []
  for (const row of source.rows('lineItems', (removed) => removed.get('title'))) {
    const id = source.idOf(row)
    const classExternalId = source.idOf(row, 'classSourcedId')
    if (id === null || classExternalId === null) continue
    if (!classes.has(classExternalId) && !source.isDelta('classes')) {
      source.faults.add(row, 'refused', 'class-unknown', 'classSourcedId', row.get('title'))
      continue
    }
    records.push({
      entity: 'assignment',
      externalId: id,
      classExternalId,
      title: line(row.get('title') || row.get('description'), 300),
      descriptionHtml: cutText(row.get('description'), 100_000),
      ...optional('subject', classes.get(classExternalId)?.subject),
      ...optional('assignedOn', source.dateOf(row, 'assignDate')),
      ...optional('dueOn', source.dateOf(row, 'dueDate')),
      attachments: [],
    })
  }
  return records
}

/**
 * `whole` only when the manifest says so of every part and every row was read. A delta says nothing by absence; an
 * export without its manifest speaks for the classes it lists.
 */
function coverageOf(source: RowSource, classes: Iterable<string>, unsure: Unsure): SnapshotCoverage {
  const sure = !unsure.all && unsure.classes.size === 0
  if (source.allBulk && !source.anyDelta && sure) return { kind: 'whole' }
  const listed = source.anyDelta || unsure.all ? [] : [...classes].filter((id) => !unsure.classes.has(id))
  return { kind: 'classes', classExternalIds: listed }
}

/** @param today ISO date. */
export function toRecords(source: RowSource, today: string): Omit<FileReading, 'dropped'> {
  const unsure: Unsure = { classes: new Set(), all: false }
  const classes = classRecords(source, unsure)
  const people = new PeopleBuilder(source, today)
  people.read()
  const enrolments = enrolmentRecords(source, people, classes, unsure, today)
  if (people.unreadable) unsure.all = true
  const records: SnapshotRecord[] = [
    ...schoolRecords(source),
    ...classes.values(),
    ...people.records(),
    ...enrolments,
    ...assignmentRecords(source, classes),
  ]
  source.ignored.add('faults-not-listed', source.faults.unlisted)
  return {
    records,
    coverage: coverageOf(source, classes.keys(), unsure),
    faults: source.faults.all,
    ignored: source.ignored.all,
  }
}
