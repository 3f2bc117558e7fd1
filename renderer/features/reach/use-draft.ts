import { useCallback, useSyncExternalStore } from 'react'
import type { Audience, ResendChoice } from '../../../electron/contract/views.ts'

export interface Draft {
  readonly classId: number | null
  readonly audience: Audience
  readonly subject: string
  readonly body: string
  /** Some people of an earlier message; null for the whole class. */
  readonly only: ResendChoice | null
}

const EMPTY: Draft = { classId: null, audience: 'guardians', subject: '', body: '', only: null }

/**
 * The message being written. It lives in memory for the time of the window: a look at another screen loses
 * nothing, and no pupil's name lies in clear in the browser's storage.
 */
let draft = EMPTY
const listeners = new Set<() => void>()

function publish(next: Draft): void {
  draft = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The draft, how to change some of it, and how to start again (the class and audience stay). */
export function useDraft() {
  const current = useSyncExternalStore(subscribe, () => draft)
  const change = useCallback((part: Partial<Draft>) => publish({ ...draft, ...part }), [])
  const clear = useCallback(() => publish({ ...draft, subject: '', body: '', only: null }), [])
  return { draft: current, change, clear }
}
