/** Which answers a change in the database makes old. Every channel that only reads is listed here. */
import type { ChannelName } from '../../electron/contract/channel-names.ts'
import type { StalePart } from '../../electron/contract/events.ts'

const PEOPLE = ['people', 'classes'] as const

export const READ_CHANNELS = {
  'app.state': [],
  'settings.read': ['settings'],
  // Only this window arranges itself.
  'preferences.read': [],
  'today.read': [
    'people',
    'classes',
    'assignments',
    'sources',
    'held',
    'packs',
    'messages',
    'replies',
    'handover',
    'drills',
  ],
  'classes.list': PEOPLE,
  'classes.roster': PEOPLE,
  'pupils.read': PEOPLE,
  'assignments.list': ['assignments', 'classes'],
  'assignments.read': ['assignments', 'classes'],
  'assignments.local': ['assignments', 'classes'],
  'assignments.matches': ['assignments', 'classes'],
  'assignments.calendar': ['assignments', 'classes'],
  'assignments.holidays': ['settings'],
  'assignments.dueChoices': ['classes', 'sources'],
  'workDrafts.list': ['assignments', 'classes'],
  'workDrafts.read': [],
  'workDrafts.picture': [],
  'portraits.ofClass': ['people', 'classes', 'settings'],
  'portraits.count': ['people', 'settings'],
  'portraits.recognise': [],
  'timetable.read': ['classes', 'people', 'sources'],
  'search.query': ['people', 'classes', 'assignments'],
  'sources.list': ['sources', 'held'],
  // A file chosen a moment ago: asked again only when the teacher changes the columns.
  'imports.recognise': [],
  'imports.preview': [],
  'capture.state': ['captures', 'sources'],
  // What was read a moment ago: its revision is in the question.
  'capture.preview': [],
  'matches.counts': ['people', 'classes', 'sources'],
  'matches.list': ['people', 'classes', 'sources'],
  'matches.merged': ['people', 'classes', 'sources'],
  'differences.list': ['people', 'classes', 'sources'],
  'sync.runs': ['sources', 'held'],
  'sync.held': ['held', 'sources'],
  'availability.read': [],
  'availability.platforms': ['sources'],
  'availability.history': ['sources'],
  'availability.witness': ['settings'],
  'resume.read': ['handover', 'assignments', 'messages', 'packs', 'people', 'sources'],
  'drill.rehearse': ['people', 'classes', 'assignments', 'messages', 'packs', 'settings'],
  'drill.check': ['people', 'sources', 'held', 'packs', 'settings', 'assignments'],
  'drill.list': ['drills'],
  'start.guess': [],
  'register.read': ['register', 'settings'],
  'documents.use': ['assignments', 'settings', 'sources'],
  'handedIn.summary': ['handed-in', 'classes', 'people'],
  'handedIn.class': ['handed-in', 'classes', 'people', 'assignments'],
  'handedIn.questions': ['handed-in', 'classes', 'people', 'assignments'],
  'handedIn.list': ['handed-in', 'people', 'assignments'],
  'handedIn.answer': [],
  'handedIn.refusals': ['handed-in'],
  'exports.preview': ['people', 'classes', 'assignments', 'messages', 'settings'],
  'shares.targets': ['shares'],
  'shares.list': ['shares', 'packs'],
  'shares.passphrase': ['shares'],
  'shares.remote': ['shares'],
  'packs.preview': ['people', 'classes', 'assignments'],
  'packs.list': ['packs'],
  'packs.issued': ['packs'],
  // A pack takes room.
  'drives.list': ['drives', 'packs'],
  'mail.settings': ['settings'],
  'messages.plan': [...PEOPLE, 'messages', 'assignments', 'packs', 'settings'],
  'messages.preview': [...PEOPLE, 'assignments', 'packs', 'settings'],
  'messages.bccGroups': ['messages'],
  'drafts.list': ['drafts'],
  'templates.list': ['templates'],
  'reach.ofClass': PEOPLE,
  'messages.coverage': [...PEOPLE, 'messages'],
  'messages.list': ['messages'],
  'messages.read': ['messages'],
  'inbox.settings': ['settings', 'replies'],
  'inbox.replies': ['replies'],
  'demo.scenario': ['settings'],
} as const satisfies Partial<Record<ChannelName, readonly StalePart[]>>

export type ReadChannel = keyof typeof READ_CHANNELS

/** True when an answer of this channel may have changed. */
export function isStale(channel: string, parts: readonly StalePart[]): boolean {
  const known: Partial<Record<string, readonly StalePart[]>> = READ_CHANNELS
  return known[channel]?.some((part) => parts.includes(part)) ?? false
}
