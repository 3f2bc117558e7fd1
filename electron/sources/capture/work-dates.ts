/** Dates of homework as pages write them: "Pour le lundi 24 novembre", "24/11", "demain". Pure. */
import { isoDay } from '../../domain/roster-dates.ts'
import { foldText } from '../../domain/text-clean.ts'

const MONTHS = ['janv', 'fev', 'mars', 'avr', 'mai', 'juin', 'juil', 'aou', 'sept', 'oct', 'nov', 'dec'] as const
const DAY_MS = 86_400_000

const NUMERIC = /\b(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?\b/
const ISO = /\b(\d{4})-(\d{2})-(\d{2})/
const WORDS = /\b(\d{1,2})(?:er)?\s+(janv|fev|mars|avr|mai|juin|juil|aou|sept|oct|nov|dec)\w*\.?(?:\s+(\d{4}))?/

const shift = (today: string, days: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)

/** Without a year, the one that puts the day nearest to today: a page of November speaks of January to come. */
function nearest(month: number, day: number, today: string): string | null {
  const year = Number(today.slice(0, 4))
  const now = Date.parse(`${today}T00:00:00Z`)
  const candidates = [year - 1, year, year + 1]
    .map((each) => isoDay(each, month, day))
    .filter((iso) => iso !== null)
    .toSorted((a, b) => Math.abs(Date.parse(a) - now) - Math.abs(Date.parse(b) - now))
  return candidates[0] ?? null
}

const fullYear = (digits: string): number => (digits.length === 2 ? 2000 + Number(digits) : Number(digits))

/**
 * The first date of a text, or null.
 *
 * @param today ISO date, for dates without a year and for "demain".
 */
export function findDate(text: string, today: string): string | null {
  const folded = foldText(text).slice(0, 500)
  const iso = ISO.exec(folded)
  if (iso) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const words = WORDS.exec(folded)
  if (words) {
    const month = MONTHS.findIndex((name) => words[2]?.startsWith(name)) + 1
    const day = Number(words[1])
    return words[3] ? isoDay(Number(words[3]), month, day) : nearest(month, day, today)
  }
  const numeric = NUMERIC.exec(folded)
  if (numeric) {
    const [day, month] = [Number(numeric[1]), Number(numeric[2])]
    return numeric[3] ? isoDay(fullYear(numeric[3]), month, day) : nearest(month, day, today)
  }
  if (/\baujourd'hui\b/.test(folded)) return today
  if (/\bapres-demain\b/.test(folded)) return shift(today, 2)
  if (/\bdemain\b/.test(folded)) return shift(today, 1)
  return null
}
