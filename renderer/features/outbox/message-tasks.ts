/**
 * Which task works for which message. A task's subject is a class, and two messages to one class must not
 * borrow each other's progress; what was started before this window opened is not claimed by any.
 */
import { useSyncExternalStore } from 'react'
import type { TaskView } from '../../../electron/contract/views.ts'
import { useTask } from '../../bridge/index.ts'

const taskOf = new Map<number, string>()
const listeners = new Set<() => void>()

/** Called by whoever starts a sending or an export. */
export function rememberTask(messageId: number, taskId: string): void {
  taskOf.set(messageId, taskId)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The last task started for this message; null when none is known. */
export function useMessageTask(messageId: number): TaskView | null {
  const taskId = useSyncExternalStore(subscribe, () => taskOf.get(messageId) ?? null)
  return useTask(taskId)
}
