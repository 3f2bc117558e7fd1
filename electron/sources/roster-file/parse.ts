/** Rows of text to pupils, guardians and classes, each with what is doubtful about it. Pure. */
import type { RosterField, RosterMapping } from '../../contract/views.ts'
import { nameProblem, splitFullName } from '../../domain/person-names.ts'
import { cleanText, cutText, hasInvisible } from '../../domain/text-clean.ts'
import { type Cells, cellsOf, has, one, readContacts, several } from './cells.ts'
import { joinGuardians, mergeLines, type ReadRow } from './merge-lines.ts'
import { attachParents, childrenOf, type ParentRow, rowKinds } from './parent-rows.ts'
import {
  distinctReasons,
  type LineReason,
  MAX_CLASS,
  MAX_NAME,
  type ParsedGuardian,
  type ParsedLine,
} from './parsed-line.ts'
import { readGuardian } from './read-guardian.ts'
import { planTable, type TablePlan } from './table-plan.ts'

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

function isTotal(row: readonly string[], cells: Cells, plan: TablePlan): boolean {
  const name = one(cells, plan.fullName) || one(cells, plan.familyName) || (row.find((cell) => cell.trim()) ?? '')
  const first = plan.fold(name)
  const isTotalLine = TOTAL_LINE.test(first)
  if (!isTotalLine && !COUNT_LINE.test(first)) return false
  if (/\d\s*[/.-]\s*\d/.test(one(cells, plan.birthDate)) || one(cells, plan.pupilEmail).includes('@')) return false
  return isTotalLine || /[\d:]/.test(first) || filledFields(cells, plan) <= 1
}

const filledFields = ({ texts }: Cells, { fields }: TablePlan): number =>
  new Set(fields.filter((_, column) => texts[column] !== '')).size

function splitCell(full: string, givenFirst: boolean): { familyName: string; givenName: string; guess: boolean } {
  const split = splitFullName(full)
  if (!split.guess || !givenFirst) return split
  const words = cleanText(full).split(' ')
  return { familyName: words.slice(1).join(' '), givenName: words[0] ?? '', guess: words.length > 2 }
}

/** Of both parts, what is the worst; an empty one is no fault here. */
function worstProblem(familyName: string, givenName: string): ReturnType<typeof nameProblem> {
  const family = familyName === '' ? null : nameProblem(familyName)
  const given = givenName === '' ? null : nameProblem(givenName)
  return family === 'not-a-name' || given === null ? family : given
}

function writtenName(cells: Cells, plan: TablePlan): { familyName: string; givenName: string; guess: boolean } {
  const familyName = one(cells, plan.usageName) || one(cells, plan.familyName)
  return { familyName, givenName: one(cells, plan.givenName), guess: false }
}

function readName(cells: Cells, plan: TablePlan, reasons: LineReason[]): { familyName: string; givenName: string } {
  const full = one(cells, plan.fullName)
  const field: RosterField = full === '' ? 'familyName' : 'fullName'
  const { familyName, givenName, guess } = full === '' ? writtenName(cells, plan) : splitCell(full, plan.givenFirst)
  if (familyName === '' && givenName === '') reasons.push({ reason: 'name-missing', field })
  else {
    const problem = worstProblem(familyName, givenName)
    if (problem !== null) reasons.push({ reason: problem, field })
    if (guess) reasons.push({ reason: 'name-guessed', field })
    if (givenName === '' || familyName === '') reasons.push({ reason: 'given-name-missing', field })
  }
  return { familyName: cutText(familyName, MAX_NAME), givenName: cutText(givenName, MAX_NAME) }
}

interface Structures {
  readonly className: string | null
  readonly groups: readonly string[]
  readonly isGroupRow: boolean
}

/** SIECLE's "Type Structure" says what the class column names on this row; a directory may list several classes. */
function readStructures(cells: Cells, plan: TablePlan): Structures {
  const groups = plan.namesIn(several(cells, plan.group))
  const written = one(cells, plan.className)
  if (plan.structureType.length > 0 && written !== '' && plan.fold(one(cells, plan.structureType)).startsWith('g')) {
    return { className: null, groups: [...groups, cutText(written, MAX_CLASS)], isGroupRow: true }
  }
  if (!plan.isDirectory) return { className: classOf(written, plan), groups, isGroupRow: false }
  const [first = '', ...others] = plan.namesIn(several(cells, plan.className))
  return { className: classOf(first, plan), groups: [...groups, ...others], isGroupRow: false }
}

function classOf(written: string, { givenClass }: TablePlan): string | null {
  const name = written || givenClass
  return name === '' ? null : cutText(name, MAX_CLASS)
}

function readGuardians(cells: Cells, plan: TablePlan, reasons: LineReason[]): ParsedGuardian[] {
  const guardians: ParsedGuardian[] = []
  for (const columns of plan.guardians) {
    const guardian = readGuardian(cells, columns, reasons)
    if (guardian !== null) guardians.push(guardian)
  }
  return guardians
}

/** What was lost or taken away anywhere in the row, kept columns or not. */
function checkCharacters(row: readonly string[], cells: Cells, plan: TablePlan, reasons: LineReason[]): void {
  if (cells.plain && plan.keepsAll && row.length <= plan.fields.length) return
  const whole = row.join('\n')
  if (whole.includes('\ufffd')) reasons.push({ reason: 'characters-lost', field: null })
  if (hasInvisible(whole)) reasons.push({ reason: 'invisible-removed', field: null })
}

function readLine(cells: Cells, row: readonly string[], line: number, plan: TablePlan): ReadRow {
  const reasons: LineReason[] = []
  const { familyName, givenName } = readName(cells, plan, reasons)
  const date = plan.birthDateOf(one(cells, plan.birthDate))
  if (date.kind === 'problem') reasons.push({ reason: date.problem, field: 'birthDate' })
  const guardians = readGuardians(cells, plan, reasons)
  const contactPoints = readContacts(cells, plan.contacts, reasons)
  checkCharacters(row, cells, plan, reasons)
  const { className, groups, isGroupRow } = readStructures(cells, plan)
  return {
    pupil: {
      line,
      familyName,
      givenName,
      birthDate: date.kind === 'date' ? date.iso : null,
      className,
      groups,
      contactPoints,
      guardians,
      reasons: distinctReasons(reasons),
    },
    id: one(cells, plan.pupilId),
    isGroupRow,
  }
}

/** A parent of a directory, or null when the row names none. */
function readParent(cells: Cells, plan: TablePlan): ParentRow | null {
  const reasons: LineReason[] = []
  const { familyName, givenName } = readName(cells, plan, reasons)
  if (reasons.some(({ reason }) => reason === 'name-missing' || reason === 'not-a-name')) return null
  const contactPoints = readContacts(cells, plan.contacts, [])
  return {
    guardian: { familyName, givenName, relationship: 'guardian', level: 1, contactPoints },
    children: childrenOf(one(cells, plan.children)),
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
  const plan = planTable(mapping, labels, today)
  const lines: ReadRow[] = []
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
    const aboutAPupil = has(cells, plan.aboutAPupil)
    // The header again, at the top of a printed page.
    const repeated = row.length === header.length && row.every((cell, column) => cleanText(cell) === header[column])
    if (!ended && !aboutAPupil && continueLine(lines, cells, plan)) continue
    if (ended || !aboutAPupil || repeated || isTotal(row, cells, plan)) {
      ignoredLines.push(lineOf(index))
      continue
    }
    const kind = kindOf(row)
    if (kind === 'pupil') lines.push(readLine(cells, row, lineOf(index), plan))
    else if (kind === 'other') ignore('not-a-pupil')
    else {
      const parent = readParent(cells, plan)
      if (parent === null) ignore('not-a-pupil')
      else parents.push(parent)
    }
  }
  const settled = settleClasses(mergeLines(lines), plan)
  const attached = attachParents(settled.lines, parents)
  ignore('parent-without-pupil', attached.orphans)
  return {
    lines: attached.lines,
    classNeeded: settled.classNeeded,
    ignoredLines,
    ignored: Object.fromEntries(ignored),
  }
}

/** A row with a guardian and no pupil goes on with the pupil above: cells merged on paper are one cell in a CSV. */
function continueLine(lines: ReadRow[], cells: Cells, plan: TablePlan): boolean {
  const last = lines.at(-1)
  if (last === undefined || has(cells, plan.notAboutGuardians)) return false
  const reasons: LineReason[] = []
  const guardians = readGuardians(cells, plan, reasons)
  if (guardians.length === 0 || guardians.every(({ contactPoints }) => contactPoints.length === 0)) return false
  const { pupil } = last
  lines[lines.length - 1] = {
    ...last,
    pupil: {
      ...pupil,
      guardians: joinGuardians(pupil.guardians, guardians),
      reasons: distinctReasons([...pupil.reasons, ...reasons]),
    },
  }
  return true
}

/** Without any class the teacher is asked; with some, a line that names none is refused, unless it has its group. */
function settleClasses(
  rows: readonly ReadRow[],
  { givenClass }: TablePlan,
): { lines: ParsedLine[]; classNeeded: boolean } {
  const placed = ({ pupil, isGroupRow }: ReadRow) => pupil.className !== null || isGroupRow
  const classNeeded = givenClass === '' && rows.length > 0 && !rows.some(placed)
  const lines = rows.map(({ pupil, isGroupRow }) => {
    if (classNeeded || pupil.className !== null) return pupil
    const reason: LineReason = { reason: isGroupRow ? 'group-only' : 'class-missing', field: 'className' }
    return { ...pupil, reasons: [...pupil.reasons, reason] }
  })
  return { lines, classNeeded }
}
