/** Where the titles of a list are: after a title block, sometimes on two rows, never assumed to be on the first. */
import type { ColumnReading } from '../../domain/roster-columns.ts'
import { isGuardianTitle, readColumns } from '../../domain/roster-columns.ts'
import { cleanText } from '../../domain/text-clean.ts'
import { HEADER_LINES } from './read-csv.ts'

export interface FoundHeader {
  readonly row: number
  /** Titles as shown and as read: a group's title stands before its own where the column needs it. */
  readonly labels: readonly string[]
  readonly reading: ColumnReading
}

/** The titles of one row. "Responsable 1" merged above "Nom" and "Mail" gives them its meaning; other titles above do not. */
export function labelsAt(rows: readonly (readonly string[])[], row: number): string[] {
  const lower = rows[row] ?? []
  const upper = rows[row - 1] ?? []
  return Array.from({ length: Math.max(lower.length, 0) }, (_, column) => {
    const own = cleanText(lower[column] ?? '')
    const above = cleanText(upper[column] ?? '')
    if (above === '' || above === own || (own !== '' && !isGuardianTitle(above))) return own
    // A title row merged over the whole width is above every column and is about none.
    const wide = upper.filter((cell) => cleanText(cell) === above).length > lower.length / 2
    if (own === '') return wide ? '' : above
    return wide ? own : `${above} ${own}`
  })
}

/** The row among the first 25 that looks most like a header, the earliest of equals; null when none has a name column. */
export function findHeader(rows: readonly (readonly string[])[]): FoundHeader | null {
  let best: FoundHeader | null = null
  for (let row = 0; row < Math.min(rows.length, HEADER_LINES); row++) {
    const labels = labelsAt(rows, row)
    const reading = readColumns(labels)
    if (reading.score > (best?.reading.score ?? 0)) best = { row, labels, reading }
  }
  return best
}

const CLASS_NAME =
  /\b(?:[3-6]\s?(?:e|è|[eè]me|°)?\s?-?\s?(?:[A-Z]|\d{1,2})|(?:2de|2nde|seconde|1[eè]?re|premi[eè]re|terminale|tle|term|t)\s?(?:S|ES|L|G|STMG|STI2D|STL|ST2S)?\s?-?\s?(?:[A-Z]|\d{1,2}))\b/iu

/**
 * The class a sheet's name or the lines above its header speak of ("Liste de la 6e A", a sheet "5B"), or null.
 * A suggestion for the teacher, who sees it before anything is applied.
 */
export function suggestClass(sheetName: string, linesAbove: readonly (readonly string[])[]): string | null {
  const sheet = cleanText(sheetName)
  const whole = CLASS_NAME.exec(sheet)
  if (whole !== null && whole[0].length >= sheet.length - 'classe '.length) return whole[0].trim()
  for (const line of linesAbove) {
    for (const cell of new Set(line.map(cleanText))) {
      const match = /\b(?:classe|liste|division|élèves)\b/iu.test(cell) ? CLASS_NAME.exec(cell) : null
      if (match) return match[0].trim()
    }
  }
  return null
}
