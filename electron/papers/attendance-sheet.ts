import { html, type SafeHtml } from '../domain/safe-html.ts'
import { schoolDay } from '../domain/school-time.ts'
import { dateParts } from '../domain/written-format.ts'
import { fullName, type PaperClass, type PaperContext, periodWords, type Sheet, sheetHead } from './paper.ts'

/** Columns of a landscape page that are still wide enough to write in. */
const COLUMNS_ON_PAGE = 20
/** A school year of one lesson a day. */
const MAX_COLUMNS = 200
/** Without a period: this week and the next. */
const DEFAULT_DAYS = 14
/** From how many pupils on the rows shrink, so that a class stays on one page. */
const DENSE_FROM = 25
const TIGHT_FROM = 31

/** Letters of a name that the column holds; a longer one is printed smaller, never cut. */
const NAME_LETTERS = 26
const nameClass = (pupil: { familyName: string; givenName: string }): string =>
  fullName(pupil).length > NAME_LETTERS ? 'who long' : 'who'

const DAY_MS = 86_400_000
const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10)
const isWeekday = (day: string): boolean => new Date(`${day}T12:00:00Z`).getUTCDay() % 6 !== 0

export const attendancePeriod = ({ from, to, today }: Pick<PaperContext, 'from' | 'to' | 'today'>) => {
  const first = from ?? today
  return { from: first, to: to ?? addDays(first, DEFAULT_DAYS - 1) }
}

/** The days on which the class has a lesson in the period; every weekday where no timetable is known. */
export function attendanceDays(lessons: PaperClass['lessons'], period: { from: string; to: string }): string[] {
  const held = lessons.filter(({ cancelled }) => !cancelled).map(({ startsAt }) => schoolDay(Date.parse(startsAt)))
  const known = [...new Set(held)].filter((day) => day >= period.from && day <= period.to).sort()
  if (known.length > 0) return known.slice(0, MAX_COLUMNS)
  const days: string[] = []
  for (let day = period.from; day <= period.to && days.length < MAX_COLUMNS; day = addDays(day, 1))
    if (isWeekday(day)) days.push(day)
  return days
}

/** Pupils down, dates across, on landscape pages; a line for the count of absents. */
export function attendanceSheet(schoolClass: PaperClass, context: PaperContext): Sheet {
  const { words, locale } = context
  const { pupils } = schoolClass
  const period = attendancePeriod(context)
  const days = attendanceDays(schoolClass.lessons, period)
  const head = sheetHead(
    words.attendance,
    schoolClass.name,
    `${periodWords({ ...context, ...period })}. ${words.attendanceLead}`,
  )
  if (pupils.length === 0)
    return { title: words.attendance, layout: 'wide', parts: [html`${head}<p class="empty">${words.noPupils}</p>`] }
  const density = pupils.length >= TIGHT_FROM ? 'tight' : pupils.length >= DENSE_FROM ? 'dense' : 'airy'
  const page = (some: readonly string[]): SafeHtml => {
    const cells = html`${some.map(() => html`<td></td>`)}`
    return html`${head}<table class="grid ${density}">
<thead><tr><th scope="col" class="who">${words.columns.pupil}</th>${some.map((day) => {
      const { weekday, day: number, month } = dateParts(day, locale)
      return html`<th scope="col">${weekday}<b>${number}</b>${month}</th>`
    })}</tr></thead>
<tbody>${pupils.map((pupil) => html`<tr><th scope="row" class="${nameClass(pupil)}">${fullName(pupil)}</th>${cells}</tr>`)}</tbody>
<tfoot><tr><th scope="row" class="who">${words.absent}</th>${cells}</tr></tfoot></table>`
  }
  const pages: SafeHtml[] = []
  for (let start = 0; start < Math.max(1, days.length); start += COLUMNS_ON_PAGE)
    pages.push(page(days.slice(start, start + COLUMNS_ON_PAGE)))
  return { title: words.attendance, layout: 'wide', parts: pages }
}
