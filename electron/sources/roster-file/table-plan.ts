/** What a table says once for all its rows: where each field stands, and what comes again from row to row. */
import type { RosterField, RosterMapping } from '../../contract/views.ts'
import { givenNameFirst } from '../../domain/roster-columns.ts'
import { type ParsedDate, parseBirthDate } from '../../domain/roster-dates.ts'
import { cleanText, cutText, foldText } from '../../domain/text-clean.ts'
import { type Columns, type ContactColumns, columnsOf, contactColumns } from './cells.ts'
import { MAX_CLASS } from './parsed-line.ts'
import { type GuardianColumns, guardianColumns } from './read-guardian.ts'
import { rememberTexts } from './remember-texts.ts'

/** Fields of which the columns are asked for by name. */
const ASKED = [
  'fullName',
  'familyName',
  'usageName',
  'givenName',
  'birthDate',
  'className',
  'group',
  'structureType',
  'pupilId',
  'pupilEmail',
  'children',
] as const satisfies readonly RosterField[]
/** A row with one of these is about a pupil. */
const ABOUT_A_PUPIL: ReadonlySet<RosterField> = new Set([
  'fullName',
  'familyName',
  'givenName',
  'birthDate',
  'pupilEmail',
])

export interface TablePlan extends Readonly<Record<(typeof ASKED)[number], Columns>> {
  readonly fields: readonly RosterField[]
  /** No column is left out: cleaned cells tell all there is about a row. */
  readonly keepsAll: boolean
  readonly aboutAPupil: Columns
  readonly notAboutGuardians: Columns
  /** The pupil's own. */
  readonly contacts: ContactColumns
  readonly guardians: readonly GuardianColumns[]
  /** The title of the full name puts the given name first. */
  readonly givenFirst: boolean
  /** Rows are people of every kind: a cell may list several classes. */
  readonly isDirectory: boolean
  readonly givenClass: string
  readonly birthDateOf: (text: string) => ParsedDate
  /** The classes or groups that a cell lists. */
  readonly namesIn: (cell: string) => readonly string[]
  readonly fold: (text: string) => string
}

const columnsWhere = (fields: readonly RosterField[], holds: (field: RosterField) => boolean): Columns =>
  fields.flatMap((field, index) => (holds(field) ? [index] : []))

function listed(cell: string): readonly string[] {
  const names = new Set(cell.split(/[\n;,|]/).map(cleanText))
  names.delete('')
  return [...names].map((name) => cutText(name, MAX_CLASS))
}

/** @param today ISO date, for births in the future. */
export function planTable(mapping: RosterMapping, labels: readonly string[], today: string): TablePlan {
  const fields = mapping.columns
  const fullName = fields.indexOf('fullName')
  const asked = Object.fromEntries(ASKED.map((field) => [field, columnsOf(fields, field)])) as Record<
    (typeof ASKED)[number],
    Columns
  >
  return {
    ...asked,
    fields,
    keepsAll: !fields.includes('ignore'),
    aboutAPupil: columnsWhere(fields, (field) => ABOUT_A_PUPIL.has(field)),
    notAboutGuardians: columnsWhere(fields, (field) => field !== 'ignore' && !field.startsWith('guardian')),
    contacts: contactColumns(fields, 'pupilEmail', 'pupilPhone'),
    guardians: guardianColumns(mapping, labels),
    givenFirst: fullName >= 0 && givenNameFirst(labels[fullName] ?? ''),
    isDirectory: fields.includes('rowType'),
    givenClass: cleanText(mapping.className ?? ''),
    birthDateOf: rememberTexts((text) => parseBirthDate(text, today)),
    namesIn: rememberTexts(listed),
    fold: rememberTexts(foldText),
  }
}
