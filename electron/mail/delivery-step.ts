/** From the end of a sending to the step its row takes: pure, so that every case can be tried. */
import { TrousseError } from '../contract/errors.ts'
import { nextMailTry } from '../domain/retry-mail.ts'
import { toInstant } from '../platform/clock.ts'
import type { DeliveryStep } from '../store/api.ts'
import type { SendResult } from './transport.ts'

export interface Attempt {
  /** Tries before this one. */
  readonly triesBefore: number
  /** ISO instant of the message's creation. */
  readonly createdAt: string
  /** `data-started` is in the ledger for this attempt. */
  readonly dataStarted: boolean
  readonly now: number
  readonly random: number
}

/**
 * The step that follows a sending. A temporary failure that has lasted too long becomes a refusal, which a person
 * sees; a sending that a person or a wrong password stopped leaves its row ready to go at once.
 */
export function stepAfter(result: SendResult, attempt: Attempt): DeliveryStep {
  if (result.kind === 'accepted') return { to: 'accepted', serverSaid: result.serverSaid }
  const { error, serverSaid, kind } = result.failure
  if (result.kind === 'unknown') return { to: 'ambiguous', error, serverSaid }
  switch (kind) {
    case 'permanent':
      return { to: 'refused', error, serverSaid }
    case 'fatal':
    case 'cancelled':
      // After `data-started` the table only lets an explained row go back (domain/delivery-state).
      if (!attempt.dataStarted) return { to: 'queued' }
      return { to: 'deferred', nextTryAt: toInstant(attempt.now), error, serverSaid }
    case 'transient':
    case 'connection': {
      const next = nextMailTry({
        tries: attempt.triesBefore + 1,
        createdAt: Date.parse(attempt.createdAt),
        now: attempt.now,
        random: attempt.random,
      })
      if (next === null) return { to: 'refused', error, serverSaid }
      return { to: 'deferred', nextTryAt: toInstant(next), error, serverSaid }
    }
  }
}

/** Consecutive failures of one class that pause a job: the server, not the rows, has a problem. */
export const MAX_FAILURES_IN_A_ROW = 3

/** Counts failures in a row; throws the last one's error when there are too many of one class. */
export function createFailureStreak(): { record(result: SendResult): void } {
  let sameClass = ''
  let length = 0
  return {
    record(result) {
      const isServerTrouble =
        result.kind === 'unknown' || (result.kind === 'not-sent' && result.failure.kind === 'connection')
      if (!isServerTrouble) {
        length = 0
        return
      }
      const { error } = result.failure
      const thisClass = `${error.code} ${error.params.status ?? ''}`
      length = thisClass === sameClass ? length + 1 : 1
      sameClass = thisClass
      if (length >= MAX_FAILURES_IN_A_ROW) throw new TrousseError(error.code, error.params)
    },
  }
}
