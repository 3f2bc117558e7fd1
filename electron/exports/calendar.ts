/** Work and lessons as an iCalendar file (RFC 5545), in the school's own time. */
import ICAL from 'ical.js'
import type { LessonView } from '../contract/views.ts'
import { schoolWall } from '../domain/school-time.ts'
import type { Locale } from '../domain/written-format.ts'
import type { PackContent } from '../store/api.ts'
import { plainText } from './plain-text.ts'
import { stableUuid } from './stable-ids.ts'

const ZONE = 'Europe/Paris'
/** The rules of France since 1996: last Sundays of March and October, at 1 h UTC. */
const PARIS = [
  'BEGIN:VTIMEZONE',
  `TZID:${ZONE}`,
  'BEGIN:DAYLIGHT',
  'TZNAME:CEST',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZNAME:CET',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
].join('\r\n')

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export interface CalendarClass {
  readonly name: string
  readonly assignments: PackContent['assignments']
  readonly lessons: readonly LessonView[]
}

export interface CalendarOptions {
  /** All-day events are shown by every calendar; Google and Outlook leave tasks out. */
  readonly work: 'no' | 'events' | 'tasks'
  readonly lessons: boolean
  readonly namespace: string
  readonly locale: Locale
  readonly now: number
  /** Of the calendar, as programs list it. */
  readonly title: string
}

const WORDS = {
  fr: { class: 'Classe', room: 'Salle', subject: 'Matière', files: 'Documents' },
  en: { class: 'Classe', room: 'Salle', subject: 'Matière', files: 'Documents' },
} as const satisfies Record<Locale, Record<string, string>>

type Component = InstanceType<typeof ICAL.Component>

function addTime(component: Component, name: string, time: InstanceType<typeof ICAL.Time>, zone?: string): void {
  const property = new ICAL.Property(name)
  if (time.isDate) property.setParameter('value', 'DATE')
  if (zone !== undefined) property.setParameter('tzid', zone)
  property.setValue(time)
  component.addProperty(property)
}

const dayTime = (isoDate: string, add = 0) => {
  const day = new Date(Date.parse(`${isoDate}T00:00:00Z`) + add * DAY_MS)
  return new ICAL.Time(
    { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate(), isDate: true },
    ICAL.Timezone.localTimezone,
  )
}

/** An instant as the school's wall clock shows it. */
function wallTime(instant: string) {
  const wall = new Date(schoolWall(Date.parse(instant)))
  return new ICAL.Time(
    {
      year: wall.getUTCFullYear(),
      month: wall.getUTCMonth() + 1,
      day: wall.getUTCDate(),
      hour: wall.getUTCHours(),
      minute: wall.getUTCMinutes(),
      second: wall.getUTCSeconds(),
      isDate: false,
    },
    ICAL.Timezone.localTimezone,
  )
}

function start(kind: 'vevent' | 'vtodo', name: string, { namespace, now }: CalendarOptions): Component {
  const component = new ICAL.Component(kind)
  component.addPropertyWithValue('uid', stableUuid(namespace, name))
  component.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(new Date(now), true))
  // A program keeps the version with the higher number: minutes only grow.
  component.addPropertyWithValue('sequence', Math.floor(now / MINUTE_MS))
  return component
}

function workComponent(
  { name }: CalendarClass,
  work: CalendarClass['assignments'][number],
  dueOn: string,
  options: CalendarOptions,
): Component {
  const words = WORDS[options.locale]
  const isTask = options.work === 'tasks'
  const component = start(isTask ? 'vtodo' : 'vevent', `assignment:${work.id}`, options)
  const subject = work.subject === null ? name : `${name} · ${work.subject}`
  component.addPropertyWithValue('summary', isTask ? work.title : `${subject} – ${work.title}`)
  const files = work.files.map((file) => file.name)
  const description = [
    plainText(work.descriptionHtml),
    files.length === 0 ? '' : `${words.files} : ${files.join(', ')}`,
  ].filter((part) => part !== '')
  if (description.length > 0) component.addPropertyWithValue('description', description.join('\n\n'))
  component.addPropertyWithValue('categories', name)
  if (isTask) {
    addTime(component, 'due', dayTime(dueOn))
    component.addPropertyWithValue('status', 'NEEDS-ACTION')
  } else {
    addTime(component, 'dtstart', dayTime(dueOn))
    addTime(component, 'dtend', dayTime(dueOn, 1))
    // Work to hand in does not make anyone busy all day.
    component.addPropertyWithValue('transp', 'TRANSPARENT')
  }
  return component
}

function lessonComponent(lesson: LessonView, options: CalendarOptions): Component {
  const words = WORDS[options.locale]
  const component = start('vevent', `lesson:${lesson.id}`, options)
  const classNames = [...lesson.classes.map(({ name }) => name), ...lesson.otherNames]
  component.addPropertyWithValue('summary', lesson.label)
  // Field by field, in the words that timetables of French schools use: readers that know them find the class again.
  component.addPropertyWithValue(
    'description',
    [
      `${words.subject} : ${lesson.label}`,
      ...(classNames.length === 0 ? [] : [`${words.class} : ${classNames.join(', ')}`]),
      ...(lesson.room === null ? [] : [`${words.room} : ${lesson.room}`]),
    ].join('\n'),
  )
  if (lesson.room !== null) component.addPropertyWithValue('location', lesson.room)
  addTime(component, 'dtstart', wallTime(lesson.startsAt), ZONE)
  addTime(component, 'dtend', wallTime(lesson.endsAt), ZONE)
  if (lesson.cancelled) component.addPropertyWithValue('status', 'CANCELLED')
  return component
}

/** What goes in, one line each: for the preview and for counting. */
export function calendarLines(
  classes: readonly CalendarClass[],
  options: Pick<CalendarOptions, 'work' | 'lessons' | 'locale'>,
): { day: string; what: string; className: string }[] {
  const work = options.work === 'no' ? [] : classes.flatMap((one) => workOf(one).map((item) => ({ one, ...item })))
  const lessons = options.lessons ? lessonsOf(classes) : []
  return [
    ...work.map(({ one, work: { title }, dueOn }) => ({ day: dueOn, what: title, className: one.name })),
    ...lessons.map((lesson) => ({
      day: new Date(schoolWall(Date.parse(lesson.startsAt))).toISOString().slice(0, 10),
      what: lesson.label,
      className: lesson.classes.map(({ name }) => name).join(', '),
    })),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** A calendar has a place only for what has a date. */
const workOf = ({ assignments }: CalendarClass) =>
  assignments.flatMap((work) => (work.dueOn === null ? [] : [{ work, dueOn: work.dueOn }]))

/** A lesson of two classes once. */
const lessonsOf = (classes: readonly CalendarClass[]): LessonView[] => [
  ...new Map(classes.flatMap(({ lessons }) => lessons.map((lesson) => [lesson.id, lesson] as const))).values(),
]

export function toCalendar(classes: readonly CalendarClass[], options: CalendarOptions): Uint8Array {
  const calendar = new ICAL.Component('vcalendar')
  calendar.addPropertyWithValue('version', '2.0')
  calendar.addPropertyWithValue('prodid', `-//Trousse//Trousse//${options.locale.toUpperCase()}`)
  calendar.addPropertyWithValue('calscale', 'GREGORIAN')
  calendar.addPropertyWithValue('x-wr-calname', options.title)
  if (options.lessons) calendar.addSubcomponent(new ICAL.Component(ICAL.parse(PARIS)))
  if (options.work !== 'no')
    for (const one of classes)
      for (const { work, dueOn } of workOf(one)) calendar.addSubcomponent(workComponent(one, work, dueOn, options))
  if (options.lessons)
    for (const lesson of lessonsOf(classes)) calendar.addSubcomponent(lessonComponent(lesson, options))
  return new TextEncoder().encode(`${calendar.toString()}\r\n`)
}
