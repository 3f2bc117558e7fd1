/**
 * One question to an Edifice platform, with the session of the teacher's own window. Only GET: nothing here can write,
 * and no protection token is needed for that.
 */
import type { z } from 'zod'
import { TrousseError } from '../../contract/errors.ts'
import type { HttpClient } from '../../platform/http.ts'
import { checkServerAddress } from '../../platform/server-address.ts'
import { ask, errorOfAnswer, type FinalAnswer, readJson, readShape } from '../server-answer.ts'
import type { SourceContext } from '../source.ts'

/** Lists are not paged: a large class is some hundred kilobytes. */
const MAX_BYTES = 20 * 1024 * 1024
/** The platform's answer for "not your right" and "no such module". */
const ABSENT: ReadonlySet<number> = new Set([401, 403, 404])
/** Its login door, where a session that is over is sent: the page may be drawn by a script and show no form. */
const LOGIN_DOOR = /\/auth\/login\/?$/
const SAYS_LITTLE: ReadonlySet<string> = new Set(['login-door-down', 'response-unexpected', 'credentials-refused'])

/** Without its last slash. Throws `address-refused`. */
export function platformRoot(address: string): string {
  const url = checkServerAddress(address, true)
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

/** What an answer that is no data means for somebody who logged in by hand. */
export function errorOfSession(answer: FinalAnswer): TrousseError {
  const error = errorOfAnswer(answer, true)
  const atTheDoor = answer.redirects > 0 && answer.response.status < 400 && LOGIN_DOOR.test(answer.url.pathname)
  return atTheDoor && SAYS_LITTLE.has(error.code)
    ? new TrousseError('session-expired', { host: answer.url.host })
    : error
}

export interface EdificeReader {
  readonly host: string
  readonly root: string
  bytes(): number
  /** @throws TrousseError `session-expired` and what an answer that is no data means. */
  read<T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>>
  /** Null when the platform has no such thing, or not for this teacher (`absent`, 401, 403 and 404 when not given). */
  readIfAny<T extends z.ZodType>(path: string, schema: T, absent?: ReadonlySet<number>): Promise<z.output<T> | null>
}

export function createReader(context: SourceContext, http: HttpClient, root: string): EdificeReader {
  const { host } = new URL(root)
  let bytes = 0

  async function get(path: string): Promise<FinalAnswer> {
    const url = `${root}${path}`
    const answer = await ask(
      { ...context, http },
      { url, headers: { accept: 'application/json' }, maxBytes: MAX_BYTES },
    )
    bytes += answer.response.body.byteLength
    return answer
  }

  function shape<T extends z.ZodType>(answer: FinalAnswer, path: string, schema: T): z.output<T> {
    if (answer.redirects > 0 || answer.response.status !== 200) throw errorOfSession(answer)
    // The first words name the service; what follows may name a pupil.
    const collection = path.split('/').slice(1, 3).join('/').replace(/\?.*/, '')
    return readShape(schema, readJson(answer, true), { host, collection })
  }

  return {
    host,
    root,
    bytes: () => bytes,
    read: async (path, schema) => shape(await get(path), path, schema),
    async readIfAny(path, schema, absent = ABSENT) {
      const answer = await get(path)
      if (absent.has(answer.response.status) && answer.redirects === 0) {
        const error = errorOfSession(answer)
        if (error.code === 'account-locked' || error.code === 'ip-suspended') throw error
        return null
      }
      return shape(answer, path, schema)
    },
  }
}
