/** Rows of text to pupils, guardians and classes, each with what is doubtful about it. Pure. */
import type { ContactPointRecord, Relationship } from '../../contract/snapshot.ts'
import type { RosterField, RosterMapping } from '../../contract/views.ts'
import {
  normaliseEmail,
  normalisePhone,
  splitEmails,
  splitPhones,
  uniqueContacts,
} from '../../domain/contact-normalise.ts'
import { nameProblem, splitFullName } from '../../domain/person-names.ts'
import { relationshipOfTitle } from '../../domain/roster-columns.ts'
import { parseBirthDate } from '../../domain/roster-dates.ts'
import { cleanMultiline, cleanText, cutText, foldText, hasInvisible } from '../../domain/text-clean.ts'

/** Keys under `import.reason.<reason>`; the first group refuses a line, the second asks for a look, the third informs. */
export const REFUSING_REASONS = ['name-missing', 'not-a-name', 'class-missing'] as const
export const DOUBTFUL_REASONS = [
  'name-guessed',
  'given-name-missing',
  'name-has-digits',
  'date-unreadable',
  'date-impossible',
  'date-future',
  'date-unlikely',
  'email-invalid',
  'phone-invalid',
  'guardian-not-a-name',
  'duplicate-line',
  'same-name',
  'characters-lost',
] as const
export const INFORMING_REASONS = ['phone-zero-restored', 'invisible-removed'] as const
type ImportReason =
  | (typeof REFUSING_REASONS)[number]
  | (typeof DOUBTFUL_REASONS)[number]
  | (typeof INFORMING_REASONS)[number]

export interface LineReason {
  readonly reason: ImportReason
  readonly field: RosterField | null
}

export interface ParsedGuardian {
  /** Both empty when the file gives an address and no name. */
  readonly familyName: string
  readonly givenName: string
  readonly relationship: Relationship
  readonly contactPoints: readonly ContactPointRecord[]
}

export interface ParsedLine {
  readonly line: number
  readonly familyName: string
  readonly givenName: string
  readonly birthDate: string | null
  readonly className: string | null
  readonly groups: readonly string[]
  readonly contactPoints: readonly ContactPointRecord[]
  readonly guardians: readonly ParsedGuardian[]
  readonly reasons: readonly LineReason[]
}

export interface ParsedRows {
  readonly lines: readonly ParsedLine[]
  readonly ignoredLines: readonly number[]
  /** No line names its class and none was given. */
  readonly classNeeded: boolean
}

/** Lengths of the contract's records. */
const MAX_NAME = 120
const MAX_CLASS = 100
/** Two blank rows end the list: what follows is a signature or another class's table. */
const BLANK_ROWS_END = 2
const TOTAL_LINE = /^(?:totaux|total|effectifs?|moyenne|sous[ -]total|nombre d'eleves)\b/
const COUNT_LINE = /^(?:filles?|garcons?|nombre|nb|page|edite|imprime|signature|le professeur|la professeure)\b/

type Cells = ReadonlyMap<RosterField, readonly string[]>

function cellsOf(row: readonly string[], columns: readonly RosterField[]): Cells {
  const cells = new Map<RosterField, string[]>()
  for (const [index, field] of columns.entries()) {
    const text = cleanMultiline(row[index] ?? '').trim()
    if (field === 'ignore' || text === '') continue
    cells.set(field, [...(cells.get(field) ?? []), text])
  }
  return cells
}

const one = (cells: Cells, field: RosterField): string => cleanText((cells.get(field) ?? []).join(' '))

function isTotal(row: readonly string[], cells: Cells): boolean {
  const first = foldText(one(cells, 'fullName') || one(cells, 'familyName') || (row.find((cell) => cell.trim()) ?? ''))
  if (/\d\s*[/.-]\s*\d/.test(one(cells, 'birthDate')) || one(cells, 'pupilEmail').includes('@')) return false
  return TOTAL_LINE.test(first) || (COUNT_LINE.test(first) && (/[\d:]/.test(first) || cells.size <= 1))
}

function readName(cells: Cells, reasons: LineReason[]): { familyName: string; givenName: string } {
  const full = one(cells, 'fullName')
  const field: RosterField = full === '' ? 'familyName' : 'fullName'
  const split =
    full === ''
      ? { familyName: one(cells, 'familyName'), givenName: one(cells, 'givenName'), guess: false }
      : splitFullName(full)
  if (split.familyName === '' && split.givenName === '') reasons.push({ reason: 'name-missing', field })
  else {
    const problems = [split.familyName, split.givenName].filter((part) => part !== '').map(nameProblem)
    if (problems.includes('not-a-name')) reasons.push({ reason: 'not-a-name', field })
    else if (problems.includes('name-has-digits')) reasons.push({ reason: 'name-has-digits', field })
    if (split.guess) reasons.push({ reason: 'name-guessed', field })
    if (split.givenName === '' || split.familyName === '') reasons.push({ reason: 'given-name-missing', field })
  }
  return { familyName: cutText(split.familyName, MAX_NAME), givenName: cutText(split.givenName, MAX_NAME) }
}

function readContacts(
  cells: Cells,
  emailField: RosterField,
  phoneField: RosterField,
  reasons: LineReason[],
): ContactPointRecord[] {
  const points: ContactPointRecord[] = []
  for (const text of (cells.get(emailField) ?? []).flatMap(splitEmails)) {
    const value = normaliseEmail(text)
    if (value === null) reasons.push({ reason: 'email-invalid', field: emailField })
    else points.push({ kind: 'email', value })
  }
  for (const cell of cells.get(phoneField) ?? []) {
    const parts = splitPhones(cell)
    if (parts.length === 0) reasons.push({ reason: 'phone-invalid', field: phoneField })
    for (const text of parts) {
      const phone = normalisePhone(text)
      if (phone === null) reasons.push({ reason: 'phone-invalid', field: phoneField })
      else {
        points.push({ kind: 'phone', value: phone.value })
        if (phone.zeroRestored) reasons.push({ reason: 'phone-zero-restored', field: phoneField })
      }
    }
  }
  return uniqueContacts(points)
}

function readGuardian(
  cells: Cells,
  slot: 1 | 2,
  relationship: Relationship,
  reasons: LineReason[],
): ParsedGuardian | null {
  const nameField = `guardian${slot}Name` as const
  const contactPoints = readContacts(cells, `guardian${slot}Email`, `guardian${slot}Phone`, reasons)
  const text = one(cells, nameField)
  if (text === '' && contactPoints.length === 0) return null
  const bad = text !== '' && nameProblem(text) === 'not-a-name'
  if (bad) reasons.push({ reason: 'guardian-not-a-name', field: nameField })
  const split = text === '' || bad ? { familyName: '', givenName: '' } : splitFullName(text)
  if (bad && contactPoints.length === 0) return null
  return {
    familyName: cutText(split.familyName, MAX_NAME),
    givenName: cutText(split.givenName, MAX_NAME),
    relationship,
    contactPoints,
  }
}

/** Once per reason and field: a cell with three bad numbers is one thing to look at. */
function distinct(reasons: readonly LineReason[]): LineReason[] {
  return [...new Map(reasons.map((entry) => [`${entry.reason} ${entry.field}`, entry])).values()]
}

function relationshipOf(mapping: RosterMapping, labels: readonly string[], slot: 1 | 2): Relationship {
  const index = mapping.columns.findIndex((field) => field.startsWith(`guardian${slot}`))
  return relationshipOfTitle(labels[index] ?? '')
}

/**
 * @param rows of one sheet; @param labels titles of its columns; @param firstLine line of the first row.
 * @param today ISO date, for births in the future.
 */
export function parseRows(
  rows: readonly (readonly string[])[],
  mapping: RosterMapping,
  labels: readonly string[],
  firstLine: number,
  today: string,
): ParsedRows {
  const lines: ParsedLine[] = []
  const ignoredLines: number[] = []
  const header = (rows[mapping.headerRow] ?? []).map(cleanText).join('\t')
  const relationships = { 1: relationshipOf(mapping, labels, 1), 2: relationshipOf(mapping, labels, 2) } as const
  const given = cleanText(mapping.className ?? '')
  let blank = 0
  for (let index = mapping.headerRow + 1; index < rows.length; index++) {
    const row = rows[index] ?? []
    const line = index + firstLine
    if (row.every((cell) => cleanText(cell) === '')) {
      blank++
      continue
    }
    const cells = cellsOf(row, mapping.columns)
    const ended = blank >= BLANK_ROWS_END && lines.length > 0
    if (!ended) blank = 0
    const named = cells.has('fullName') || cells.has('familyName') || cells.has('givenName')
    const aboutAPupil = named || cells.has('birthDate') || cells.has('pupilEmail')
    // The header again, at the top of a printed page.
    const repeated = row.map(cleanText).join('\t') === header
    if (ended || !aboutAPupil || repeated || isTotal(row, cells)) {
      ignoredLines.push(line)
      continue
    }
    lines.push(readLine(cells, row, line, given, relationships, today))
  }
  const classNeeded = given === '' && lines.length > 0 && lines.every((entry) => entry.className === null)
  if (classNeeded || lines.every((entry) => entry.className !== null)) return { lines, ignoredLines, classNeeded }
  const missing = { reason: 'class-missing', field: 'className' } as const
  return {
    lines: lines.map((entry) =>
      entry.className === null ? { ...entry, reasons: [...entry.reasons, missing] } : entry,
    ),
    ignoredLines,
    classNeeded,
  }
}

function readLine(
  cells: Cells,
  row: readonly string[],
  line: number,
  givenClass: string,
  relationships: { readonly 1: Relationship; readonly 2: Relationship },
  today: string,
): ParsedLine {
  const reasons: LineReason[] = []
  const name = readName(cells, reasons)
  const date = parseBirthDate(one(cells, 'birthDate'), today)
  if (date.kind === 'problem') reasons.push({ reason: date.problem, field: 'birthDate' })
  const guardians = ([1, 2] as const)
    .map((slot) => readGuardian(cells, slot, relationships[slot], reasons))
    .filter((guardian) => guardian !== null)
  const contactPoints = readContacts(cells, 'pupilEmail', 'pupilPhone', reasons)
  if (row.some((cell) => cell.includes('\ufffd'))) reasons.push({ reason: 'characters-lost', field: null })
  if (row.some(hasInvisible)) reasons.push({ reason: 'invisible-removed', field: null })
  const className = cutText(one(cells, 'className') || givenClass, MAX_CLASS)
  return {
    line,
    ...name,
    birthDate: date.kind === 'date' ? date.iso : null,
    className: className === '' ? null : className,
    groups: [...new Set((cells.get('group') ?? []).flatMap((cell) => cell.split(/[\n;,|]/)).map(cleanText))]
      .filter((group) => group !== '')
      .map((group) => cutText(group, MAX_CLASS)),
    contactPoints,
    guardians,
    reasons: distinct(reasons),
  }
}

const REFUSING: ReadonlySet<string> = new Set(REFUSING_REASONS)
const DOUBTFUL: ReadonlySet<string> = new Set(DOUBTFUL_REASONS)

export const isRefused = (line: ParsedLine): boolean => line.reasons.some(({ reason }) => REFUSING.has(reason))
export const isDoubtful = (line: ParsedLine): boolean => line.reasons.some(({ reason }) => DOUBTFUL.has(reason))
