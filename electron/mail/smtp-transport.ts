/**
 * SMTP submission over one connection, through nodemailer's protocol client.
 *
 * nodemailer's own errors cannot tell "not sent" from "perhaps received" (reliability.md §0 item 8). Its client
 * starts reading the message only once the server has said 354, so the message is given as a stream whose first
 * read is that moment: it first waits until the ledger has it on disk, then lets the first byte go.
 */
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import SmtpConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import XOAuth2 from 'nodemailer/lib/xoauth2'
import { TrousseError } from '../contract/errors.ts'
import type { MailSettings } from '../contract/views.ts'
import { connectThroughProxy } from '../platform/proxy-connect.ts'
import {
  anotherWayMayHelp,
  type MailRoute,
  type MailWay,
  STRAIGHT,
  STRAIGHT_BEFORE_PROXY_MS,
  tellingFailure,
} from './route.ts'
import { type SmtpFailure, shortenReply, smtpFailure } from './smtp-errors.ts'
import type { MailTransport, OutgoingMail, SendHooks, SendResult } from './transport.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** Milliseconds. RFC 5321 §4.5.3.2, except the connection, where five minutes would only look like a freeze. */
export interface SmtpTimeouts {
  /** DNS, TCP, greeting and TLS together. */
  readonly connect: number
  /** Silence during the conversation. */
  readonly command: number
  /** Silence after the final dot. A slow server that is given up on delivers twice (RFC 1047). */
  readonly finalDot: number
}
export const SMTP_TIMEOUTS: SmtpTimeouts = { connect: MINUTE, command: 5 * MINUTE, finalDot: 10 * MINUTE }
const DNS_TIMEOUT = 20 * SECOND

export interface SmtpTransportOptions {
  readonly settings: MailSettings
  /** Null with an empty `user`: the server asks for no account. */
  readonly password: string | null
  /** Instead of a password, for an account opened by a sign-in: the token to show, another one when `renew`. */
  readonly accessToken?: (renew: boolean) => Promise<string>
  /** Certificate authorities in PEM, instead of the runtime's own. */
  readonly tlsCa?: string | readonly string[]
  readonly timeouts?: SmtpTimeouts
  /** Default: straight. */
  readonly route?: MailRoute
}

/** The message as a stream: nothing is produced before `beforeFirstByte` has resolved. */
function gatedBody(mime: Uint8Array, beforeFirstByte: () => Promise<void>): Readable {
  let started = false
  return new Readable({
    highWaterMark: mime.byteLength + 1,
    read() {
      if (started) return
      started = true
      beforeFirstByte().then(
        () => {
          if (this.destroyed) return
          this.push(Buffer.from(mime.buffer, mime.byteOffset, mime.byteLength))
          this.push(null)
        },
        // A new error: nodemailer writes its own code over the one it is given.
        (cause: unknown) => this.destroy(new Error('not committed', { cause })),
      )
    },
  })
}

function connectionOptions(
  options: SmtpTransportOptions,
  timeouts: SmtpTimeouts,
  tunnel: Socket | null,
): SMTPConnectionOptions {
  const { settings, tlsCa } = options
  return {
    ...(tunnel === null ? {} : { connection: tunnel }),
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    // Without this, a server (or someone in between) that stays silent about STARTTLS gets the password in clear.
    requireTLS: settings.security === 'starttls',
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(tlsCa === undefined ? {} : { ca: typeof tlsCa === 'string' ? tlsCa : [...tlsCa] }),
    },
    // The machine's name says whose computer this is; servers only ask for a syntactically valid one.
    name: '[127.0.0.1]',
    dnsTimeout: Math.min(DNS_TIMEOUT, timeouts.connect),
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    socketTimeout: timeouts.command,
    allowInternalNetworkInterfaces: true,
    // Its log holds addresses and subjects (reliability.md M15).
    logger: false,
  }
}

const isReply = (value: unknown): value is number => typeof value === 'number' && value >= 400 && value < 600

/** Was the failure the server's own answer to the message? Then it is certain, even after 354. */
function answersTheMessage(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('responseCode' in error)) return false
  return error.code === 'EMESSAGE' && isReply(error.responseCode)
}

/**
 * A transport for one account. TLS 1.2 or later is required before anything is said, the certificate is verified,
 * and the size is compared with what the server announces before `MAIL FROM`.
 */
export function createSmtpTransport(options: SmtpTransportOptions): MailTransport {
  const timeouts = options.timeouts ?? SMTP_TIMEOUTS
  const { host, port, user } = options.settings
  const route = options.route ?? STRAIGHT
  let connection: SmtpConnection | null = null

  /** What was said of a token, or of a proxy, is more than nodemailer's word for it. */
  const failureOf = (error: unknown): SmtpFailure => {
    if (!(error instanceof TrousseError)) {
      const failure = smtpFailure(error, { host, port })
      if (options.accessToken === undefined || failure.error.code !== 'mail-credentials-refused') return failure
      return { ...failure, error: { ...failure.error, code: 'mail-sign-in-needed' } }
    }
    if (error.code === 'cancelled') return { kind: 'cancelled', error: error.toShape(), serverSaid: null }
    const kind = /^(?:mail-sign-in-needed|proxy-credentials|proxy-authentication)$/.test(error.code)
      ? 'fatal'
      : 'connection'
    return { kind, error: error.toShape(), serverSaid: null }
  }

  const drop = () => {
    connection?.close()
    connection = null
  }

  const connect = async (way: MailWay, limit: number, signal: AbortSignal | undefined): Promise<SmtpConnection> => {
    const tunnel =
      way === null
        ? null
        : await connectThroughProxy({
            proxy: way,
            host,
            port,
            timeoutMs: limit,
            ...(signal ? { signal } : {}),
            ...(options.tlsCa === undefined ? {} : { ca: [options.tlsCa].flat() }),
          })
    return new Promise((resolve, reject) => {
      const attempt = new SmtpConnection(connectionOptions(options, { ...timeouts, connect: limit }, tunnel))
      let tokenRefused: unknown = null
      const finish = (error: unknown) => {
        signal?.removeEventListener('abort', onAbort)
        if (error === null) return resolve(attempt)
        attempt.close()
        reject(tokenRefused ?? error)
      }
      const onAbort = () => finish(new DOMException('stopped', 'AbortError'))
      const { accessToken } = options
      // Also after the connection is made: an 'error' event nobody listens to would end the process.
      attempt.on('error', finish)
      signal?.addEventListener('abort', onAbort, { once: true })
      attempt.connect((error) => {
        if (error) return finish(error)
        if (user === '') return finish(null)
        const done = (refusal: unknown) => finish(refusal ?? null)
        if (accessToken === undefined) return attempt.login({ user, pass: options.password ?? '' }, done)
        const oauth2 = new XOAuth2({
          user,
          provisionCallback: (_user, renew, give) => {
            accessToken(renew).then(
              (token) => give(null, token),
              (refusal: unknown) => {
                tokenRefused = refusal
                give(new Error('no token'))
              },
            )
          },
        })
        attempt.login({ user, oauth2 }, done)
      })
    })
  }

  return {
    async open(signal) {
      if (connection !== null && !connection.destroyed) return null
      connection = null
      if (signal?.aborted) return failureOf(new DOMException('stopped', 'AbortError'))
      const failures: SmtpFailure[] = []
      const ways = await route.ways(host, port)
      for (const [index, way] of ways.entries()) {
        const hasMore = index + 1 < ways.length
        try {
          connection = await connect(
            way,
            hasMore ? Math.min(STRAIGHT_BEFORE_PROXY_MS, timeouts.connect) : timeouts.connect,
            signal,
          )
          route.worked(host, port, way)
          return null
        } catch (error) {
          const failure = failureOf(error)
          if (!anotherWayMayHelp(failure.error.code)) return failure
          failures.push(failure)
        }
      }
      return tellingFailure(failures, ({ error }) => error.code) ?? failureOf(new Error('no way'))
    },

    announcedBytes: () => {
      if (connection === null || connection.destroyed) return null
      // What EHLO said of SIZE (RFC 1870); nodemailer keeps it in a field of its own.
      const announced = '_maxAllowedSize' in connection ? connection._maxAllowedSize : 0
      return typeof announced === 'number' && announced > 0 ? announced : null
    },

    send(mail: OutgoingMail, hooks: SendHooks): Promise<SendResult> {
      const current = connection
      if (current === null || current.destroyed || hooks.signal?.aborted) {
        const why = hooks.signal?.aborted ? new DOMException('stopped', 'AbortError') : new Error('not connected')
        return Promise.resolve({ kind: 'not-sent', failure: failureOf(why) })
      }
      return new Promise((resolve) => {
        let bytesLeft = false
        let bodyDone = false
        let settled = false
        const settle = (result: SendResult) => {
          if (settled) return
          settled = true
          hooks.signal?.removeEventListener('abort', onAbort)
          // After a failure inside the message the two sides may no longer agree on where it ends.
          if (result.kind !== 'accepted') drop()
          resolve(result)
        }
        const fail = (error: unknown) => {
          const uncertain = bytesLeft && !answersTheMessage(error)
          settle({ kind: uncertain ? 'unknown' : 'not-sent', failure: failureOf(error) })
        }
        const onAbort = () => {
          if (!bytesLeft) fail(new DOMException('stopped', 'AbortError'))
        }
        const body = gatedBody(mail.mime, async () => {
          await hooks.onDataStarting()
          // Hung up while the ledger was writing: nothing has left, and nothing will.
          if (settled) throw new Error('stopped')
          bytesLeft = true
        })
        body.once('end', () => {
          bodyDone = true
          if (current._socket) current._socket.setTimeout(timeouts.finalDot)
        })
        hooks.signal?.addEventListener('abort', onAbort, { once: true })
        const envelope = { from: mail.from, to: [mail.to], size: mail.mime.byteLength }
        current.send(envelope, body, (error, info) => {
          if (error) return fail(error)
          // An answer that came before the message was whole is an answer to something else.
          if (!bodyDone) return fail(new Error('answered before the end'))
          if (current._socket) current._socket.setTimeout(timeouts.command)
          settle({ kind: 'accepted', serverSaid: shortenReply(info?.response ?? '') })
        })
      })
    },

    close() {
      const current = connection
      connection = null
      if (current === null || current.destroyed) return
      // QUIT when there is a conversation to end; the client then closes on the server's answer or its silence.
      current.quit()
      setTimeout(() => current.close(), SECOND).unref()
    },
  }
}
