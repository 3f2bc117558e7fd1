/** States that a demonstration cannot be brought to: nothing yet, held, failing, locked, on the invented school of the fake bridge. */

export interface State {
  /** File name of its picture. */
  readonly name: string
  /** What follows `#`. */
  readonly at: string
  /** As fake-window/start.js reads it. */
  readonly state: Readonly<Record<string, string>>
}

const EMPTY = ['today', 'classes', 'assignments', 'timetable', 'packs', 'message', 'outbox', 'sources'] as const
/** A screen and the channel without which it has nothing to say. */
const FAILING = {
  today: 'today.read',
  classes: 'classes.list',
  assignments: 'assignments.list',
  timetable: 'timetable.read',
  outbox: 'messages.list',
  sources: 'sources.list',
  settings: 'settings.read',
} as const

export const STATES: readonly State[] = [
  { name: 'welcome', at: '/today', state: { phase: 'welcome' } },
  { name: 'create', at: '/today', state: { phase: 'create' } },
  { name: 'locked', at: '/today', state: { phase: 'locked' } },
  { name: 'rescue', at: '/today', state: { phase: 'rescue' } },
  { name: 'today-unknown', at: '/today', state: { availability: 'unknown' } },
  { name: 'today-offline', at: '/today', state: { availability: 'own-network-down' } },
  { name: 'today-down', at: '/today', state: { availability: 'down' } },
  { name: 'sources-held', at: '/sources', state: { availability: 'up', held: '1' } },
  { name: 'class-large', at: '/classes/1', state: { availability: 'up', size: '400' } },
  ...EMPTY.map((screen) => ({ name: `${screen}-empty`, at: `/${screen}`, state: { empty: '1' } })),
  ...Object.entries(FAILING).map(([screen, channel]) => ({
    name: `${screen}-failing`,
    at: `/${screen}`,
    state: { availability: 'up', failing: `${channel}:store-damaged` },
  })),
]
