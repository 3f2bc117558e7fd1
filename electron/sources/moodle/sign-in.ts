/**
 * The two ways to a token: a password of Moodle's own, or the teacher's browser, which comes back to us by our own
 * scheme (protocol facts §5.2). Accounts behind a CAS have no other way than the second.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { TrousseError } from '../../contract/errors.ts'
import { readShape } from '../server-answer.ts'
import type { SourceContext } from '../source.ts'
import { errorOfFault, faultOf, post, readDirect, siteRoot } from './call.ts'
import { tokenSchema } from './schemas.ts'

/** The only service that sites open by themselves. */
const SERVICE = 'moodle_mobile_app'
/** Asked for; a site may force another, and by default forces that of Moodle's own application. */
const LAUNCH_SCHEME = 'trousse'
/** Any scheme but the web's: what proves the token is its signature. */
const LAUNCHED = /^(?!https?:)[a-z][\w.+-]*:\/\/token=([\w+/=%-]{1,4000})\/?$/i
const SEPARATOR = ':::'
const TOKEN = /^[\da-zA-Z]{16,128}$/

/**
 * @returns the token; the password is sent in the body, once, and kept nowhere.
 * @throws TrousseError `credentials-refused`, `service-closed-to-apps`, `account-locked`, and as `readJson`.
 */
export async function requestMoodleToken(
  given: { readonly url: string; readonly username: string; readonly password: string },
  context: SourceContext,
): Promise<string> {
  const root = siteRoot(given.url)
  const { username, password } = given
  const answer = await post(context, `${root}/login/token.php`, { username, password, service: SERVICE })
  const value = readDirect(answer)
  const fault = faultOf(value)
  if (fault !== null) throw errorOfFault(fault, answer.url.host)
  return readShape(tokenSchema, value, { host: answer.url.host, collection: 'token' }).token
}

/** @param passport fresh random letters and digits: the answer is good for them only. */
export function launchAddress(siteUrl: string, passport: string): string {
  const url = new URL(`${siteRoot(siteUrl)}/admin/tool/mobile/launch.php`)
  url.search = new URLSearchParams({ service: SERVICE, passport, urlscheme: LAUNCH_SCHEME }).toString()
  return url.href
}

const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())

/** Sites sign with the address they know themselves by: with or without a slash, http or https. */
function signatures(siteUrl: string, passport: string): string[] {
  const root = siteRoot(siteUrl)
  const other = root.replace(/^https:/, 'http:')
  return [root, `${root}/`, other, `${other}/`].map((address) =>
    createHash('md5').update(`${address}${passport}`).digest('hex'),
  )
}

/** Whether this address is a site's way back to an application, whatever it holds. */
export const isLaunched = (address: string): boolean => LAUNCHED.test(address.trim())

/**
 * The token in the address by which the browser came back. Pure.
 *
 * @throws TrousseError `invalid-request` with the reason: another scheme, unreadable, or signed for another site or
 *   another passport, as an address made by somebody else would be.
 */
export function readLaunchedToken(
  address: string,
  expected: { readonly siteUrl: string; readonly passport: string },
): string {
  const refuse = (reason: string) => new TrousseError('invalid-request', { field: 'token', reason })
  const encoded = LAUNCHED.exec(address.trim())?.[1]
  if (encoded === undefined) throw refuse('scheme')
  const text = Buffer.from(decodeURIComponentQuietly(encoded), 'base64').toString('utf8')
  const [signature = '', token = ''] = text.split(SEPARATOR)
  if (!TOKEN.test(token)) throw refuse('unreadable')
  if (!signatures(expected.siteUrl, expected.passport).some((good) => sameText(good, signature.toLowerCase()))) {
    throw refuse('signature')
  }
  return token
}

function decodeURIComponentQuietly(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
