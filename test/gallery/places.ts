/** Every screen that has an address of its own, with the rows of the demonstration that some of them show. */
import type { Page } from 'playwright'
import { ask } from '../e2e/ask.ts'

export interface Place {
  /** File name of its picture. */
  readonly name: string
  readonly hash: string
}

const STILL: Readonly<Record<string, string>> = {
  today: '#/today',
  classes: '#/classes',
  timetable: '#/timetable',
  assignments: '#/assignments',
  'calendar-week': '#/assignments/calendar',
  'calendar-month': '#/assignments/calendar?view=month',
  'handed-in': '#/handed-in',
  'handed-in-questions': '#/handed-in/questions',
  outbox: '#/outbox',
  sources: '#/sources',
  'add-source': '#/sources/add',
  'add-ent': '#/sources/add/ent',
  'add-pronote': '#/sources/add/pronote',
  'add-moodle': '#/sources/add/moodle',
  'add-ecole-directe': '#/sources/add/ecole-directe',
  'import-files': '#/sources/file',
  capture: '#/sources/capture',
  matching: '#/sources/matching',
  services: '#/outage',
  drill: '#/drill',
  start: '#/start',
  'start-kosmos': '#/start/kosmos',
  'start-unsure': '#/start/unsure',
  'data-protection': '#/start/data',
  register: '#/start/register',
  history: '#/outage/history',
  settings: '#/settings',
  help: '#/help',
  accessibility: '#/help/declaration-d-accessibilite',
}

/** Addresses of what is not there: an old link, a class that went away. */
const GONE: Readonly<Record<string, string>> = {
  'class-gone': '#/classes/999999',
  'pupil-gone': '#/classes/pupil/999999',
  'assignment-gone': '#/assignments/999999',
  'draft-gone': '#/assignments/draft/00000000-0000-4000-8000-000000000000',
  'message-gone': '#/outbox/999999',
  'class-to-write-gone': '#/message/999999',
}

const listed = (places: Readonly<Record<string, string>>): Place[] =>
  Object.entries(places).map(([name, hash]) => ({ name, hash }))

/** Screens that need nothing in the database to say something. */
export const stillPlaces = (): Place[] => listed(STILL)
/** Screens that say that what was asked for cannot be shown. */
export const gonePlaces = (): Place[] => listed(GONE)

/** Throws when the demonstration has no class, no pupil or no assignment: its first synchronisation comes before. */
export async function placesOf(page: Page): Promise<Place[]> {
  const classes = await ask(page, 'classes.list', undefined)
  const first = classes.find(({ kind }) => kind === 'class')
  const [pupil] = first ? await ask(page, 'classes.roster', { classId: first.id }) : []
  const [assignment] = (await ask(page, 'assignments.list', { limit: 1 })).rows
  if (!first || !pupil || !assignment) throw new Error('the demonstration is empty')
  // What is being written has an address once it is begun.
  const [known] = await ask(page, 'workDrafts.list', undefined)
  const draft = known ?? (await ask(page, 'workDrafts.copy', { assignmentId: assignment.id }))
  const moving = {
    class: `#/classes/${first.id}`,
    'phone-sheet': `#/classes/${first.id}/phones`,
    portraits: `#/classes/${first.id}/photos`,
    draft: `#/assignments/draft/${draft.id}`,
    pupil: `#/classes/pupil/${pupil.pupilId}`,
    assignment: `#/assignments/${assignment.id}`,
    packs: `#/packs/${first.id}`,
    exports: `#/exports/${first.id}?what=phones`,
    message: `#/message/${first.id}`,
    reach: `#/classes/${first.id}/reach`,
  }
  return listed({ ...STILL, ...moving })
}
