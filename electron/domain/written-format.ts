/** How dates, sizes and phone numbers read on paper. */
import type { AppState } from '../contract/views.ts'

export type Locale = AppState['locale']

const LONG: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }

/** French says "1er décembre". */
const withOrdinal = (text: string, locale: Locale): string =>
  locale === 'fr' ? text.replace(/(^|\s)1(?=\s\p{L})/u, '$11er') : text

/** `2026-12-01` → `mardi 1er décembre 2026`. */
export function longDate(isoDate: string, locale: Locale): string {
  const date = new Date(`${isoDate}T12:00:00Z`)
  return withOrdinal(new Intl.DateTimeFormat(locale, { ...LONG, timeZone: 'UTC' }).format(date), locale)
}

export function dateParts(isoDate: string, locale: Locale): { weekday: string; day: string; month: string } {
  const date = new Date(`${isoDate}T12:00:00Z`)
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date)
  return { weekday: part({ weekday: 'short' }), day: part({ day: 'numeric' }), month: part({ month: 'short' }) }
}

/** Date and time where the pack is made. */
export function longInstant(milliseconds: number, locale: Locale): string {
  const date = new Date(milliseconds)
  const day = withOrdinal(new Intl.DateTimeFormat(locale, LONG).format(date), locale)
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(date)
  return locale === 'fr' ? `${day} à ${time.replace(':', ' h ')}` : `${day} at ${time}`
}

/** An instant's hour where the pack is made: `8 h 05`, `8:05 AM`. */
export function clockTime(instant: string, locale: Locale): string {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(new Date(instant))
  return locale === 'fr' ? time.replace(':', '\u00a0h\u00a0') : time
}

/** The day it is where the pack is made, as `2026-11-24`. */
export function localIsoDate(milliseconds: number): string {
  const date = new Date(milliseconds)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** `2010-03-07` → `07/03/2010`. */
export const frenchDate = (isoDate: string): string => isoDate.split('-').reverse().join('/')

/** French keeps `: ; ! ? »` on the line of the word before, and `«` on that of the word after. */
export const withFrenchSpaces = (text: string): string =>
  text.replace(/ (?=[:;!?»])/g, '\u00a0').replace(/« /g, '«\u00a0')

const KILO = 1_000
const UNITS = { fr: ['octets', 'Ko', 'Mo', 'Go'], en: ['bytes', 'KB', 'MB', 'GB'] } as const

export function displaySize(bytes: number, locale: Locale): string {
  const exponent = bytes < KILO ? 0 : Math.min(3, Math.floor(Math.log(bytes) / Math.log(KILO)))
  const value = bytes / KILO ** exponent
  const digits = exponent > 1 && value < 10 ? 1 : 0
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)
  return `${number} ${UNITS[locale][exponent] ?? ''}`
}

/** France and its overseas departments, which dial ten digits among themselves. */
const FRENCH_NUMBER = /^\+(?:33|262|590|594|596)(\d{9})$/

/**
 * `+33639980001` → `06 39 98 00 01`; another country keeps its code.
 *
 * @param abroad how the code of another country begins: `+`, or `00` where a leading `+` would be a formula
 */
export function displayPhone(value: string, abroad: '+' | '00' = '+'): string {
  const national = FRENCH_NUMBER.exec(value)?.[1]
  if (national !== undefined) return `0${national}`.replace(/(\d\d)(?=\d)/g, '$1 ')
  return value.replace(/^\+/, abroad)
}
