/** Where the window is, kept in the address after `#` so that Back, Forward and reloading work. */
import { useSyncExternalStore } from 'react'

export const SCREENS = [
  'today',
  'classes',
  'assignments',
  'timetable',
  'handed-in',
  'packs',
  'exports',
  'share',
  'message',
  'outbox',
  'sources',
  'settings',
  'outage',
  'help',
  'drill',
  'start',
] as const
export type ScreenName = (typeof SCREENS)[number]

export interface Place {
  readonly screen: ScreenName
  /** What follows the screen: `#/classes/pupil/12` has `['pupil', '12']`. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

/** What every screen is given. */
export interface ScreenProps {
  /** What follows the screen's name in the address, decoded. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
}

const isScreen = (value: string | undefined): value is ScreenName =>
  (SCREENS as readonly string[]).includes(value ?? '')

/** Reads an address; an unknown screen is Today. */
export function readPlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [screen, ...rest] = path.split('/').filter(Boolean).map(safeDecode)
  return isScreen(screen)
    ? { screen, path: rest, query: new URLSearchParams(query) }
    : { screen: 'today', path: [], query: new URLSearchParams() }
}

/** An address typed by hand may hold a lone `%`. */
function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The address of a screen, for `href` and `navigate`. */
export function linkTo(
  screen: ScreenName,
  path: readonly (string | number)[] = [],
  query: Readonly<Record<string, string>> = {},
): string {
  const tail = path.map((part) => `/${encodeURIComponent(part)}`).join('')
  const search = new URLSearchParams(query).toString()
  return `#/${screen}${tail}${search && `?${search}`}`
}

/** The addresses that features use to point at each other. */
export const classLink = (classId: number): string => linkTo('classes', [classId])
export const pupilLink = (pupilId: number): string => linkTo('classes', ['pupil', pupilId])
export const assignmentLink = (assignmentId: number): string => linkTo('assignments', [assignmentId])
/** Who handed what in: of a class, and for one assignment of it. */
export const handedInLink = (classId?: number, assignmentId?: number): string =>
  linkTo(
    'handed-in',
    [classId, assignmentId].filter((part) => part !== undefined),
  )
/** The present week, of one class or of all. */
export const timetableLink = (classId?: number): string =>
  linkTo('timetable', [], classId === undefined ? {} : { class: String(classId) })
export const packLink = (classId?: number): string => linkTo('packs', classId === undefined ? [] : [classId])
/** Sheets to print and files: of a class, of this kind, for those a message did not reach. */
export const exportLink = (classId?: number, query: Readonly<Record<string, string>> = {}): string =>
  linkTo('exports', classId === undefined ? [] : [classId], query)
export const messageLink = (classId?: number): string => linkTo('message', classId === undefined ? [] : [classId])
export const outboxLink = (messageId?: number): string => linkTo('outbox', messageId === undefined ? [] : [messageId])

/** Goes to an address made by `linkTo`. */
export function navigate(href: string): void {
  window.location.hash = href
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

const readHash = () => window.location.hash

/** The present place; renders again when it changes. */
export const usePlace = (): Place => readPlace(useSyncExternalStore(subscribe, readHash))
