/** Which addresses may leave Trousse for the computer's browser, mail program or telephone. Plain Node. reliability.md E12. */
import { TrousseError } from '../contract/errors.ts'

/** Some systems cut or mishandle longer addresses, and none of ours is. */
export const MAX_ADDRESS_LENGTH = 2000

/**
 * The address as it will be handed over, or throws `address-refused` {reason}. Parsed, never compared as
 * text: `https:` with a host and no user name in front of it, `mailto:`,
 * or `tel:` with the digits of a number.
 */
export function checkedExternalAddress(text: string): string {
  const refused = (reason: string) => new TrousseError('address-refused', { reason })
  if (text.length > MAX_ADDRESS_LENGTH) throw refused('length')
  // The parser drops tabs and line breaks and forgives spaces around: what was checked must be what was given.
  if (/[\s\p{Cc}\\]/u.test(text)) throw refused('character')
  if (!URL.canParse(text)) throw refused('address')
  const url = new URL(text)
  if (url.protocol === 'mailto:') {
    // Some mail programs attach the file that such an address names.
    if ([...url.searchParams.keys()].some((key) => /^attach/i.test(key))) throw refused('attachment')
    if (url.pathname === '') throw refused('address')
  } else if (url.protocol === 'https:') {
    if (url.hostname === '') throw refused('address')
    if (url.username !== '' || url.password !== '') throw refused('userinfo')
  } else if (url.protocol === 'tel:') {
    // Nothing but digits: a code such as *21* can divert a telephone's calls. Shorter ones are emergency numbers.
    if (!/^\+?\d{6,15}$/.test(url.pathname) || url.search !== '' || url.hash !== '') throw refused('address')
  } else throw refused('scheme')
  if (url.href.length > MAX_ADDRESS_LENGTH) throw refused('length')
  return url.href
}
