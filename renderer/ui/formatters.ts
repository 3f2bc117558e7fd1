/**
 * Dates, durations and sizes as a teacher writes them. Pure: the language and the present instant are
 * arguments. Instants come as ISO 8601 in UTC and are shown in the computer's time zone.
 */
export type Language = 'fr' | 'en'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Keeps a figure and its unit on one line. */
const NBSP = '\u00a0'
const TAG: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' }

/** Intl objects are slow to build and asked for in every row of a table. */
const dateFormats = new Map<string, Intl.DateTimeFormat>()
function dateFormat(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`
  const known = dateFormats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(TAG[language], options)
  dateFormats.set(key, made)
  return made
}

/** A day without a time is noon, so that no time zone moves it to its neighbour. */
const toDate = (iso: string): Date => new Date(iso.length === 10 ? `${iso}T12:00:00` : iso)

const dayNumber = (date: Date): number =>
  Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY)

/** Calendar days from the present day: 0 today, 1 tomorrow, -1 yesterday. */
export const daysFromNow = (iso: string, now: Date): number => dayNumber(toDate(iso)) - dayNumber(now)

/** "8 h 02" in French, "08:02" in English. */
export function formatTime(iso: string, language: Language): string {
  const date = toDate(iso)
  const minutes = String(date.getMinutes()).padStart(2, '0')
  if (language === 'fr') return `${date.getHours()}${NBSP}h${NBSP}${minutes}`
  return `${String(date.getHours()).padStart(2, '0')}:${minutes}`
}

/** "12 mars 2026". */
export const formatDate = (iso: string, language: Language): string =>
  dateFormat(language, 'date', { day: 'numeric', month: 'long', year: 'numeric' }).format(toDate(iso))

/** "jeu. 12 mars", for columns. */
export const formatShortDay = (iso: string, language: Language): string =>
  dateFormat(language, 'short-day', { weekday: 'short', day: 'numeric', month: 'short' }).format(toDate(iso))

/** "jeudi 12 mars". */
export const formatDay = (iso: string, language: Language): string =>
  dateFormat(language, 'day', { weekday: 'long', day: 'numeric', month: 'long' }).format(toDate(iso))

/** "mars 2026". */
export const formatMonth = (iso: string, language: Language): string =>
  dateFormat(language, 'month', { month: 'long', year: 'numeric' }).format(toDate(iso))

/** "jeudi". */
export const formatWeekday = (iso: string, language: Language): string =>
  dateFormat(language, 'weekday', { weekday: 'long' }).format(toDate(iso))

/** "12 mars". */
export const formatDayMonth = (iso: string, language: Language): string =>
  dateFormat(language, 'day-month', { day: 'numeric', month: 'long' }).format(toDate(iso))

/** "12 mars 2026 à 8 h 02". */
export const formatDateTime = (iso: string, language: Language): string =>
  `${formatDate(iso, language)} ${language === 'fr' ? 'à' : 'at'}${NBSP}${formatTime(iso, language)}`

/** "aujourd’hui", "demain", "hier", then "jeudi 12 mars". */
export function formatNearDay(iso: string, now: Date, language: Language): string {
  const days = daysFromNow(iso, now)
  const near: Record<string, readonly [string, string]> = {
    '-1': ['hier', 'yesterday'],
    '0': ['aujourd’hui', 'today'],
    '1': ['demain', 'tomorrow'],
  }
  const words = near[String(days)]
  if (words) return language === 'fr' ? words[0] : words[1]
  return formatDay(iso, language)
}

/** When something began: "8 h 02" the same day, "hier à 17 h 40", else "le 12 mars à 8 h 02". */
export function formatSince(iso: string, now: Date, language: Language): string {
  const days = daysFromNow(iso, now)
  const time = formatTime(iso, language)
  if (days === 0) return time
  if (days === -1) return language === 'fr' ? `hier à${NBSP}${time}` : `yesterday at${NBSP}${time}`
  const day = dateFormat(language, 'day-month', { day: 'numeric', month: 'long' }).format(toDate(iso))
  return language === 'fr' ? `le ${day} à${NBSP}${time}` : `${day} at${NBSP}${time}`
}

/** "à l’instant", "il y a 5 min", "il y a 3 h", "il y a 3 j". A time ahead of the clock counts as now. */
export function formatAge(iso: string, now: Date, language: Language): string {
  const elapsed = now.getTime() - toDate(iso).getTime()
  if (elapsed < MINUTE) return language === 'fr' ? 'à l’instant' : 'just now'
  const [value, unit] =
    elapsed < HOUR
      ? [Math.floor(elapsed / MINUTE), 'minute' as const]
      : elapsed < DAY
        ? [Math.floor(elapsed / HOUR), 'hour' as const]
        : [Math.floor(elapsed / DAY), 'day' as const]
  return new Intl.RelativeTimeFormat(TAG[language], { style: 'short' }).format(-value, unit).replaceAll(' ', NBSP)
}

/** "45 s", "12 min", "1 h 20". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < MINUTE) return `${Math.max(0, Math.round(milliseconds / 1000))}${NBSP}s`
  const minutes = Math.floor(milliseconds / MINUTE)
  if (minutes < 60) return `${minutes}${NBSP}min`
  const rest = minutes % 60
  const hours = `${Math.floor(minutes / 60)}${NBSP}h`
  return rest === 0 ? hours : `${hours}${NBSP}${String(rest).padStart(2, '0')}`
}

/** "2,4 Mo": powers of 1000, as the system's file windows count on macOS and Linux. */
export function formatBytes(bytes: number, language: Language): string {
  const units = language === 'fr' ? ['octets', 'ko', 'Mo', 'Go'] : ['bytes', 'kB', 'MB', 'GB']
  let value = bytes
  let step = 0
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000
    step++
  }
  const digits = step === 0 || value >= 100 ? 0 : 1
  return `${formatNumber(value, language, digits)}${NBSP}${units[step] ?? ''}`
}

export const formatNumber = (value: number, language: Language, digits = 0): string =>
  new Intl.NumberFormat(TAG[language], { maximumFractionDigits: digits }).format(value)

/** "86 %". Rounded down, so that 99.9 % is never shown as everyone. */
export function formatShare(part: number, whole: number, language: Language): string {
  const percent = whole === 0 ? 0 : Math.floor((part / whole) * 100)
  return language === 'fr' ? `${percent}${NBSP}%` : `${percent}%`
}
