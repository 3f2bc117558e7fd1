/** What an export holds of whom, before anything is written: the words of the record of packs. */
import { variablesUsed } from '../../contract/message-variables.ts'
import type { ExportPreview, LetterDraft, PackCounts, PupilSheet, SheetName, TableName } from '../../contract/views.ts'
import { assignmentsOfPeriod } from '../../papers/work-sheet.ts'
import type { ExportMaterial, MaterialClass } from './material.ts'

type Field =
  | 'school.name'
  | 'class.name'
  | 'assignment.title'
  | 'assignment.subject'
  | 'assignment.dates'
  | 'assignment.instructions'
  | 'lesson.timetable'
  | 'teacher.contact'
  | 'pupil.name'
  | 'pupil.birthDate'
  | 'pupil.email'
  | 'pupil.phone'
  | 'guardian.name'
  | 'guardian.relationship'
  | 'guardian.email'
  | 'guardian.phone'
  | 'guardian.courtBlock'
  | 'message.outcome'

const WORK: readonly Field[] = ['assignment.title', 'assignment.subject', 'assignment.dates', 'assignment.instructions']
const GUARDIAN: readonly Field[] = ['guardian.name', 'guardian.relationship', 'guardian.email', 'guardian.phone']
const EVERYTHING: readonly Field[] = [
  'pupil.birthDate',
  'pupil.email',
  'pupil.phone',
  ...GUARDIAN,
  'guardian.courtBlock',
]

const OF_SHEET: Readonly<Record<SheetName, readonly Field[]>> = {
  roster: ['pupil.name', 'pupil.birthDate'],
  attendance: ['pupil.name'],
  phones: [
    'pupil.name',
    'pupil.phone',
    'guardian.name',
    'guardian.relationship',
    'guardian.phone',
    'guardian.courtBlock',
  ],
  work: WORK,
  coverage: ['pupil.name', 'message.outcome', 'guardian.phone'],
  'contact-form': ['pupil.name'],
  letters: ['pupil.name', 'guardian.name', 'teacher.contact'],
  labels: ['pupil.name'],
}
const OF_TABLE: Readonly<Record<TableName, readonly Field[]>> = {
  roster: ['pupil.name', ...EVERYTHING],
  contacts: ['pupil.name', 'pupil.email', 'pupil.phone', ...GUARDIAN, 'guardian.courtBlock'],
  phones: ['pupil.name', 'pupil.phone', 'guardian.name', 'guardian.relationship', 'guardian.phone'],
  attendance: ['pupil.name'],
  coverage: ['pupil.name', 'message.outcome', 'guardian.name', 'guardian.phone'],
  ledger: ['pupil.name', 'message.outcome', 'guardian.name', 'guardian.email'],
}

/** A letter that lists the work to do holds its titles and dates. */
const LISTED_WORK: readonly Field[] = ['assignment.title', 'assignment.subject', 'assignment.dates']
const listsWork = (letter: LetterDraft | undefined): boolean =>
  letter !== undefined && variablesUsed(letter.subject, letter.body).includes('work')

function fieldsAsked({ request: { what } }: ExportMaterial): readonly Field[] {
  switch (what.kind) {
    case 'paper':
      return [...what.sheets.flatMap((sheet) => OF_SHEET[sheet]), ...(listsWork(what.letter) ? LISTED_WORK : [])]
    case 'table':
      return OF_TABLE[what.table]
    case 'contacts':
      return ['pupil.name', ...GUARDIAN]
    case 'calendar':
      return [...(what.work === 'no' ? [] : WORK), ...(what.lessons ? (['lesson.timetable'] as const) : [])]
    case 'oneroster':
      return ['pupil.name', 'pupil.birthDate', 'pupil.email', 'pupil.phone', ...GUARDIAN, ...WORK]
  }
}

const ORDER: readonly Field[] = [
  'school.name',
  'class.name',
  ...WORK,
  'lesson.timetable',
  'teacher.contact',
  'pupil.name',
  'pupil.birthDate',
  'pupil.email',
  'pupil.phone',
  ...GUARDIAN,
  'guardian.courtBlock',
  'message.outcome',
]

/** Of the fields asked for, those that somebody in these classes has. */
function isThere(field: Field, pupils: readonly PupilSheet[], { classes, teacherName }: ExportMaterial): boolean {
  const guardians = pupils.flatMap((pupil) => pupil.guardians)
  const writable = guardians.filter(({ courtBlock }) => !courtBlock)
  const has = (people: readonly Pick<PupilSheet, 'contactPoints'>[], kind: 'email' | 'phone') =>
    people.some(({ contactPoints }) => contactPoints.some((point) => point.kind === kind))
  switch (field) {
    case 'school.name':
      return classes.some(({ schoolName }) => schoolName !== null)
    case 'pupil.birthDate':
      return pupils.some(({ birthDate }) => birthDate !== null)
    case 'pupil.email':
      return has(pupils, 'email')
    case 'pupil.phone':
      return has(pupils, 'phone')
    case 'guardian.email':
      return has(writable, 'email')
    case 'guardian.phone':
      return has(writable, 'phone')
    case 'guardian.name':
    case 'guardian.relationship':
      return guardians.length > 0
    case 'guardian.courtBlock':
      return guardians.some(({ courtBlock }) => courtBlock)
    case 'teacher.contact':
      return teacherName !== ''
    case 'pupil.name':
      return pupils.length > 0
    case 'assignment.instructions':
    case 'assignment.title':
    case 'assignment.subject':
    case 'assignment.dates':
      return classes.some(({ assignments }) => assignments.length > 0)
    case 'class.name':
    case 'lesson.timetable':
    case 'message.outcome':
      return true
  }
}

const isPerson = (field: Field): boolean => field.startsWith('pupil.') || field.startsWith('guardian.')

/** The fields that go in, in the order they are shown. */
export function fieldsOf(material: ExportMaterial): Field[] {
  const pupils = material.classes.flatMap((one) => one.pupils)
  const asked = new Set<Field>(['school.name', 'class.name', ...fieldsAsked(material)])
  return ORDER.filter((field) => asked.has(field) && isThere(field, pupils, material))
}

export const holdsPeople = (material: ExportMaterial): boolean => fieldsAsked(material).some(isPerson)

/** How much of one class goes in. */
export function countsOf(material: ExportMaterial, { pupils, assignments }: MaterialClass): PackCounts {
  const fields = fieldsAsked(material)
  const { from, to } = material.request
  const guardians = new Set(pupils.flatMap((pupil) => pupil.guardians.map(({ personId }) => personId)))
  return {
    pupils: fields.includes('pupil.name') ? pupils.length : 0,
    guardians: fields.some((field) => field.startsWith('guardian.')) ? guardians.size : 0,
    assignments: fields.includes('assignment.title') ? assignmentsOfPeriod(assignments, from, to).length : 0,
    attachments: 0,
  }
}

export function totalCounts(material: ExportMaterial): ExportPreview['counts'] {
  const all = material.classes.map((one) => countsOf(material, one))
  const sum = (key: keyof PackCounts) => all.reduce((total, counts) => total + counts[key], 0)
  return {
    pupils: sum('pupils'),
    guardians: sum('guardians'),
    assignments: sum('assignments'),
    attachments: sum('attachments'),
  }
}
