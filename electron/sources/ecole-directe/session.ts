/**
 * A session of École Directe: one question at a time, a pause between two, the tokens of each reply kept before the
 * next question leaves. Two clients on one token would throw each other out, and haste gets an address flagged.
 */
import { TrousseError } from '../../contract/errors.ts'
import type { EcoleDirecteConfig } from '../../contract/views.ts'
import { createReloginOnce } from '../../platform/http-patient.ts'
import { checkServerAddress } from '../../platform/server-address.ts'
import { ask, contentType, type FinalAnswer, readJson, readShape } from '../server-answer.ts'
import type { SourceContext } from '../source.ts'
import { checkStop, isExpired, meaningOf, OK, type Said } from './codes.ts'
import { envelopeSchema, loginSchema, type Memory } from './schemas.ts'

/** Of the web application whose service this is; one too old is answered 517. */
const VERSION = '4.96.3'
/** The same for a whole session, or the session ends. */
const USER_AGENT = 'Trousse'
const MAX_BYTES = 20 * 1024 * 1024
const PAUSE_MS = 300
const PAUSE_SPREAD_MS = 700
const TEACHER = 'P'

/** Where the password and what proves the session are kept: the keychain's side of the program, or a test's memory. */
export interface CredentialStore {
  read(): Promise<Memory>
  write(memory: Memory): Promise<void>
}

export interface EcoleDirecteAccess {
  readonly config: Pick<EcoleDirecteConfig, 'url' | 'login' | 'acceptedNotice'>
  readonly credentials: CredentialStore
}

export interface Reply extends Said {
  readonly data: unknown
  readonly bytes: number
}

export interface Login {
  readonly kind: 'signed-in' | 'second-factor'
  readonly teacherName: string
  readonly data: unknown
}

/** `name=value` of every cookie, as they are sent back. */
export function cookiesOf(setCookie: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const part of setCookie.split(/,\s*(?=[^;,=\s]+=)/)) {
    const [, name, value] = /^\s*([^=;,\s]+)=([^;]*)/.exec(part) ?? []
    if (name !== undefined && !/^(?:expires|path|domain|max-age)$/i.test(name)) cookies.set(name, value ?? '')
  }
  return cookies
}

/** @throws TrousseError `invalid-request` without the teacher's agreement, `address-refused`. */
function serviceRoot({ url, acceptedNotice }: EcoleDirecteAccess['config']): string {
  if (acceptedNotice !== true) throw new TrousseError('invalid-request', { field: 'acceptedNotice' })
  const root = checkServerAddress(url, true)
  return `${root.origin}${root.pathname.replace(/\/+$/, '')}`
}

/** Here every answer comes from the login door: a server that is ill is that door, unless it says when to come back. */
function doorError(error: unknown, { response, url }: FinalAnswer): unknown {
  if (!(error instanceof TrousseError) || error.params.seconds !== undefined) return error
  const ill = error.code === 'server-overloaded' || error.code === 'server-error'
  return ill ? new TrousseError('login-door-down', { host: url.host, status: response.status }) : error
}

/** One per driver: all questions pass through its one door. */
export function createSession(access: EcoleDirecteAccess) {
  const root = serviceRoot(access.config)
  const { host } = new URL(root)
  let line: Promise<unknown> = Promise.resolve()
  let asked = 0

  /** Everybody waits for whoever asked before. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = line.then(work)
    line = mine.catch(() => undefined)
    return mine
  }

  async function remember(change: Partial<Memory>): Promise<void> {
    const memory = await access.credentials.read()
    const next = { ...memory, ...change }
    if (JSON.stringify(next) !== JSON.stringify(memory)) await access.credentials.write(next)
  }

  async function keepTokens(token: string, secondFactorToken: string): Promise<void> {
    await remember({ ...(token === '' ? {} : { token }), ...(secondFactorToken === '' ? {} : { secondFactorToken }) })
  }

  interface Asking {
    readonly path: string
    readonly query: Readonly<Record<string, string>>
    readonly data?: unknown
    readonly headers?: Readonly<Record<string, string>>
    readonly maxBytes?: number
  }

  async function send(context: SourceContext, asking: Asking): Promise<FinalAnswer> {
    checkStop((await access.credentials.read()).stop, host, context.clock.now())
    if (asked++ > 0) await context.sleep(PAUSE_MS + context.random() * PAUSE_SPREAD_MS, context.signal)
    const query = new URLSearchParams({ ...asking.query, v: VERSION })
    const { data } = asking
    const headers = { 'user-agent': USER_AGENT, accept: 'application/json', ...asking.headers }
    return ask(context, {
      url: `${root}${asking.path}?${query}`,
      maxBytes: asking.maxBytes ?? MAX_BYTES,
      ...(data === undefined
        ? { headers }
        : {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
            body: `data=${encodeURIComponent(JSON.stringify(data))}`,
          }),
    })
  }

  async function readReply(answer: FinalAnswer, path: string): Promise<Reply> {
    const place = { host, collection: path.replace(/\d+/g, 'n').slice(0, 60) }
    const value = readJson(answer)
    if (answer.redirects > 0) throw new TrousseError('response-unexpected', { ...place, reason: 'redirected' })
    const { code, token, message, data } = readShape(envelopeSchema, value, place)
    const { headers } = answer.response
    await keepTokens(headers['x-token'] || token, headers['2fa-token'] ?? '')
    return { code, message, data, bytes: answer.response.body.byteLength }
  }

  /** Throws what a reply means, after having remembered to leave the server alone if it must be. */
  async function refuse(said: Said, context: SourceContext): Promise<never> {
    const { error, stop } = meaningOf(said, host, context.clock.now())
    if (stop !== null) await remember({ stop, token: '', secondFactorToken: '' })
    throw error
  }

  async function tokenHeaders(): Promise<Record<string, string>> {
    const { token, secondFactorToken } = await access.credentials.read()
    return { 'x-token': token, ...(secondFactorToken === '' ? {} : { '2fa-token': secondFactorToken }) }
  }

  /** Without any renewal; the caller looks at the code. */
  async function askOnce(context: SourceContext, path: string, verb: string, data: unknown): Promise<Reply> {
    const answer = await send(context, { path, query: { verbe: verb }, data, headers: await tokenHeaders() })
    return readReply(answer, path)
  }

  /**
   * Throws for anything but a login or a question to answer.
   *
   * @param answered the question was just answered: the tokens of that conversation go along.
   */
  async function logIn(context: SourceContext, answered = false): Promise<Login> {
    const door = await send(context, { path: '/login.awp', query: { gtk: '1' } })
    const cookies = cookiesOf(door.response.headers['set-cookie'] ?? '')
    const gtk = cookies.get('GTK')
    if (gtk === undefined) {
      // What stands in the way says why, when it is a page; a reply has its own code.
      const said = await readReply(door, '/login.awp').catch((error: unknown) => {
        throw doorError(error, door)
      })
      if (said.code !== OK) return refuse(said, context)
      throw new TrousseError('login-door-down', { host, status: door.response.status })
    }
    const { password, proof } = await access.credentials.read()
    const answer = await send(context, {
      path: '/login.awp',
      query: {},
      headers: {
        ...(answered ? await tokenHeaders() : {}),
        'x-gtk': gtk,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      data: {
        identifiant: access.config.login,
        motdepasse: password,
        isReLogin: false,
        uuid: '',
        ...(proof === null ? { fa: [] } : { ...proof, fa: [{ ...proof, uniq: false }] }),
      },
    })
    const reply = await readReply(answer, '/login.awp')
    if (reply.code === 250) return { kind: 'second-factor', teacherName: '', data: reply.data }
    if (reply.code !== OK) return refuse(reply, context)
    const { accounts } = readShape(loginSchema, reply.data, { host, collection: 'login' })
    const teacher = accounts.find(({ typeCompte }) => typeCompte === TEACHER)
    if (teacher === undefined) throw new TrousseError('credentials-refused', { host, reason: 'not-a-teacher' })
    await remember({ teacherId: teacher.id })
    return { kind: 'signed-in', teacherName: `${teacher.prenom} ${teacher.nom}`.trim(), data: reply.data }
  }

  /** In a run nobody is there to answer a question. */
  async function logInAlone(context: SourceContext): Promise<void> {
    const login = await logIn(context)
    if (login.kind === 'second-factor') await refuse({ code: 250, message: '' }, context)
  }

  let once: ReturnType<typeof createReloginOnce> | null = null
  /** One login per driver, whoever finds the session gone. */
  const withSession = (context: SourceContext) => {
    once ??= createReloginOnce(() => logInAlone(context))
    return once
  }

  async function ensureSession(context: SourceContext): Promise<void> {
    const { token, teacherId } = await access.credentials.read()
    if (token !== '' && teacherId !== null) return
    await withSession(context)(
      async () => false,
      (known) => !known,
    )
  }

  return {
    root,
    host,
    inTurn,
    remember,
    refuse,
    askOnce,
    logIn,

    /** The teacher's number; logs in when there is no session. */
    teacherId: (context: SourceContext): Promise<string> =>
      inTurn(async () => {
        await ensureSession(context)
        return (await access.credentials.read()).teacherId ?? ''
      }),

    /** One question with the session; an expired one is renewed once. The caller looks at codes other than expired. */
    call: (context: SourceContext, path: string, data: unknown = {}): Promise<Reply> =>
      inTurn(async () => {
        await ensureSession(context)
        const reply = await withSession(context)(() => askOnce(context, path, 'get', data), isExpired)
        // Renewed and refused again: it is not the age of the session.
        if (isExpired(reply)) {
          await remember({ token: '', secondFactorToken: '' })
          throw new TrousseError('credentials-refused', { host, status: reply.code })
        }
        return reply
      }),

    /** A file: bytes, or a reply that says why not. */
    download: (
      context: SourceContext,
      query: Readonly<Record<string, string>>,
      limits: { readonly maxBytes: number },
    ): Promise<Uint8Array> =>
      inTurn(async () => {
        await ensureSession(context)
        const path = '/telechargement.awp'
        const attempt = async () => {
          const headers = await tokenHeaders()
          const answer = await send(context, { path, query: { ...query, verbe: 'get' }, data: {}, headers, ...limits })
          if (/json|html/i.test(contentType(answer) ?? '') || answer.response.status !== 200) {
            return { answer, reply: await readReply(answer, path) }
          }
          await keepTokens(answer.response.headers['x-token'] ?? '', answer.response.headers['2fa-token'] ?? '')
          return { answer, reply: null }
        }
        const { answer, reply } = await withSession(context)(
          attempt,
          (tried) => tried.reply !== null && isExpired(tried.reply),
        )
        return reply === null ? answer.response.body : refuse(reply, context)
      }),
  }
}
export type EcoleDirecteSession = ReturnType<typeof createSession>
