import { useCallback, useState, useSyncExternalStore } from 'react'
import type { Request } from '../../../electron/contract/channels.ts'
import type { PackForm, TaskView } from '../../../electron/contract/views.ts'
import { BridgeError, call, cancelTask, shapeOf, useTask } from '../../bridge/index.ts'
import type { Destination } from './destination.ts'

export type Protection = 'generated' | 'own' | 'clear'

export interface PackBuild {
  readonly taskId: string
  readonly className: string
  readonly protection: Protection
  readonly form: PackForm
  /** One pack for each pupil of the class. */
  readonly isSet: boolean
}

/**
 * The build under way or just finished. Kept outside the screen: a teacher who looks at another one comes back
 * to the same progress and, above all, to the passphrase, which exists nowhere else.
 */
let current: PackBuild | null = null
const listeners = new Set<() => void>()

function setCurrent(build: PackBuild | null): void {
  current = build
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export interface PackBuilder {
  readonly build: PackBuild | null
  /** Null before the first word of it, or when its space was closed. */
  readonly task: TaskView | null
  readonly isStarting: boolean
  /** Why it could not start. */
  readonly error: BridgeError | null
  /** False when it could not start. */
  readonly start: (
    destination: Destination,
    request: Omit<Request<'packs.build'>, 'ticket'>,
    facts: Omit<PackBuild, 'taskId'>,
  ) => Promise<boolean>
  readonly cancel: () => void
  /** Back to the form. */
  readonly clear: () => void
}

export function usePackBuild(): PackBuilder {
  const build = useSyncExternalStore(subscribe, () => current)
  const task = useTask(build?.taskId ?? null)
  const [isStarting, setStarting] = useState(false)
  const [error, setError] = useState<BridgeError | null>(null)
  const start = useCallback<PackBuilder['start']>(async (destination, request, facts) => {
    setStarting(true)
    setError(null)
    try {
      const { ticket } =
        destination.kind === 'folder' ? destination : await call('drives.choose', { id: destination.id })
      const { taskId } = await call('packs.build', { ...request, ticket })
      setCurrent({ ...facts, taskId })
      return true
    } catch (caught) {
      setError(caught instanceof BridgeError ? caught : new BridgeError(shapeOf(caught)))
      return false
    } finally {
      setStarting(false)
    }
  }, [])
  return {
    build,
    task,
    isStarting,
    error,
    start,
    cancel: () => {
      if (build) void cancelTask(build.taskId)
    },
    clear: () => setCurrent(null),
  }
}
