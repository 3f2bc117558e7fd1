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
  history: '#/outage/history',
  settings: '#/settings',
}

/** Throws when the demonstration has no class, no pupil or no assignment: its first synchronisation comes before. */
export async function placesOf(page: Page): Promise<Place[]> {
  const classes = await ask(page, 'classes.list', undefined)
  const first = classes.find(({ kind }) => kind === 'class')
  const [pupil] = first ? await ask(page, 'classes.roster', { classId: first.id }) : []
  const [assignment] = (await ask(page, 'assignments.list', { limit: 1 })).rows
  if (!first || !pupil || !assignment) throw new Error('the demonstration is empty')
  const moving = {
    class: `#/classes/${first.id}`,
    'phone-sheet': `#/classes/${first.id}/phones`,
    pupil: `#/classes/pupil/${pupil.pupilId}`,
    assignment: `#/assignments/${assignment.id}`,
    packs: `#/packs/${first.id}`,
    exports: `#/exports/${first.id}?what=phones`,
    message: `#/message/${first.id}`,
  }
  return Object.entries({ ...STILL, ...moving }).map(([name, hash]) => ({ name, hash }))
}
