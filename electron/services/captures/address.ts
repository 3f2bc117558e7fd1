/** Which addresses an isolated window may be opened at. */
import { TrousseError } from '../../contract/errors.ts'
import type { SpaceKind } from '../space.ts'

const LOOPBACK_HOST = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/

/**
 * What the teacher typed as the address of a web page; `https` when they did not say.
 *
 * @throws TrousseError `address-refused`, and `demo-refuses-real-data` for a real site in the demonstration.
 */
export function checkedAddress(text: string, space: SpaceKind): URL {
  const written = /^[a-z][a-z0-9+.-]*:/i.test(text.trim()) ? text.trim() : `https://${text.trim()}`
  const url = URL.canParse(written) ? new URL(written) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new TrousseError('address-refused', { reason: 'scheme' })
  }
  if (url.username !== '' || url.password !== '') throw new TrousseError('address-refused', { reason: 'userinfo' })
  if (space === 'demo' && !LOOPBACK_HOST.test(url.hostname)) throw new TrousseError('demo-refuses-real-data')
  return url
}
