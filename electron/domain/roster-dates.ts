/** Birth dates and other dates as French files write them: day first, always. */
import { foldText } from './text-clean.ts'

type DateProblem = 'date-unreadable' | 'date-impossible' | 'date-future' | 'date-unlikely'
export type ParsedDate =
  | { readonly kind: 'none' }
  | { readonly kind: 'date'; readonly iso: string }
  | { readonly kind: 'problem'; readonly problem: DateProblem }

const MONTHS = ['janv', 'fevr', 'mars', 'avr', 'mai', 'juin', 'juil', 'aout', 'sept', 'oct', 'nov', 'dec'] as const
/** Nobody on a school's list was born before. */
const OLDEST_YEAR = 1900
/** Excel's day numbers for 1 January 1930 and 31 December 2049: outside, a number is not a birth date. */
const SERIAL_FROM = 10_959
const SERIAL_TO = 54_789
/** Excel's day 1 is 1 January 1900, and it believes in 29 February 1900: day 0 is two days earlier than 1900-01-01. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30)
/** Workbooks of old Macs count from 1 January 1904. */
const EXCEL_1904_SHIFT = 1462
const DAY_MS = 86_400_000

const pad = (value: number, width: number): string => String(value).padStart(width, '0')
const problem = (name: DateProblem): ParsedDate => ({ kind: 'problem', problem: name })

/** `2012-05-12`, or null when the calendar has no such day. */
export function isoDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const fits = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return fits ? `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` : null
}

/** The day of a spreadsheet's serial number; hours are dropped. */
export function serialDay(serial: number, date1904 = false): string | null {
  if (!Number.isFinite(serial)) return null
  const days = Math.floor(serial) + (date1904 ? EXCEL_1904_SHIFT : 0)
  const date = new Date(EXCEL_EPOCH + days * DAY_MS)
  return Number.isNaN(date.getTime()) ? null : isoDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

function monthNumber(word: string): number {
  const folded = foldText(word)
  return MONTHS.findIndex((month) => folded.startsWith(month)) + 1
}

function readDay(text: string, today: string): string | null | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text)
  if (iso) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const french = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4}|\d{2})(?:\s+\d{1,2}[:h].*)?$/.exec(text)
  if (french) {
    return isoDay(fullYear(french[3] ?? '', today), Number(french[2]), Number(french[1]))
  }
  const words = /^(\d{1,2})(?:er)?\s+([\p{L}.]+)\s+(\d{4})$/iu.exec(text)
  if (words) {
    const month = monthNumber(words[2] ?? '')
    return month === 0 ? undefined : isoDay(Number(words[3]), month, Number(words[1]))
  }
  if (/^\d{5}(?:[.,]\d+)?$/.test(text)) {
    const serial = Number(text.replace(',', '.'))
    if (serial >= SERIAL_FROM && serial <= SERIAL_TO) return serialDay(serial)
  }
  return undefined
}

/** Two digits mean the last such year that is not in the future: someone is born, not yet to be born. */
function fullYear(digits: string, today: string): number {
  const value = Number(digits)
  if (digits.length === 4) return value
  const thisYear = Number(today.slice(0, 4))
  const candidate = Math.floor(thisYear / 100) * 100 + value
  return candidate > thisYear ? candidate - 100 : candidate
}

/**
 * Reads a birth date: `12/05/2012`, `12-5-12`, `2012-05-12`, `12 mai 2012`, with or without a time, or a
 * spreadsheet's day number. Month first is never guessed: `05/23/2012` is impossible, not 23 May.
 *
 * @param today ISO date; births after it are reported.
 */
export function parseBirthDate(text: string, today: string): ParsedDate {
  const trimmed = text.trim()
  if (trimmed === '') return { kind: 'none' }
  const iso = readDay(trimmed, today)
  if (iso === undefined) return problem('date-unreadable')
  if (iso === null) return problem('date-impossible')
  if (iso > today) return problem('date-future')
  if (Number(iso.slice(0, 4)) < OLDEST_YEAR) return problem('date-unlikely')
  return { kind: 'date', iso }
}
