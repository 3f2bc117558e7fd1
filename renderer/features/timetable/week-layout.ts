/**
 * Where a lesson stands in the week. Pure. Days are `2026-11-24`; hours are those of the computer's clock, as
 * minutes from midnight, so that a lesson at 8 h is at 8 h on the day the clock changes too.
 */
import type { LessonView } from '../../../electron/contract/views.ts'
import { addDays, localDay } from '../../ui/calendar-days.ts'

const DAY_MINUTES = 24 * 60
const HOUR_MINUTES = 60
/** A morning: fewer hours would make one lesson as tall as the window. */
const FEWEST_HOURS = 4
/** What a lesson takes at least on the sheet: words must fit in it, whatever the source says it lasts. */
export const LEAST_MINUTES = 20
/** More lessons side by side cannot be read in a fifth of the window. */
const MOST_LANES = 3
const WEEKDAYS = 5

/** The part of a lesson that is on one day. */
export interface Piece {
  readonly lesson: LessonView
  /** Minutes from midnight by the clock, `from` ≤ `to`; 0 and 1440 where the lesson began before or ends after. */
  readonly from: number
  readonly to: number
}

export interface DayOfWeek {
  readonly day: string
  readonly pieces: readonly Piece[]
}

/** The instants between which the week of this Monday lies, the second one excluded. */
export function weekBounds(monday: string): { readonly from: string; readonly to: string } {
  return { from: midnight(monday), to: midnight(addDays(monday, 7)) }
}

/** When a day begins on this computer. */
export const midnight = (day: string): string => new Date(`${day}T00:00:00`).toISOString()

export const minutesOf = (date: Date): number => date.getHours() * 60 + date.getMinutes()

/** Monday to Friday, Saturday and Sunday when something is on; the pieces of a day in the order they begin. */
export function daysOfWeek(monday: string, lessons: readonly LessonView[]): DayOfWeek[] {
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index))
    .map((day) => ({ day, pieces: lessons.flatMap((lesson) => pieceOn(day, lesson) ?? []).sort(byHour) }))
    .filter(({ pieces }, index) => index < WEEKDAYS || pieces.length > 0)
}

/** The part of a lesson on a day; null when it has none. A lesson that ends at midnight is not on the next day. */
function pieceOn(day: string, lesson: LessonView): Piece | null {
  const start = new Date(lesson.startsAt)
  const end = new Date(Math.max(Date.parse(lesson.endsAt), start.getTime()))
  const last = end > start ? new Date(end.getTime() - 1) : end
  if (day < localDay(start) || day > localDay(last)) return null
  const from = localDay(start) === day ? minutesOf(start) : 0
  const to = localDay(end) === day ? minutesOf(end) : DAY_MINUTES
  // In the hour that the clock shows twice, a lesson may seem to end before it begins.
  return { lesson, from, to: Math.max(from, to) }
}

const byHour = (a: Piece, b: Piece): number =>
  a.from - b.from ||
  b.to - a.to ||
  a.lesson.label.localeCompare(b.lesson.label, 'fr', { numeric: true }) ||
  a.lesson.id - b.lesson.id

const isWholeDay = ({ from, to }: Piece): boolean => from === 0 && to === DAY_MINUTES

/** The hours to draw, in minutes, whole hours: from the first lesson to the last, four hours at least. */
export function hoursOf(days: readonly DayOfWeek[]): { readonly first: number; readonly last: number } {
  const pieces = days.flatMap((day) => day.pieces)
  // A journey of several days must not stretch the sheet over the night.
  const timed = pieces.filter((piece) => !isWholeDay(piece))
  if (timed.length === 0) return { first: 8 * HOUR_MINUTES, last: 18 * HOUR_MINUTES }
  const floor = Math.floor(Math.min(...timed.map(({ from }) => from)) / HOUR_MINUTES) * HOUR_MINUTES
  const ceiling = Math.ceil(Math.max(...timed.map(shownEnd)) / HOUR_MINUTES) * HOUR_MINUTES
  const last = Math.min(DAY_MINUTES, Math.max(ceiling, floor + FEWEST_HOURS * HOUR_MINUTES))
  return { first: Math.min(floor, last - FEWEST_HOURS * HOUR_MINUTES), last }
}

const shownEnd = ({ from, to }: Piece): number => Math.min(DAY_MINUTES, Math.max(to, from + LEAST_MINUTES))

/** One rectangle of a day's column. */
export interface Block {
  /** One lesson; several where more run at once than can be drawn side by side. */
  readonly pieces: readonly Piece[]
  readonly from: number
  readonly to: number
  /** Its place among the `lanes` equal strips of the column, from 0. */
  readonly lane: number
  readonly lanes: number
}

/** Lessons that overlap stand side by side; beyond three, those that are left share the last strip. */
export function blocksOf(pieces: readonly Piece[]): Block[] {
  return clustersOf([...pieces].sort(byHour))
    .flatMap((cluster) => {
      const lanes = lanesOf(cluster)
      if (lanes.length <= MOST_LANES)
        return lanes.flatMap((lane, index) => lane.map((piece) => blockOf([piece], index, lanes.length)))
      const shown = lanes.slice(0, MOST_LANES - 1)
      const rest = lanes
        .slice(MOST_LANES - 1)
        .flat()
        .sort(byHour)
      return [
        ...shown.flatMap((lane, index) => lane.map((piece) => blockOf([piece], index, MOST_LANES))),
        ...clustersOf(rest).map((together) => blockOf(together, MOST_LANES - 1, MOST_LANES)),
      ]
    })
    .sort((a, b) => a.from - b.from || a.lane - b.lane)
}

const blockOf = (pieces: readonly Piece[], lane: number, lanes: number): Block => ({
  pieces,
  from: Math.min(...pieces.map(({ from }) => from)),
  to: Math.max(...pieces.map(shownEnd)),
  lane,
  lanes,
})

/** Groups of pieces, sorted by hour, that overlap one another from the first to the last. */
function clustersOf(pieces: readonly Piece[]): Piece[][] {
  const clusters: Piece[][] = []
  let end = -1
  for (const piece of pieces) {
    if (piece.from >= end) clusters.push([])
    clusters.at(-1)?.push(piece)
    end = Math.max(end, shownEnd(piece))
  }
  return clusters
}

/** Each piece in the first lane that is free when it begins. */
function lanesOf(pieces: readonly Piece[]): Piece[][] {
  const lanes: Piece[][] = []
  for (const piece of pieces) {
    const free = lanes.find((lane) => lane.every((other) => shownEnd(other) <= piece.from))
    if (free) free.push(piece)
    else lanes.push([piece])
  }
  return lanes
}

/** True while a lesson that takes place runs. */
export const isRunning = ({ startsAt, endsAt, cancelled }: LessonView, now: Date): boolean =>
  !cancelled && Date.parse(startsAt) <= now.getTime() && now.getTime() < Date.parse(endsAt)
