/**
 * A real SMTP server on loopback, with real TLS, for any test that sends mail: unit, crash, end-to-end, CLI.
 *
 *     const server = await startSmtpServer()
 *     … send with `server.settings()`, password `server.password`, `tlsCa: server.ca` …
 *     server.messages   // what was accepted, parsed
 *     await server.close()
 *
 * A process that cannot be given a CA otherwise is started with NODE_EXTRA_CA_CERTS=`server.caPath`.
 */
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { MailSettings } from '../../electron/contract/views.ts'
import { type TestCertificate, testCa, testCertificate } from './smtp-certificates.ts'

export interface ReceivedMessage {
  readonly from: string
  /** The addresses of RCPT TO, in order. */
  readonly to: readonly string[]
  readonly raw: Buffer
  readonly parsed: ParsedMail
}

export interface SmtpReply {
  readonly code: number
  readonly text: string
}

export interface TestSmtpOptions {
  /** Default `starttls`. */
  readonly security?: MailSettings['security']
  readonly certificate?: TestCertificate
  readonly user?: string
  readonly password?: string
  /** Then only tokens open the account (XOAUTH2); says whether one is good now. */
  readonly token?: (user: string, token: string) => boolean
  /** Announced in EHLO and enforced. */
  readonly maxBytes?: number
  /** A refusal for a recipient, or null to accept. */
  readonly refuseRecipient?: (address: string) => SmtpReply | null
  /** A refusal after the final dot, or null to accept; may take its time. */
  readonly refuseMessage?: (message: ReceivedMessage) => SmtpReply | null | Promise<SmtpReply | null>
  /** Default: any free port. */
  readonly port?: number
}

export interface TestSmtpServer {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  /** PEM of the authority to trust, and the file it is in. */
  readonly ca: string
  readonly caPath: string
  /** For `mail send --smtp`; the password travels by TROUSSE_SMTP_PASSWORD. */
  readonly url: string
  /** Accepted messages, in order. */
  readonly messages: readonly ReceivedMessage[]
  /** Every RCPT TO seen, accepted or not. */
  readonly recipients: readonly string[]
  readonly logins: { readonly tried: number; readonly accepted: number }
  readonly connections: number
  settings(change?: Partial<MailSettings>): MailSettings
  close(): Promise<void>
}

class ReplyError extends Error {
  readonly responseCode: number
  constructor(reply: SmtpReply) {
    super(reply.text)
    this.responseCode = reply.code
  }
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export async function startSmtpServer(options: TestSmtpOptions = {}): Promise<TestSmtpServer> {
  const security = options.security ?? 'starttls'
  const user = options.user ?? 'prof@lycee.example'
  const password = options.password ?? 'mot de passe de test'
  const messages: ReceivedMessage[] = []
  const recipients: string[] = []
  const logins = { tried: 0, accepted: 0 }
  let connections = 0

  const serverOptions: SMTPServerOptions = {
    ...testCertificate(options.certificate),
    secure: security === 'tls',
    // A real submission server offers no AUTH before TLS; a client that tries all the same is caught here.
    allowInsecureAuth: false,
    ...(options.maxBytes === undefined ? {} : { size: options.maxBytes }),
    logger: false,
    disableReverseLookup: true,
    authMethods: options.token ? ['XOAUTH2'] : ['PLAIN', 'LOGIN'],
    onConnect(_session, callback) {
      connections += 1
      callback()
    },
    onAuth(auth, _session, callback) {
      logins.tried += 1
      if (options.token) {
        if (!options.token(auth.username ?? '', auth.accessToken ?? '')) {
          return callback(null, { data: { status: '401', schemes: 'bearer', scope: 'mail' } })
        }
        logins.accepted += 1
        return callback(null, { user: auth.username ?? '' })
      }
      if (auth.username !== user || auth.password !== password) {
        return callback(new ReplyError({ code: 535, text: '5.7.8 Authentication credentials invalid' }))
      }
      logins.accepted += 1
      callback(null, { user })
    },
    onRcptTo({ address }, _session, callback) {
      recipients.push(address)
      const refusal = options.refuseRecipient?.(address) ?? null
      callback(refusal === null ? null : new ReplyError(refusal))
    },
    onData(stream, session, callback) {
      const receive = async () => {
        const raw = await readAll(stream)
        if (stream.sizeExceeded) throw new ReplyError({ code: 552, text: '5.3.4 Message too big' })
        const { mailFrom, rcptTo } = session.envelope
        const message: ReceivedMessage = {
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw,
          parsed: await simpleParser(raw),
        }
        const refusal = (await options.refuseMessage?.(message)) ?? null
        if (refusal !== null) throw new ReplyError(refusal)
        messages.push(message)
        return `2.0.0 Queued as ${messages.length}`
      }
      receive().then((text) => callback(null, text), callback)
    },
  }
  const server = new SMTPServer(serverOptions)
  // A client that hangs up in the middle is an ordinary event of these tests.
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', () => resolve())
  })
  const { port } = server.server.address() as AddressInfo
  const scheme = security === 'tls' ? 'smtps' : 'smtp'
  return {
    host: '127.0.0.1',
    port,
    user,
    password,
    ca: testCa(),
    caPath: fileURLToPath(new URL('../fixtures/smtp/ca.pem', import.meta.url)),
    url: `${scheme}://${encodeURIComponent(user)}@127.0.0.1:${port}`,
    messages,
    recipients,
    logins,
    get connections() {
      return connections
    },
    settings: (change = {}) => ({
      host: '127.0.0.1',
      port,
      security,
      user,
      fromAddress: 'prof@lycee.example',
      fromName: 'Mme Exemple',
      perMinute: 500,
      ...change,
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
      }),
  }
}
