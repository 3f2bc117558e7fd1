/** What a captured page is: a roster, work to do or a timetable, where it is in the page, and how sure that is. Pure. */
import type { CaptureKind, RosterField, WorkField } from '../../contract/views.ts'
import { splitFullName } from '../../domain/person-names.ts'
import { readColumns } from '../../domain/roster-columns.ts'
import { cleanText } from '../../domain/text-clean.ts'
import type { CapturedBlock, CapturedCell, CapturedPage } from './captured-page.ts'
import { classOfTexts } from './class-of-page.ts'
import { type FlatTable, flatten } from './flat-table.ts'
import { isTimetable } from './timetable.ts'
import { workColumns } from './work-columns.ts'
import { findDate } from './work-dates.ts'

export interface Candidate {
  /** Index of the block in the page. */
  readonly block: number
  readonly kind: CaptureKind
  readonly headers: readonly string[]
  readonly columns: readonly (RosterField | WorkField)[]
  readonly rows: readonly (readonly CapturedCell[])[]
  /** A card per row instead of a column per field. */
  readonly cards: boolean
  readonly near: readonly string[]
  readonly complete: boolean
  readonly declaredRows: number | null
  /** Titles of columns that hold what is never kept. */
  readonly dropped: readonly string[]
  readonly score: number
}

/** Share of rows that must look like what the list is taken for, when no title says it. */
const MOST = 0.7
const SAMPLE = 60
/** A list of names without titles is believed, but any table with titles comes first. */
const UNTITLED_SCORE = 2
const CARDS_SCORE = 4
/** A week of lessons is told by its shape: nothing else has hours down the side and days on top. */
const TIMETABLE_SCORE = 6
const SIZE_WEIGHT = 10
const SIZE_MAX = 40

/** A family name in capitals and a given name that is not: how French lists write people. */
const looksLikePerson = (text: string): boolean => {
  const clean = cleanText(text)
  if (clean.length < 4 || clean.length > 60 || /[^\p{L}\p{M}\s'’.-]/u.test(clean)) return false
  const words = clean.split(/[\s-]+/).filter((word) => word.length > 1)
  const capitals = words.filter((word) => word === word.toLocaleUpperCase('fr')).length
  const { familyName, givenName } = splitFullName(clean)
  return familyName !== '' && givenName !== '' && capitals > 0 && capitals < words.length
}

const firstLine = (text: string): string => text.split('\n')[0] ?? ''

function share<T>(items: readonly T[], fits: (item: T) => boolean): number {
  const sample = items.slice(0, SAMPLE)
  return sample.length === 0 ? 0 : sample.filter(fits).length / sample.length
}

const sized = (score: number, rows: number): number => score + Math.min(rows, SIZE_MAX) / SIZE_WEIGHT

function fromTable(block: CapturedBlock, index: number, table: FlatTable, today: string): Candidate[] {
  const base = {
    block: index,
    headers: table.headers,
    rows: table.rows,
    cards: false,
    near: block.near,
    complete: block.complete,
    declaredRows: block.declaredRows,
  }
  const found: Candidate[] = []
  if (isTimetable(table, today)) {
    const score = sized(TIMETABLE_SCORE, table.rows.length)
    found.push({ ...base, kind: 'timetable', columns: [], cards: true, dropped: [], score })
  }
  const roster = readColumns(table.headers)
  if (roster.score > 0) {
    const dropped = roster.dropped.map((column) => table.headers[column] ?? '')
    found.push({
      ...base,
      kind: 'roster',
      columns: roster.columns,
      dropped,
      score: sized(roster.score, table.rows.length),
    })
  }
  const work = workColumns(table.headers)
  if (work.score > 0) {
    found.push({
      ...base,
      kind: 'assignments',
      columns: work.columns,
      dropped: [],
      score: sized(work.score, table.rows.length),
    })
  }
  if (found.length > 0) return found
  const names = table.headers.findIndex(
    (_, column) => share(table.rows, (row) => looksLikePerson(row[column]?.text ?? '')) >= MOST,
  )
  if (names < 0) return []
  const columns = table.headers.map((_, column): RosterField => (column === names ? 'fullName' : 'ignore'))
  return [{ ...base, kind: 'roster', columns, dropped: [], score: sized(UNTITLED_SCORE, table.rows.length) }]
}

function fromList(block: CapturedBlock, index: number, today: string): Candidate[] {
  const base = {
    block: index,
    cards: true,
    near: block.near,
    complete: block.complete,
    declaredRows: block.declaredRows,
    dropped: [],
  }
  const body = (row: readonly CapturedCell[]) => row[1]?.text ?? ''
  const nearDate = block.near.slice(0, 3).some((text) => findDate(text, today) !== null)
  const dated = (row: readonly CapturedCell[]) =>
    body(row).length >= MIN_WORK && (nearDate || findDate(`${row[2]?.text ?? ''} ${body(row)}`, today) !== null)
  if (share(block.rows, (row) => looksLikePerson(row[0]?.text || firstLine(body(row)))) >= MOST) {
    const rows = block.rows.map((row) => [{ text: row[0]?.text || firstLine(body(row)) }])
    const score = sized(UNTITLED_SCORE, rows.length)
    return [{ ...base, kind: 'roster', cards: false, headers: ['Élève'], columns: ['fullName'], rows, score }]
  }
  if (share(block.rows, dated) < MOST) return []
  return [
    {
      ...base,
      kind: 'assignments',
      headers: [],
      columns: [],
      rows: block.rows,
      score: sized(CARDS_SCORE, block.rows.length),
    },
  ]
}

/** "Page 1" is no work: a card says at least a subject and a few words. */
const MIN_WORK = 12

/** Everything of the page that could be meant, the likeliest first. */
export function findCandidates(page: CapturedPage, today: string): Candidate[] {
  const found: Candidate[] = []
  for (const [index, block] of page.blocks.entries()) {
    if (block.kind === 'list') found.push(...fromList(block, index, today))
    else {
      const table = flatten(block)
      if (table !== null) found.push(...fromTable(block, index, table, today))
    }
  }
  return joinDays(found).toSorted((a, b) => b.score - a.score)
}

/** A homework page often has one table or list per day: they are read as one, each row with its day's heading. */
function joinDays(candidates: readonly Candidate[]): Candidate[] {
  const joined: Candidate[] = []
  for (const candidate of candidates) {
    const twin = joined.findIndex(
      (other) =>
        candidate.kind === 'assignments' &&
        other.kind === 'assignments' &&
        other.cards === candidate.cards &&
        other.headers.join('\t') === candidate.headers.join('\t'),
    )
    const rows = candidate.kind === 'assignments' ? withDay(candidate) : candidate.rows
    const first = joined[twin]
    if (first === undefined) joined.push({ ...candidate, rows })
    else {
      const all = [...first.rows, ...rows]
      joined[twin] = {
        ...first,
        rows: all,
        complete: first.complete && candidate.complete,
        score: Math.max(first.score, sized(first.score, all.length) - sized(0, first.rows.length)),
      }
    }
  }
  return joined
}

/** The headings above the list, kept at the end of each row for `readWorks`. */
const withDay = ({ rows, near }: Candidate): CapturedCell[][] =>
  rows.map((row) => [...row, { text: near.slice(0, 3).join('\n'), header: true }])

/** How many the page itself says there are: of these very rows, or of the list that is shown in pages. */
export function announcedRows(page: CapturedPage, candidate: Candidate): number | null {
  for (const hint of page.hints) {
    const range = /\b\d+\s*(?:[-–—à]|to)\s*\d+\s*(?:sur|\/|of|de)\s*(\d+)/i.exec(hint)
    if (range) return Number(range[1])
  }
  const unit =
    candidate.kind === 'roster' ? /\b(\d{1,4})\s*(?:[ée]l[èe]ves?|inscrits?|pupils?)\b/i : /\b(\d{1,4})\s*devoirs?\b/i
  // Several classes may be counted on one page: only the words nearest to the list are about it.
  const told = [...candidate.near.slice(0, 3), ...(page.hints.length === 1 ? page.hints : [])]
  for (const text of told) {
    const match = unit.exec(text)
    if (match) return Number(match[1])
  }
  const shown = page.hints.map((hint) => unit.exec(hint)?.[1]).filter((number) => number !== undefined)
  const [only] = new Set(shown)
  return only !== undefined && new Set(shown).size === 1 ? Number(only) : null
}

/** Nothing says "there is another page after this one". */
export const isLastPage = (page: CapturedPage): boolean =>
  !page.hints.some((hint) => {
    const pages = /\bpage\s*(\d+)\s*(?:sur|\/|of|de)\s*(\d+)/i.exec(hint)
    return pages !== null && Number(pages[1]) < Number(pages[2])
  })

/** The class a list is about, when the page names it beside the list, in its title or in a chosen option. */
export const classOfPage = (page: CapturedPage, candidate: Candidate, known: readonly string[]): string | null =>
  classOfTexts([...candidate.near, page.title, ...page.hints], known)
