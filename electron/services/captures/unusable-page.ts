/** What a page says instead of what was looked for: a login door, an outage, nothing. */
import { TrousseError } from '../../contract/errors.ts'
import { errorOfUnusable } from '../../domain/answer-error.ts'
import { classifyAnswer } from '../../domain/outage-classifier.ts'
import type { CapturedPage } from '../../sources/capture/captured-page.ts'
import { findCandidates } from '../../sources/capture/understand.ts'

/** Causes that speak of the teacher's account or network: the platform may well be up for others. */
const NOT_THE_PLATFORM = /^(?:account-locked|ip-suspended|captive-portal)$/

/**
 * @param httpStatus of the document, null when it is not known.
 * @param today ISO date.
 * @throws TrousseError the outage's own code, `capture-login-needed`, `capture-nothing-read`, `capture-not-recognised`.
 */
export function refuseUnusable(page: CapturedPage, httpStatus: number | null, today: string): void {
  const status = httpStatus ?? 200
  if (status < 400 && findCandidates(page, today).length > 0) return
  const answer = { status, contentType: 'text/html', bodyText: page.text, redirects: 0 }
  const verdict = classifyAnswer({ ...answer, expected: 'html' })
  if (verdict.state === 'down' || NOT_THE_PLATFORM.test(verdict.cause)) {
    throw errorOfUnusable({ ...answer, url: new URL(page.url) })
  }
  if (page.login) throw new TrousseError('capture-login-needed')
  throw new TrousseError(page.blocks.length === 0 ? 'capture-nothing-read' : 'capture-not-recognised')
}

/** Codes after which the next page would fail in the same way, or would make it worse. */
export const STOPS_A_ROUND: ReadonlySet<string> = new Set([
  'cancelled',
  'capture-login-needed',
  'capture-no-window',
  'server-maintenance',
  'server-quota',
  'server-overloaded',
  'account-locked',
  'ip-suspended',
  'network-own-down',
  'network-dns',
  'network-tls',
  'network-unreachable',
])
