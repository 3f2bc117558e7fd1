import { useCallback, useState, useSyncExternalStore } from 'react'
import type { ChannelName } from '../../electron/contract/channel-names.ts'
import type { Request, Response } from '../../electron/contract/channels.ts'
import type { TaskView } from '../../electron/contract/views.ts'
import { BridgeError, call, shapeOf } from './client.ts'
import { taskStore } from './task-store.ts'

/** Channels that answer with the id of a task. */
export type TaskChannel = {
  [C in ChannelName]: Response<C> extends { taskId: string } ? C : never
}[ChannelName]

/** Every task of this session, newest first. */
export const useTasks = (): readonly TaskView[] => useSyncExternalStore(taskStore.subscribe, taskStore.all)

/** One task, followed; null while unknown. */
export const useTask = (id: string | null): TaskView | null =>
  useSyncExternalStore(taskStore.subscribe, () => (id === null ? null : taskStore.byId(id)))

/** Asks a task to stop; its state says when it has. */
export const cancelTask = (taskId: string): Promise<void> => call('tasks.cancel', { taskId })

/** Does again what did not end well; the new task takes the old one's place. Rejects with BridgeError. */
export async function retryTask(taskId: string): Promise<void> {
  await call('tasks.retry', { taskId })
  taskStore.dismiss(taskId)
}

export interface TaskRunner<C extends TaskChannel> {
  /** Starts the task; resolves once it is running, null when it could not start (see `error`). */
  readonly start: (request: Request<C>) => Promise<string | null>
  readonly task: TaskView | null
  readonly cancel: () => void
  readonly isRunning: boolean
  /** Why it could not start. Why it failed later is in `task.error`. */
  readonly error: BridgeError | null
  readonly reset: () => void
}

/** Starts a task and follows it: `const sync = useTaskRunner('sync.start')`. */
export function useTaskRunner<C extends TaskChannel>(channel: C): TaskRunner<C> {
  const [taskId, setTaskId] = useState<string | null>(null)
  const [isStarting, setStarting] = useState(false)
  const [error, setError] = useState<BridgeError | null>(null)
  const task = useTask(taskId)
  const start = useCallback(
    async (request: Request<C>) => {
      setStarting(true)
      setError(null)
      setTaskId(null)
      try {
        const started: { taskId: string } = await call(channel, request)
        setTaskId(started.taskId)
        return started.taskId
      } catch (caught) {
        setError(caught instanceof BridgeError ? caught : new BridgeError(shapeOf(caught)))
        return null
      } finally {
        setStarting(false)
      }
    },
    [channel],
  )
  const cancel = useCallback(() => {
    if (taskId !== null) void cancelTask(taskId)
  }, [taskId])
  const reset = useCallback(() => {
    setTaskId(null)
    setError(null)
  }, [])
  return { start, task, cancel, isRunning: isStarting || task?.state === 'running', error, reset }
}
