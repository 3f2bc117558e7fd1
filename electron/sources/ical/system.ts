/** Which program wrote a calendar, from what it says of itself. Source: formats facts §2b, protocol facts §4.6 and §5.3. */
import type { RawComponent } from './components.ts'
import { readProperty, textOf } from './property.ts'

export type CalendarSystem = 'pronote' | 'ecole-directe' | 'moodle' | 'other'

const BY_MAKER: readonly (readonly [RegExp, CalendarSystem])[] = [
  [/index[\s-]*education|pronote/i, 'pronote'],
  [/ecole\s*directe/i, 'ecole-directe'],
  [/moodle/i, 'moodle'],
]

/** PRONOTE's events say who wrote them even where the head of the file was lost. */
const PRONOTE_UID = /index-education/i

function valueIn(component: RawComponent, name: string): string {
  const line = component.lines.find(({ text }) => text.slice(0, name.length).toUpperCase() === name)
  return line === undefined ? '' : textOf(readProperty(line) ?? undefined)
}

export function recogniseSystem(calendars: readonly RawComponent[]): CalendarSystem {
  const makers = calendars.map((calendar) => valueIn(calendar, 'PRODID')).join(' ')
  const found = BY_MAKER.find(([pattern]) => pattern.test(makers))
  if (found !== undefined) return found[1]
  const event = calendars.flatMap(({ children }) => children).find(({ name }) => name === 'vevent')
  return event !== undefined && PRONOTE_UID.test(valueIn(event, 'UID')) ? 'pronote' : 'other'
}
