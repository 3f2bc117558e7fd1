import type { TaskView } from '../../../electron/contract/views.ts'
import type { ScreenName } from '../../app/router.ts'
import type { Tone } from '../../ui/index.ts'

/** The screen that shows the outcome itself; a toast there would say it twice. */
export const TASK_SCREEN: Record<TaskView['kind'], readonly ScreenName[]> = {
  sync: ['sources', 'today'],
  import: ['sources'],
  pack: ['packs'],
  send: ['outbox', 'message'],
  eml: ['outbox'],
  export: ['exports'],
  attachments: ['sources', 'today'],
  capture: ['sources'],
  inbox: ['outbox'],
  'handed-in': ['handed-in', 'outbox'],
  'handed-in-export': ['handed-in'],
  publish: ['share'],
  'fetch-pack': ['share'],
  'share-login': ['share'],
}

export const TASK_TONE: Record<TaskView['state'], Tone> = {
  running: 'info',
  done: 'ok',
  failed: 'danger',
  cancelled: 'neutral',
}

const BACKGROUND: ReadonlySet<TaskView['kind']> = new Set(['sync', 'attachments', 'inbox'])

/** Work that Trousse starts by itself: its failure is shown where it lives, and interrupts nobody. */
export const isBackground = (task: TaskView): boolean => BACKGROUND.has(task.kind)

/** The label of a task without a subject: what announces one is left out. */
export const withoutColon = (label: string): string => label.replace(/\s*:\s*$/, '')
