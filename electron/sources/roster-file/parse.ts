/** Rows of text to pupils, guardians and classes, each with what is doubtful about it. Pure. */
import type { RosterField, RosterMapping } from '../../contract/views.ts'
import { nameProblem, splitFullName } from '../../domain/person-names.ts'
import { givenNameFirst } from '../../domain/roster-columns.ts'
import { parseBirthDate } from '../../domain/roster-dates.ts'
import { cleanText, cutText, foldText, hasInvisible } from '../../domain/text-clean.ts'
import { type Cells, cellsOf, one, readContacts } from './cells.ts'
import { type IdentifiedLine, joinGuardians, mergeLines } from './merge-lines.ts'
import { attachParents, childrenOf, type ParentRow, rowKinds } from './parent-rows.ts'
import { distinctReasons, type LineReason, MAX_CLASS, MAX_NAME, type ParsedLine } from './parsed-line.ts'
import { type GuardianColumns, guardianColumns, readGuardian } from './read-guardian.ts'

export interface ParsedRows {
  readonly lines: readonly ParsedLine[]
  readonly ignoredLines: readonly number[]
  /** Rows about somebody who is no pupil here, by reason (key under `import.ignored-why.<reason>`). */
  readonly ignored: Readonly<Record<string, number>>
  /** No line names its class and none was given. */
  readonly classNeeded: boolean
}

/** Two blank rows end the list: what follows is a signature or another class's table. */
const BLANK_ROWS_END = 2
const TOTAL_LINE = /^(?:totaux|total|effectifs?|moyenne|sous[ -]total|nombre d'eleves)\b/
const COUNT_LINE = /^(?:filles?|garcons?|nombre|nb|page|edite|imprime|signature|le professeur|la professeure)\b/

function isTotal(row: readonly string[], cells: Cells): boolean {
  const first = foldText(one(cells, 'fullName') || one(cells, 'familyName') || (row.find((cell) => cell.trim()) ?? ''))
  if (/\d\s*[/.-]\s*\d/.test(one(cells, 'birthDate')) || one(cells, 'pupilEmail').includes('@')) return false
  return TOTAL_LINE.test(first) || (COUNT_LINE.test(first) && (/[\d:]/.test(first) || cells.size <= 1))
}

/** What a table says once for all its rows. */
interface TableContext {
  readonly mapping: RosterMapping
  readonly guardians: readonly GuardianColumns[]
  /** The title of the full name puts the given name first. */
  readonly givenFirst: boolean
  /** Rows are people of every kind: a cell may list several classes. */
  readonly isDirectory: boolean
  readonly givenClass: string
  readonly today: string
}

function splitCell(full: string, givenFirst: boolean): { familyName: string; givenName: string; guess: boolean } {
  const split = splitFullName(full)
  if (!split.guess || !givenFirst) return split
  const words = cleanText(full).split(' ')
  return { familyName: words.slice(1).join(' '), givenName: words[0] ?? '', guess: words.length > 2 }
}

function readName(cells: Cells, givenFirst: boolean, reasons: LineReason[]): { familyName: string; givenName: string } {
  const full = one(cells, 'fullName')
  const field: RosterField = full === '' ? 'familyName' : 'fullName'
  const split =
    full === ''
      ? {
          familyName: one(cells, 'usageName') || one(cells, 'familyName'),
          givenName: one(cells, 'givenName'),
          guess: false,
        }
      : splitCell(full, givenFirst)
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

function listOf(cells: readonly string[], separator: RegExp): string[] {
  return [...new Set(cells.flatMap((cell) => cell.split(separator)).map(cleanText))]
    .filter((name) => name !== '')
    .map((name) => cutText(name, MAX_CLASS))
}

/** SIECLE's "Type Structure" says what the class column names on this row; a directory may list several classes. */
function readStructures(
  cells: Cells,
  context: TableContext,
): Pick<IdentifiedLine, 'className' | 'groups' | 'isGroupRow'> {
  const groups = listOf(cells.get('group') ?? [], /[\n;,|]/)
  const written = one(cells, 'className')
  if (/^g/.test(foldText(one(cells, 'structureType'))) && written !== '') {
    return { className: null, groups: [...groups, cutText(written, MAX_CLASS)], isGroupRow: true }
  }
  const [first = '', ...others] = context.isDirectory ? listOf(cells.get('className') ?? [], /[\n;,|]/) : [written]
  const className = cutText(first || context.givenClass, MAX_CLASS)
  return { className: className === '' ? null : className, groups: [...groups, ...others], isGroupRow: false }
}

function readGuardians(cells: Cells, row: readonly string[], context: TableContext, reasons: LineReason[]) {
  return context.guardians
    .map((columns) => readGuardian(cells, row, columns, reasons))
    .filter((guardian) => guardian !== null)
}

function readLine(cells: Cells, row: readonly string[], line: number, context: TableContext): IdentifiedLine {
  const reasons: LineReason[] = []
  const name = readName(cells, context.givenFirst, reasons)
  const date = parseBirthDate(one(cells, 'birthDate'), context.today)
  if (date.kind === 'problem') reasons.push({ reason: date.problem, field: 'birthDate' })
  const guardians = readGuardians(cells, row, context, reasons)
  const contactPoints = readContacts(cells, 'pupilEmail', 'pupilPhone', reasons)
  const whole = row.join('\n')
  if (whole.includes('\ufffd')) reasons.push({ reason: 'characters-lost', field: null })
  if (hasInvisible(whole)) reasons.push({ reason: 'invisible-removed', field: null })
  return {
    line,
    ...name,
    birthDate: date.kind === 'date' ? date.iso : null,
    ...readStructures(cells, context),
    contactPoints,
    guardians,
    reasons: distinctReasons(reasons),
    id: one(cells, 'pupilId'),
  }
}

/** A parent of a directory, or null when the row names none. */
function readParent(cells: Cells, context: TableContext): ParentRow | null {
  const reasons: LineReason[] = []
  const { familyName, givenName } = readName(cells, context.givenFirst, reasons)
  if (reasons.some(({ reason }) => reason === 'name-missing' || reason === 'not-a-name')) return null
  const contactPoints = readContacts(cells, 'pupilEmail', 'pupilPhone', [])
  return {
    guardian: { familyName, givenName, relationship: 'guardian', level: 1, contactPoints },
    children: childrenOf(one(cells, 'children')),
  }
}

/**
 * @param rows of one sheet; @param labels titles of its columns; @param lineOf one-based line of a row in the file.
 * @param today ISO date, for births in the future.
 */
export function parseRows(
  rows: readonly (readonly string[])[],
  mapping: RosterMapping,
  labels: readonly string[],
  lineOf: (row: number) => number,
  today: string,
): ParsedRows {
  const fullName = mapping.columns.indexOf('fullName')
  const context: TableContext = {
    mapping,
    guardians: guardianColumns(mapping, labels),
    givenFirst: fullName >= 0 && givenNameFirst(labels[fullName] ?? ''),
    isDirectory: mapping.columns.includes('rowType'),
    givenClass: cleanText(mapping.className ?? ''),
    today,
  }
  const lines: IdentifiedLine[] = []
  const parents: ParentRow[] = []
  const ignoredLines: number[] = []
  const ignored = new Map<string, number>()
  const ignore = (why: string, count = 1) => count > 0 && ignored.set(why, (ignored.get(why) ?? 0) + count)
  const header = (rows[mapping.headerRow] ?? []).map(cleanText)
  const kindOf = rowKinds(rows, mapping)
  let blank = 0
  for (let index = mapping.headerRow + 1; index < rows.length; index++) {
    const row = rows[index] ?? []
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
    const repeated = row.length === header.length && row.every((cell, column) => cleanText(cell) === header[column])
    if (!ended && !aboutAPupil && continueLine(lines, cells, row, context)) continue
    if (ended || !aboutAPupil || repeated || isTotal(row, cells)) {
      ignoredLines.push(lineOf(index))
      continue
    }
    const kind = kindOf(row)
    if (kind === 'pupil') lines.push(readLine(cells, row, lineOf(index), context))
    else if (kind === 'other') ignore('not-a-pupil')
    else {
      const parent = readParent(cells, context)
      if (parent === null) ignore('not-a-pupil')
      else parents.push(parent)
    }
  }
  const attached = attachParents(mergeLines(lines), parents)
  ignore('parent-without-pupil', attached.orphans)
  return { ...settleClasses(attached.lines, context), ignoredLines, ignored: Object.fromEntries(ignored) }
}

/** A row with a guardian and no pupil goes on with the pupil above: cells merged on paper are one cell in a CSV. */
function continueLine(lines: IdentifiedLine[], cells: Cells, row: readonly string[], context: TableContext): boolean {
  const last = lines.at(-1)
  if (last === undefined || [...cells.keys()].some((field) => !field.startsWith('guardian'))) return false
  const reasons: LineReason[] = []
  const guardians = readGuardians(cells, row, context, reasons)
  if (guardians.length === 0 || guardians.every(({ contactPoints }) => contactPoints.length === 0)) return false
  lines[lines.length - 1] = {
    ...last,
    guardians: joinGuardians(last.guardians, guardians),
    reasons: distinctReasons([...last.reasons, ...reasons]),
  }
  return true
}

/** Without any class the teacher is asked; with some, a line that names none is refused, unless it has its group. */
function settleClasses(
  lines: readonly IdentifiedLine[],
  { givenClass }: TableContext,
): { lines: ParsedLine[]; classNeeded: boolean } {
  const placed = (line: IdentifiedLine) => line.className !== null || line.isGroupRow
  const classNeeded = givenClass === '' && lines.length > 0 && !lines.some(placed)
  return {
    classNeeded,
    lines: lines.map(({ id: _id, isGroupRow, ...line }) => {
      if (classNeeded || line.className !== null) return line
      const reason: LineReason = isGroupRow
        ? { reason: 'group-only', field: 'className' }
        : { reason: 'class-missing', field: 'className' }
      return { ...line, reasons: [...line.reasons, reason] }
    }),
  }
}
