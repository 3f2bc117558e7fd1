/**
 * A scriptable server that speaks just enough SMTP to fail at a chosen byte (reliability.md M2). It keeps every
 * line a client sent, so that a test can say what was on the wire and, above all, what was not.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import type { MailSettings } from '../../electron/contract/views.ts'
import { type TestCertificate, testCa, testCertificate } from './smtp-certificates.ts'

export type RawSmtpMode =
  | 'ok'
  | 'drop-at-rcpt'
  | 'drop-at-data'
  | 'drop-in-body'
  | 'drop-after-dot'
  | 'hang-after-dot'
  | 'reply-421'
  | 'reply-451'
  | 'reply-554'
  | 'reply-552'
  | 'data-refused'
  | 'sender-quota'
  | 'drop-at-mail'
  | 'reply-450'
  | 'reply-550'
  | 'mailbox-full'
  | 'drop-before-dot'
  | 'two-answers'
  | 'slow'

export interface RawSmtpOptions {
  /** One mode, or one per message in order (the last one stays). */
  readonly mode?: RawSmtpMode | readonly RawSmtpMode[]
  /**
   * `tls`: encrypted from the first byte. `stripped`: in clear and silent about STARTTLS, as after someone in
   * between removed it; a client that asks all the same is answered 502.
   */
  readonly transport?: 'tls' | 'stripped'
  readonly certificate?: TestCertificate
  readonly maxTlsVersion?: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
  /** Announced as SIZE. */
  readonly maxBytes?: number
  /** Hangs up on the first connections at this point, before any message: as many as `dropTimes` (default 1). */
  readonly dropAt?: 'connect' | 'ehlo' | 'auth'
  readonly dropTimes?: number
  /** Called when 354 has been said; the server goes on at once. */
  readonly onDataSaid?: () => void
}

export interface RawSmtpServer {
  readonly port: number
  readonly ca: string
  /** Every line received outside message bodies. */
  readonly commands: readonly string[]
  /** Bodies received up to and including the final dot, accepted or not. */
  readonly bodies: readonly string[]
  /** Bodies the server answered 250 to. */
  readonly accepted: readonly string[]
  /** Bytes of message received since the last 354, at any moment. */
  readonly bodyBytes: number
  settings(change?: Partial<MailSettings>): MailSettings
  close(): Promise<void>
}

const EHLO = '250-raw.example'

export async function startRawSmtpServer(options: RawSmtpOptions = {}): Promise<RawSmtpServer> {
  const transport = options.transport ?? 'tls'
  const modes: readonly RawSmtpMode[] =
    options.mode === undefined ? ['ok'] : typeof options.mode === 'string' ? [options.mode] : options.mode
  const commands: string[] = []
  const bodies: string[] = []
  const accepted: string[] = []
  const sockets = new Set<Socket>()
  let started = 0
  let dropsLeft = options.dropAt === undefined ? 0 : (options.dropTimes ?? 1)
  let bodyBytes = 0

  function serve(socket: Socket): void {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    let mode: RawSmtpMode = 'ok'
    /** Hangs up at this point of the conversation, if that was asked. */
    const drops = (at: RawSmtpOptions['dropAt']): boolean => {
      if (options.dropAt !== at || dropsLeft === 0) return false
      dropsLeft -= 1
      socket.destroy()
      return true
    }
    const say = (line: string) => {
      if (mode !== 'slow') return void socket.write(`${line}\r\n`)
      // A byte at a time, as over a line of another age.
      for (const [index, byte] of [...`${line}\r\n`].entries()) setTimeout(() => socket.write(byte), index)
    }
    if (drops('connect')) return
    let buffer = ''
    let inBody = false

    function endOfBody(body: string): void {
      inBody = false
      bodies.push(body)
      switch (mode) {
        case 'drop-after-dot':
          socket.destroy()
          return
        case 'hang-after-dot':
          return
        case 'reply-421':
          say('421 4.3.2 Service shutting down')
          return
        case 'reply-451':
          say('451 4.7.1 Greylisted, try again later')
          return
        case 'reply-554':
          say('554 5.6.0 Message refused')
          return
        case 'mailbox-full':
          say('452 4.2.2 Mailbox full')
          return
        case 'two-answers':
          accepted.push(body)
          socket.write('250 2.0.0 Queued\r\n250 2.0.0 And again\r\n')
          return
        case 'reply-552':
          say('552 5.3.4 Message too big')
          return
        default:
          accepted.push(body)
          say('250 2.0.0 Queued')
      }
    }

    function command(line: string): void {
      commands.push(line)
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO' && drops('ehlo')) return
      if (verb === 'AUTH' && drops('auth')) return
      if (verb === 'EHLO') {
        socket.write(`${EHLO}\r\n`)
        if (options.maxBytes !== undefined) say(`250-SIZE ${options.maxBytes}`)
        say('250 AUTH PLAIN LOGIN')
      } else if (verb === 'AUTH') say('235 2.7.0 Accepted')
      else if (verb === 'STAR') say('502 5.5.1 Not implemented')
      else if (verb === 'MAIL') {
        mode = modes[Math.min(started, modes.length - 1)] ?? 'ok'
        started += 1
        if (mode === 'drop-at-mail') return void socket.destroy()
        say(mode === 'sender-quota' ? '450 4.7.28 Hourly sending quota exceeded' : '250 2.1.0 Ok')
      } else if (verb === 'RCPT') {
        if (mode === 'drop-at-rcpt') socket.destroy()
        else if (mode === 'reply-450') say('450 4.2.1 Mailbox busy')
        else if (mode === 'reply-550') say('550 5.1.1 No such user')
        else say('250 2.1.5 Ok')
      } else if (verb === 'DATA') {
        if (mode === 'drop-at-data') socket.destroy()
        else if (mode === 'data-refused') say('451 4.3.0 Not now')
        else {
          inBody = true
          bodyBytes = 0
          say('354 Go ahead')
          options.onDataSaid?.()
        }
      } else if (verb === 'QUIT') {
        say('221 2.0.0 Bye')
        socket.end()
      } else say('250 2.0.0 Ok')
    }

    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1')
      if (inBody) bodyBytes += chunk.length
      if (inBody && mode === 'drop-in-body') return void socket.destroy()
      // All of the message is there and its end is not: nothing may be taken.
      if (inBody && mode === 'drop-before-dot' && buffer.endsWith('\r\n.\r\n')) return void socket.destroy()
      for (;;) {
        const mark = inBody ? '\r\n.\r\n' : '\r\n'
        const end = buffer.indexOf(mark)
        if (end === -1) return
        const part = buffer.slice(0, end + (inBody ? 2 : 0))
        buffer = buffer.slice(end + mark.length)
        if (inBody) endOfBody(part)
        else command(part)
      }
    })
    say('220 raw.example ESMTP')
  }

  const server =
    transport === 'tls'
      ? createTlsServer(
          {
            ...testCertificate(options.certificate),
            ...(options.maxTlsVersion === undefined
              ? {}
              : // Below 1.2 OpenSSL wants its security level lowered as well.
                { minVersion: 'TLSv1', maxVersion: options.maxTlsVersion, ciphers: 'DEFAULT@SECLEVEL=0' }),
          },
          serve,
        )
      : createServer(serve)
  // Handshakes that a client refuses are what some tests are about.
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    ca: testCa(),
    commands,
    bodies,
    accepted,
    get bodyBytes() {
      return bodyBytes
    },
    settings: (change = {}) => ({
      host: '127.0.0.1',
      port,
      security: transport === 'tls' ? 'tls' : 'starttls',
      user: 'prof@lycee.example',
      fromAddress: 'prof@lycee.example',
      fromName: 'Mme Exemple',
      perMinute: 500,
      ...change,
    }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
