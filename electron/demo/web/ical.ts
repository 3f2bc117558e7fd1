/** A teacher's timetable as an iCalendar feed (RFC 5545): CRLF, lines folded at 75 octets, Paris time. */
import { weekday } from '../calendar.ts'
import type { DemoSchool } from '../model.ts'

const MAX_OCTETS = 75
const DOMAIN = 'trois-tilleuls.example'

/** European Union summer time since 1996. */
const PARIS = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Paris',
  'BEGIN:DAYLIGHT',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'TZNAME:CEST',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'TZNAME:CET',
  'END:STANDARD',
  'END:VTIMEZONE',
] as const

const escapeText = (text: string) => text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\n/g, '\\n')

/** Folds between characters: a fold inside a UTF-8 sequence breaks strict readers. */
export function foldLine(line: string): string {
  const parts: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    // The space that opens a folded line counts.
    if (octets + size > MAX_OCTETS) {
      parts.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...parts, part].join('\r\n')
}

const pad = (value: number) => String(value).padStart(2, '0')
const localTime = (day: string, minutes: number) =>
  `${day.replace(/-/g, '')}T${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}00`

export function timetableFeed(school: DemoSchool, teacherId: string): string {
  const classNames = new Map(school.classes.map(({ id, name }) => [id, name]))
  const stamp = `${school.year.startsOn.replace(/-/g, '')}T060000Z`
  const lessons = school.teachings.filter((teaching) => teaching.teacherId === teacherId)
  const events = school.year.days.flatMap((day) =>
    lessons.flatMap(({ classId, subject, slots }) =>
      slots
        .filter((slot) => slot.weekday === weekday(day))
        .flatMap((slot) => [
          'BEGIN:VEVENT',
          `UID:${classId}-${localTime(day, slot.start)}@${DOMAIN}`,
          `DTSTAMP:${stamp}`,
          `DTSTART;TZID=Europe/Paris:${localTime(day, slot.start)}`,
          `DTEND;TZID=Europe/Paris:${localTime(day, slot.end)}`,
          `SUMMARY:${escapeText(`${subject} – ${classNames.get(classId) ?? ''}`)}`,
          `LOCATION:${escapeText(`Salle ${slot.room}`)}`,
          `DESCRIPTION:${escapeText(`${school.name}, emploi du temps ${school.year.title}`)}`,
          'END:VEVENT',
        ]),
    ),
  )
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Trousse//Lycee de demonstration//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Emploi du temps (démonstration)',
    ...PARIS,
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.map(foldLine).join('\r\n')}\r\n`
}
