import { useEffect } from 'react'
import type { DriveView } from '../../../electron/contract/views.ts'
import { type BridgeError, call, useChannel } from '../../bridge/index.ts'

export interface Drives {
  /** Undefined before the first answer. */
  readonly drives: readonly DriveView[] | undefined
  /** Why they cannot be listed; a folder can be chosen all the same. */
  readonly error: unknown
}

/** The screens that look now: the last to leave stops the looking. */
let watchers = 0
const watch = (on: boolean): void => void call('drives.watch', { on }).catch((_: BridgeError) => {})

/** Drives as they come and leave while the screen is open. */
export function useDrives(): Drives {
  const { data, error, refetch } = useChannel('drives.list')
  useEffect(() => {
    watchers += 1
    if (watchers === 1) {
      watch(true)
      // What is known may be from before nobody looked.
      void refetch()
    }
    return () => {
      watchers -= 1
      if (watchers === 0) watch(false)
    }
  }, [refetch])
  return { drives: data?.drives ?? (error ? [] : undefined), error: error ?? data?.error ?? null }
}
