/**
 * One job at a time, in the order they were asked for. A job whose signal is aborted while it waits its turn
 * rejects with `cancelled` at once and never starts.
 */
import { TrousseError } from '../contract/errors.ts'

export type RunExclusive = <T>(job: () => Promise<T>, signal?: AbortSignal) => Promise<T>

export function createExclusive(): RunExclusive {
  let tail: Promise<unknown> = Promise.resolve()
  return <T>(job: () => Promise<T>, signal?: AbortSignal) => {
    const before = tail
    return new Promise<T>((resolve, reject) => {
      const onAbort = () => reject(new TrousseError('cancelled'))
      if (signal?.aborted) return onAbort()
      signal?.addEventListener('abort', onAbort, { once: true })
      const turn = before.then(async () => {
        signal?.removeEventListener('abort', onAbort)
        if (!signal?.aborted) resolve(await job())
      })
      tail = turn.catch(reject)
    })
  }
}
