/** Which addresses Trousse talks to with a school's credentials. */
import { TrousseError } from '../contract/errors.ts'

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname.toLowerCase())

/**
 * A server address fit for credentials: https, or plain http on this very computer (the demonstration school,
 * a test); no user name or password in it.
 *
 * @param fromLoopback whether the one who names this address is on this computer: a server outside may not
 *   send us to a service of ours.
 * @throws TrousseError `address-refused` with the host and the reason.
 */
export function checkServerAddress(address: string, fromLoopback: boolean): URL {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null) throw new TrousseError('address-refused', { reason: 'unreadable' })
  const refuse = (reason: string) => new TrousseError('address-refused', { host: url.host, reason })
  if (url.username !== '' || url.password !== '') throw refuse('userinfo')
  const loopback = isLoopback(url.hostname)
  if (loopback && !fromLoopback) throw refuse('loopback')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return url
  throw refuse('not-https')
}
