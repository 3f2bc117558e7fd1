/** What École Directe's codes mean: every answer has status 200 and says how it went in its body (facts §4.7). Pure. */
import { TrousseError } from '../../contract/errors.ts'
import { LONG_STOP_MS } from '../../domain/retry-policy.ts'
import { foldText } from '../../domain/text-clean.ts'
import type { Memory } from './schemas.ts'

export const OK = 200
export const SECOND_FACTOR = 250
export const FORBIDDEN = 403
const BAD_CREDENTIALS = 505
const OBSOLETE_OR_MAINTENANCE = 517
/** Blocked account, or a school that is closed: the message tells which. */
const CLOSED: ReadonlySet<number> = new Set([516, 535])
/** The token is unknown, or too old. */
const EXPIRED: ReadonlySet<number> = new Set([520, 521, 525])

export interface Said {
  readonly code: number
  /** French, made to be shown; only looked at here. */
  readonly message: string
}

export const isExpired = ({ code }: Said): boolean => EXPIRED.has(code)

const speaksOfAddress = (message: string): boolean => /adresse ip/.test(foldText(message))
const speaksOfBlocking = (message: string): boolean => /bloqu|verrouill|suspend/.test(foldText(message))

/** A right that is missing for what was asked, and nothing worse. */
export const isForbiddenHere = ({ code, message }: Said): boolean => code === FORBIDDEN && !speaksOfAddress(message)

export interface Meaning {
  readonly error: TrousseError
  /** When asking again would make it worse. */
  readonly stop: Memory['stop']
}

/** For every code but `OK`; `now` in milliseconds. */
export function meaningOf(said: Said, host: string, now: number): Meaning {
  const { code, message } = said
  const stopped = (name: NonNullable<Memory['stop']>['code'], milliseconds: number | null): Meaning => ({
    error: new TrousseError(name, {
      host,
      status: code,
      ...(milliseconds === null ? {} : { seconds: Math.ceil(milliseconds / 1000) }),
    }),
    stop: { code: name, until: milliseconds === null ? null : now + milliseconds },
  })
  if (speaksOfAddress(message)) return stopped('ip-suspended', LONG_STOP_MS)
  if (CLOSED.has(code))
    return stopped(speaksOfBlocking(message) ? 'account-locked' : 'server-maintenance', LONG_STOP_MS)
  // A wrong password tried again and again is what locks an account.
  if (code === BAD_CREDENTIALS) return stopped('credentials-refused', null)
  if (code === SECOND_FACTOR) return stopped('second-factor-needed', null)
  const plain = (error: TrousseError): Meaning => ({ error, stop: null })
  if (code === OBSOLETE_OR_MAINTENANCE) return plain(new TrousseError('server-maintenance', { host, status: code }))
  if (isExpired(said)) return plain(new TrousseError('session-expired', { host, status: code }))
  if (code === FORBIDDEN) return plain(new TrousseError('credentials-refused', { host, status: code }))
  return plain(new TrousseError('response-unexpected', { host, status: code }))
}

/** Throws while nothing may be asked. */
export function checkStop(stop: Memory['stop'], host: string, now: number): void {
  if (stop === null) return
  if (stop.until === null) throw new TrousseError(stop.code, { host })
  if (stop.until > now) throw new TrousseError(stop.code, { host, seconds: Math.ceil((stop.until - now) / 1000) })
}
