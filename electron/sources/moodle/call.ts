/** One call of a Moodle web service. The token is in the body, never in an address: addresses are logged. */
import { TrousseError } from '../../contract/errors.ts'
import { checkServerAddress } from '../../platform/server-address.ts'
import { ask, contentType, errorOfAnswer, type FinalAnswer, readJson } from '../server-answer.ts'
import type { SourceContext } from '../source.ts'
import { faultSchema } from './schemas.ts'

/** Reliability facts I2. */
const MAX_BYTES = 20 * 1024 * 1024

const MAINTENANCE: ReadonlySet<string> = new Set(['sitemaintenance', 'upgraderunning'])
const LOCKED: ReadonlySet<string> = new Set([
  'wsaccessusersuspended',
  'wsaccessuserdeleted',
  'usersuspended',
  'suspended',
  'usernotconfirmed',
])
/** A token cannot be renewed by itself: it dies with a new password, or by the administrator's hand. */
const REFUSED: ReadonlySet<string> = new Set([
  'invalidtoken',
  'requireloginerror',
  'wsaccessuserexpired',
  'passwordisexpired',
  'forcepasswordchangenotice',
  'invalidlogin',
])
const CLOSED: ReadonlySet<string> = new Set([
  'enablewsdescription',
  'cannotcreatemobiletoken',
  'cannotcreatetoken',
  'servicenotavailable',
  'servicenotavailable2',
  'servicedisabled',
  'wsfunctionnotavailable',
])
/** Refused here, not everywhere: one course of which nothing is known this time. */
const ONLY_HERE: ReadonlySet<string> = new Set([
  'accessexception',
  'nopermissions',
  'errorcoursecontextnotvalid',
  'requirecapability',
  'notingroup',
  'invalidrecord',
  'cannotviewparticipants',
])

export interface MoodleFault {
  readonly errorcode: string
}

/** `{exception, errorcode}` with status 200, or null for data. */
export function faultOf(value: unknown): MoodleFault | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { errorcode, exception } = faultSchema.safeParse(value).data ?? {}
  const said = errorcode ?? exception
  return said == null ? null : { errorcode: said }
}

export function errorOfFault({ errorcode }: MoodleFault, host: string): TrousseError {
  const params = { host, reason: errorcode.slice(0, 60) }
  if (MAINTENANCE.has(errorcode)) return new TrousseError('server-maintenance', params)
  if (LOCKED.has(errorcode)) return new TrousseError('account-locked', params)
  if (REFUSED.has(errorcode)) return new TrousseError('credentials-refused', params)
  if (CLOSED.has(errorcode)) return new TrousseError('service-closed-to-apps', params)
  return new TrousseError('response-unexpected', params)
}

const isOnlyHere = ({ errorcode }: MoodleFault): boolean => ONLY_HERE.has(errorcode)

/** The root of a site, without its last slash. Throws `address-refused`. */
export function siteRoot(address: string): string {
  const url = checkServerAddress(address, true)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** A redirected POST comes back as a page without our token: what it says of the token says nothing. */
function checkDirect(answer: FinalAnswer): void {
  if (answer.redirects === 0) return
  const error = errorOfAnswer(answer)
  if (error.code !== 'response-unexpected') throw error
  throw new TrousseError('response-unexpected', { host: answer.url.host, reason: 'redirected' })
}

export async function post(
  context: SourceContext,
  url: string,
  form: Readonly<Record<string, string>>,
  limits: { readonly maxBytes?: number; readonly totalMs?: number; readonly resumable?: boolean } = {},
): Promise<FinalAnswer> {
  return ask(context, {
    url,
    method: 'POST',
    ...(limits.resumable === undefined ? {} : { resumable: limits.resumable }),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json, */*;q=0.1' },
    body: new URLSearchParams(form).toString(),
    // Every function called here only reads.
    repeatable: true,
    maxBytes: limits.maxBytes ?? MAX_BYTES,
    ...(limits.totalMs === undefined ? {} : { totalMs: limits.totalMs }),
  })
}

/** The JSON of a page that never redirects. Throws as `readJson`. */
export function readDirect(answer: FinalAnswer): unknown {
  checkDirect(answer)
  return readJson(answer)
}

export interface MoodleAccess {
  /** As `siteRoot` gives it. */
  readonly root: string
  readonly token: string
}

export type Called =
  | { readonly kind: 'value'; readonly value: unknown; readonly bytes: number }
  /** Refused for what was asked, while the account is good. */
  | { readonly kind: 'refused'; readonly fault: MoodleFault }

/**
 * @param args of the function, arrays in PHP's way: `courseids[0]`.
 * @throws TrousseError what a fault of the account or of the whole site means, and as `readJson`.
 */
export async function call(
  context: SourceContext,
  access: MoodleAccess,
  name: string,
  args: Readonly<Record<string, string>> = {},
): Promise<Called> {
  const answer = await post(context, `${access.root}/webservice/rest/server.php`, {
    wstoken: access.token,
    wsfunction: name,
    moodlewsrestformat: 'json',
    ...args,
  })
  const value = readDirect(answer)
  const fault = faultOf(value)
  if (fault === null) return { kind: 'value', value, bytes: answer.response.body.byteLength }
  if (isOnlyHere(fault)) return { kind: 'refused', fault }
  throw errorOfFault(fault, answer.url.host)
}

/** A file, or what the file page says in its place. */
export function readFile(answer: FinalAnswer, name: string): Uint8Array {
  const type = contentType(answer) ?? ''
  const pageInstead = /html/i.test(type) && !/\.x?html?$/i.test(name)
  if (answer.response.status === 200 && !pageInstead && !(/json/i.test(type) && !/\.json$/i.test(name))) {
    return answer.response.body
  }
  if (/json/i.test(type)) {
    const fault = faultOf(readJsonQuietly(answer))
    if (fault !== null) throw errorOfFault(fault, answer.url.host)
  }
  throw errorOfAnswer(answer)
}

function readJsonQuietly(answer: FinalAnswer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(answer.response.body))
  } catch {
    return null
  }
}
