/**
 * Titles for a list that was pasted without them: a selection on screen often begins at the first pupil. Columns
 * are known by what most of their cells look like; the teacher sees the guess before anything is kept.
 */
import { normaliseEmail, normalisePhone } from '../../domain/contact-normalise.ts'
import { nameProblem } from '../../domain/person-names.ts'
import { parseBirthDate } from '../../domain/roster-dates.ts'
import { classKey, cleanText } from '../../domain/text-clean.ts'

/** Rows looked at, and the share of filled cells that must agree. */
const SAMPLE = 50
const MOST = 0.7
/** "6A", "1ère G2", "TS3" once folded: short, a figure and a letter. "301" may as well be a number in a list. */
const CLASS_KEY = /^(?=.*[a-z])[a-z]{0,3}\d[a-z0-9]{0,4}$/

const isName = (cell: string): boolean => nameProblem(cell) === null && /\p{L}{2}/u.test(cell)

/** Titles as lists write them, so that they are read like any other; in the order of trying. */
const KINDS: readonly (readonly [title: string, test: (cell: string, today: string) => boolean])[] = [
  ['E-mail', (cell) => normaliseEmail(cell) !== null],
  ['Né(e) le', (cell, today) => parseBirthDate(cell, today).kind === 'date'],
  ['Téléphone', (cell) => normalisePhone(cell) !== null && /\d{2}.*\d{2}/.test(cell)],
  ['Classe', (cell) => CLASS_KEY.test(classKey(cell))],
]

function titleOf(cells: readonly string[], today: string): string | null {
  if (cells.length === 0) return ''
  const agree = (test: (cell: string, today: string) => boolean) =>
    cells.filter((cell) => test(cell, today)).length >= cells.length * MOST
  const kind = KINDS.find(([, test]) => agree(test))
  if (kind) return kind[0]
  return agree(isName) ? null : ''
}

/**
 * A row of titles, or null when no column holds names. A column of names beside another is "Nom" then "Prénom";
 * alone, it holds both.
 */
export function guessTitles(rows: readonly (readonly string[])[], today: string): string[] | null {
  const width = Math.max(0, ...rows.map((row) => row.length))
  const titles: (string | null)[] = []
  for (let column = 0; column < width; column++) {
    const cells = rows
      .slice(0, SAMPLE)
      .map((row) => cleanText(row[column] ?? ''))
      .filter((cell) => cell !== '')
    titles.push(titleOf(cells, today))
  }
  const names = titles.flatMap((title, index) => (title === null ? [index] : []))
  const [first, second] = names
  if (first === undefined) return null
  return titles.map((title, index) => {
    if (title !== null) return title
    if (second === undefined) return 'Élèves'
    if (index === first) return 'Nom'
    return index === second ? 'Prénom' : ''
  })
}
