/** What a finished task has to say, in counted words; pure. */
import type { TaskView } from '../../../electron/contract/views.ts'
import { linkTo, outboxLink } from '../../app/router.ts'
import { TASK_SCREEN } from './task-words.ts'

/** A key under `outcome.` with the number it counts. */
export interface OutcomePart {
  readonly key: string
  readonly count: number
}

const COUNTED: Partial<Record<TaskView['kind'], readonly string[]>> = {
  sync: ['added', 'changed', 'removed', 'filesFailed'],
  send: ['accepted', 'refused', 'deferred', 'ambiguous'],
  inbox: ['found'],
}

/** What is worth a word: figures that are not zero; `nothing` when a task that counts found none. */
export function outcomeParts(task: TaskView): readonly OutcomePart[] {
  const { outcome } = task
  if (task.state !== 'done' || outcome === null) return []
  if (outcome.outcome === 'held') return [{ key: 'held', count: 1 }]
  const counted = COUNTED[task.kind]
  if (counted === undefined) return []
  const parts = counted.flatMap((key) => {
    const count = outcome[key]
    return typeof count === 'number' && count > 0 ? [{ key, count }] : []
  })
  return parts.length > 0 ? parts : [{ key: 'nothing', count: 0 }]
}

/** Where what the task made is seen; null for a kind that has no screen. */
export function taskHref(task: TaskView): string | null {
  const messageId = task.outcome?.messageId
  if (task.kind === 'send' && typeof messageId === 'number') return outboxLink(messageId)
  const [screen] = TASK_SCREEN[task.kind]
  return screen === undefined ? null : linkTo(screen)
}
