/**
 * Delimited text as French programs write it. A well-formed file is read by the CSV library; PRONOTE, which
 * does not double the quotes inside a cell, by the rule that a quote closes only before a delimiter or a line end.
 */
import { parse } from 'csv-parse/sync'
import { TrousseError } from '../../contract/errors.ts'
import { readColumns } from '../../domain/roster-columns.ts'

export type Delimiter = ';' | '\t' | ','

/** In case of a tie the first wins: the semicolon is what Excel writes in French. */
const DELIMITERS: readonly Delimiter[] = [';', '\t', ',']
/** Lines among which the header is looked for. */
export const HEADER_LINES = 25
/** A cell longer than this is a quote that was never closed. */
const MAX_CELL = 20_000

/** Excel's own hint on the first line, `sep=;`. */
function separatorHint(text: string): { delimiter: Delimiter; rest: string } | null {
  const match = /^sep=([;,\t])\r?\n/i.exec(text)
  const delimiter = DELIMITERS.find((candidate) => candidate === match?.[1])
  return match && delimiter ? { delimiter, rest: text.slice(match[0].length) } : null
}

/** The delimiter under which the first lines look most like a header; then the one that gives most cells. */
export function findDelimiter(text: string): Delimiter {
  const lines = text.slice(0, 200_000).split(/\r\n|\n|\r/, HEADER_LINES)
  let best: { delimiter: Delimiter; score: number; cells: number } | null = null
  for (const delimiter of DELIMITERS) {
    let score = 0
    let cells = 0
    for (const line of lines) {
      const parts = splitOutsideQuotes(line, delimiter)
      cells = Math.max(cells, parts.length)
      if (parts.length > 1 && parts.length < 1000) score = Math.max(score, readColumns(parts).score)
    }
    const better = best === null || score > best.score || (score === best.score && cells > best.cells)
    if (better) best = { delimiter, score, cells }
  }
  return best?.delimiter ?? ';'
}

function splitOutsideQuotes(line: string, delimiter: Delimiter): string[] {
  if (!line.includes('"')) return line.split(delimiter)
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (const char of line) {
    if (char === '"') quoted = !quoted
    else if (char === delimiter && !quoted) {
      parts.push(part)
      part = ''
    } else part += char
  }
  return [...parts, part]
}

/** The rule of PRONOTE: inside a quoted cell, only a quote before a delimiter or a line end closes it. */
export function readLenient(text: string, delimiter: Delimiter): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let cell: string
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1, delimiter)
      if (end - at > MAX_CELL) throw new TrousseError('file-unreadable', { line: rows.length + 1, reason: 'quote' })
      cell = text.slice(at + 1, end).replaceAll('""', '"')
      at = Math.min(end + 1, text.length)
    } else {
      const start = at
      while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++
      cell = text.slice(start, at)
    }
    row.push(cell)
    if (text[at] === delimiter) {
      at++
      if (at < text.length) continue
      row.push('')
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2
    else at++
    rows.push(row)
    row = []
  }
  return rows
}

function closingQuote(text: string, from: number, delimiter: Delimiter): number {
  let end = text.indexOf('"', from)
  while (end >= 0) {
    const next = text[end + 1]
    if (next === undefined || next === delimiter || next === '\n' || next === '\r') return end
    end = text.indexOf('"', end + 1)
  }
  return text.length
}

function readStrict(text: string, delimiter: Delimiter): string[][] | null {
  try {
    return parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: 1_000_000,
    })
  } catch {
    // Not RFC 4180: the caller reads it the other way.
    return null
  }
}

/** Rows of cells, blank lines kept so that row numbers are those a spreadsheet shows. */
export function readCsv(text: string): { rows: string[][]; delimiter: Delimiter; firstLine: number } {
  const hint = separatorHint(text)
  const body = hint?.rest ?? text
  const delimiter = hint?.delimiter ?? findDelimiter(body)
  // A spreadsheet hides the `sep=` line and still counts it.
  return { rows: readStrict(body, delimiter) ?? readLenient(body, delimiter), delimiter, firstLine: hint ? 2 : 1 }
}
