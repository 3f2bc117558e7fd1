/**
 * What each source gives a teacher, what it does not, and the shortest way to the rest. Pure; exhaustive by type: a
 * new kind or system does not compile until it is said. From the protocol facts (§0, §10) and the formats facts (§2b).
 */
import type { ListedSource, Provision, ShortestWay, SourceKind, SourceSystem } from '../contract/views.ts'
import { productOfAddress } from './availability-services.ts'

/** `depends`: on what the school opens, on rights, or on the columns of a file. */
type Provided = 'given' | 'depends' | ShortestWay
type Provisions = Readonly<Record<Provision, Provided>>

/** Nothing but what is named; the ways are those of a school whose system is closed. */
const CLOSED: Provisions = {
  classes: 'capture-class',
  pupils: 'capture-class',
  guardians: 'office-siecle',
  contacts: 'office-siecle',
  assignments: 'capture-homework',
  attachments: 'save-files',
  timetable: 'calendar-link',
}

/** PRONOTE's feed has the timetable and the diary, no homework (formats facts §2b). */
const TIMETABLE: Provisions = { ...CLOSED, timetable: 'given' }

const CALENDAR: Readonly<Record<SourceSystem, Provisions>> = {
  pronote: TIMETABLE,
  kosmos: TIMETABLE,
  edifice: TIMETABLE,
  oneroster: TIMETABLE,
  other: TIMETABLE,
  // A private school's office may have no SIECLE: what it exports comes from its own program.
  'ecole-directe': {
    ...TIMETABLE,
    classes: 'import-list',
    pupils: 'import-list',
    guardians: 'office-contacts',
    contacts: 'office-contacts',
  },
  // Courses and due dates; the web services give the participants and the files.
  moodle: {
    ...CLOSED,
    classes: 'given',
    assignments: 'given',
    pupils: 'connect-moodle',
    attachments: 'connect-moodle',
  },
}

/** What a page shows is taken; addresses and numbers only where the school shows them to teachers. */
const SCREEN: Provisions = {
  ...CLOSED,
  classes: 'given',
  pupils: 'given',
  guardians: 'depends',
  contacts: 'depends',
  assignments: 'given',
  // Documents with the window's own session; a timetable where the screen draws one that can be read.
  attachments: 'depends',
  timetable: 'depends',
}
const CAPTURED: Readonly<Record<SourceSystem, Provisions>> = {
  pronote: SCREEN,
  kosmos: { ...SCREEN, guardians: 'office-siecle', contacts: 'office-siecle' },
  edifice: SCREEN,
  'ecole-directe': SCREEN,
  moodle: { ...SCREEN, guardians: 'office-siecle', contacts: 'office-siecle', timetable: 'calendar-link' },
  oneroster: SCREEN,
  other: SCREEN,
}

const ROSTER: Provisions = { ...CLOSED, classes: 'given', pupils: 'given' }

const provisionsOf: Readonly<Record<SourceKind, (system: SourceSystem) => Provisions>> = {
  oneroster: () => ({
    ...ROSTER,
    guardians: 'given',
    contacts: 'depends',
    assignments: 'depends',
    attachments: 'depends',
  }),
  'roster-file': () => ({ ...ROSTER, guardians: 'depends', contacts: 'depends' }),
  siecle: () => ({ ...ROSTER, guardians: 'given', contacts: 'given' }),
  'oneroster-csv': () => ({ ...ROSTER, guardians: 'given', contacts: 'depends', assignments: 'depends' }),
  ical: (system) => CALENDAR[system],
  'ical-file': (system) => CALENDAR[system],
  // No parent has an account there (protocol facts §5).
  moodle: () => ({ ...ROSTER, assignments: 'given', attachments: 'given' }),
  edifice: () => ({
    ...ROSTER,
    guardians: 'given',
    contacts: 'depends',
    assignments: 'given',
    attachments: 'depends',
    timetable: 'depends',
  }),
  'ecole-directe': () => ({
    classes: 'given',
    pupils: 'given',
    guardians: 'depends',
    contacts: 'depends',
    assignments: 'given',
    attachments: 'given',
    timetable: 'given',
  }),
  capture: (system) => CAPTURED[system],
  'trousse-pack': () => ({ ...ROSTER, guardians: 'depends', contacts: 'depends' }),
}

/** In the order a teacher asks: who, how to reach them, what work, when. */
const ORDER: readonly Provision[] = [
  'classes',
  'pupils',
  'guardians',
  'contacts',
  'assignments',
  'attachments',
  'timetable',
]

const SYSTEMS: Readonly<Record<SourceSystem, true>> = {
  oneroster: true,
  kosmos: true,
  pronote: true,
  'ecole-directe': true,
  edifice: true,
  moodle: true,
  other: true,
}
const isSystem = (value: unknown): value is SourceSystem => typeof value === 'string' && Object.hasOwn(SYSTEMS, value)

/** Systems that have a kind of source of their own. */
const SYSTEM_OF_KIND: Readonly<Partial<Record<SourceKind, SourceSystem>>> = {
  oneroster: 'oneroster',
  moodle: 'moodle',
  edifice: 'edifice',
  'ecole-directe': 'ecole-directe',
}

/** Addresses of the two that have one of their own; the rest is told by what the address holds. */
const HOSTS: readonly (readonly [RegExp, SourceSystem])[] = [
  [/(?:^|\.)ecoledirecte\.com$/i, 'ecole-directe'],
  [/(?:^|\.)(?:skolengo|kosmoseducation)\.com$/i, 'kosmos'],
]

/** The program behind a source: said in its settings, else told by its address. */
export function systemOf(kind: SourceKind, config: Readonly<Record<string, unknown>>): SourceSystem {
  const own = SYSTEM_OF_KIND[kind]
  if (own !== undefined) return own
  if (isSystem(config.system)) return config.system
  const url = typeof config.url === 'string' && URL.canParse(config.url) ? new URL(config.url) : null
  if (url === null) return 'other'
  return HOSTS.find(([pattern]) => pattern.test(url.hostname))?.[1] ?? productOfAddress(url)
}

export type Capabilities = Pick<ListedSource, 'gives' | 'depends' | 'lacks'>

/** Each provision in exactly one of the three lists. */
export function capabilitiesOf(kind: SourceKind, system: SourceSystem): Capabilities {
  const provisions = provisionsOf[kind](system)
  const gives = ORDER.filter((what) => provisions[what] === 'given')
  const depends = ORDER.filter((what) => provisions[what] === 'depends')
  const lacks = ORDER.flatMap((what) => {
    const way = provisions[what]
    return way === 'given' || way === 'depends' ? [] : [{ what, way }]
  })
  return { gives, depends, lacks }
}
