/** Files for other programs: what goes in as a table to show, and the bytes. */
import { TrousseError } from '../../contract/errors.ts'
import type { ExportRequest, TableName } from '../../contract/views.ts'
import { displayPhone, frenchDate } from '../../domain/written-format.ts'
import { calendarLines, toCalendar } from '../../exports/calendar.ts'
import { oneRosterCounts, oneRosterFiles, oneRosterTables } from '../../exports/oneroster.ts'
import type { Table } from '../../exports/table.ts'
import { tableWords } from '../../exports/table-words.ts'
import {
  attendanceTable,
  contactsTable,
  coverageTable,
  ledgerTable,
  phonesTable,
  rosterTable,
} from '../../exports/tables.ts'
import { cardNote, guardianCards, toVcards } from '../../exports/vcard.ts'
import { zipFiles } from '../../exports/zip.ts'
import { attendanceDays, attendancePeriod } from '../../papers/attendance-sheet.ts'
import { notReached } from '../../papers/phone-sheet.ts'
import { assignmentsOfPeriod } from '../../papers/work-sheet.ts'
import { toCsv } from '../../platform/csv.ts'
import { toOds, toXlsx } from '../../platform/spreadsheet.ts'
import type { ExportMaterial, MaterialClass } from './material.ts'

type FileRequest = Exclude<ExportRequest['what'], { kind: 'paper' }>

export interface MadeFile {
  readonly extension: 'xlsx' | 'ods' | 'csv' | 'vcf' | 'ics' | 'zip'
  /** As the record of packs calls it. */
  readonly form: 'xlsx' | 'ods' | 'csv' | 'vcf' | 'ics' | 'oneroster'
  /** What goes in, as rows to show. */
  readonly table: Table
  readonly bytes: () => Promise<Uint8Array> | Uint8Array
}

const classNames = ({ classes }: ExportMaterial): string => classes.map(({ name }) => name).join(', ')

function tableOf(name: TableName, material: ExportMaterial): Table {
  const { classes, locale, message } = material
  switch (name) {
    case 'roster':
      return rosterTable(classes, locale)
    case 'contacts':
      return contactsTable(classes, locale)
    case 'phones':
      return phonesTable(classes, message === null ? null : notReached(message.coverage), locale)
    case 'attendance': {
      const period = attendancePeriod({ ...material.request, today: material.today })
      return attendanceTable(
        classes.map((one) => ({ ...one, days: attendanceDays(one.lessons, period) })),
        locale,
      )
    }
    case 'coverage':
      if (message === null) throw new TrousseError('invalid-request', { field: 'messageId' })
      return coverageTable(message.coverage, locale)
    case 'ledger':
      if (message === null) throw new TrousseError('invalid-request', { field: 'messageId' })
      return ledgerTable(message.deliveries, locale)
  }
}

function spreadsheet(
  material: ExportMaterial,
  { table: name, form }: Extract<FileRequest, { kind: 'table' }>,
): MadeFile {
  const table = tableOf(name, material)
  const cells = [table.header, ...table.rows]
  const created = new Date(material.now)
  const sheet = classNames(material)
  const write = {
    xlsx: () => toXlsx(cells, sheet, created),
    ods: () => toOds(cells, sheet, created),
    csv: () => toCsv(cells),
  }
  return { extension: form, form, table, bytes: write[form] }
}

function cards(material: ExportMaterial, { version }: Extract<FileRequest, { kind: 'contacts' }>): MadeFile {
  const { locale, namespace, now } = material
  const words = tableWords(locale)
  const made = guardianCards(material.classes)
  const values = (card: (typeof made)[number], kind: 'email' | 'phone') =>
    card.guardian.contactPoints
      .filter((point) => point.kind === kind && point.optedOut !== true)
      .map(({ value }) => (kind === 'phone' ? displayPhone(value) : value))
      .join(', ')
  const rows = made.map((card) => [
    `${card.guardian.givenName} ${card.guardian.familyName}`.trim(),
    values(card, 'phone'),
    values(card, 'email'),
    cardNote(card, locale),
  ])
  return {
    extension: 'vcf',
    form: 'vcf',
    table: { title: words.cards, header: words.cardColumns, rows },
    bytes: () => toVcards(made, { version, namespace, locale, now }),
  }
}

/** Work of the period only; lessons were read for it. */
const inPeriod = (one: MaterialClass, { request }: ExportMaterial): MaterialClass => ({
  ...one,
  assignments: assignmentsOfPeriod(one.assignments, request.from, request.to),
})

function calendar(material: ExportMaterial, what: Extract<FileRequest, { kind: 'calendar' }>): MadeFile {
  const { locale, namespace, now } = material
  const words = tableWords(locale)
  const classes = material.classes.map((one) => inPeriod(one, material))
  const options = { ...what, namespace, locale, now, title: classNames(material) }
  const rows = calendarLines(classes, options).map(({ day, what: title, className }) => [
    frenchDate(day),
    title,
    className,
  ])
  return {
    extension: 'ics',
    form: 'ics',
    table: { title: words.calendar, header: words.calendarColumns, rows },
    bytes: () => toCalendar(classes, options),
  }
}

function oneRoster(material: ExportMaterial): MadeFile {
  const { namespace, now, locale } = material
  const words = tableWords(locale)
  const [first] = material.classes
  const options = {
    schoolName: first?.schoolName ?? null,
    academicYear: first?.academicYear ?? null,
    namespace,
    now,
    version: '1',
  }
  const classes = material.classes.map((one) => inPeriod(one, material))
  const tables = oneRosterTables(classes, options)
  return {
    extension: 'zip',
    form: 'oneroster',
    table: { title: words.oneroster, header: words.filesColumns, rows: oneRosterCounts(tables) },
    bytes: () => zipFiles(oneRosterFiles(tables, options), new Date(now)),
  }
}

/** @throws TrousseError `invalid-request` when a table lacks the message it is about */
export function makeFile(material: ExportMaterial, what: FileRequest): MadeFile {
  switch (what.kind) {
    case 'table':
      return spreadsheet(material, what)
    case 'contacts':
      return cards(material, what)
    case 'calendar':
      return calendar(material, what)
    case 'oneroster':
      return oneRoster(material)
  }
}
