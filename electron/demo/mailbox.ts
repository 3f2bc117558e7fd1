/**
 * The demonstration's mail account: a real submission server on loopback that takes messages and delivers them
 * nowhere, and an inbox to which the invented families answer, so that the whole path from « who » to « who answered »
 * can be tried without an account and without a risk.
 */
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import type { InboxSettings, MailSettings } from '../contract/views.ts'
import { startDemoImap } from './imap-server.ts'
import { MAILBOX_CERTIFICATE, MAILBOX_KEY } from './mailbox-certificate.ts'
import { createDemoFamilies } from './replies.ts'

const LOOPBACK = '127.0.0.1'
const USER = 'prof.demo@lycee.example'
const MAX_HEADER_BYTES = 64 * 1024
const MAX_MESSAGE_BYTES = 20_000_000
/** Nobody waits for a loopback server: the académies' limits are for real accounts. */
const PER_MINUTE = 500

export interface DemoMailboxAccess {
  readonly settings: MailSettings
  /** Where answers are read, by the same account. */
  readonly inbox: InboxSettings
  readonly password: string
  /** PEM of the certificate to trust for this server, and for no other. */
  readonly certificateAuthority: string
}

export interface DemoMailbox extends DemoMailboxAccess {
  /** Messages taken since the start. */
  received(): number
  stop(): Promise<void>
}

/** @param seed makes the password, so that a restart keeps it. Rejects when no port can be had. */
export async function startDemoMailbox(seed: number): Promise<DemoMailbox> {
  const password = createHash('sha256').update(`trousse demo mailbox ${seed}`).digest('base64url').slice(0, 24)
  let received = 0
  const imap = await startDemoImap({ key: MAILBOX_KEY, cert: MAILBOX_CERTIFICATE, user: USER, password })
  const families = createDemoFamilies()
  const server = new SMTPServer({
    key: MAILBOX_KEY,
    cert: MAILBOX_CERTIFICATE,
    secure: true,
    size: MAX_MESSAGE_BYTES,
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: ({ username, password: given }, _session, done) =>
      username === USER && given === password ? done(null, { user: USER }) : done(new Error('5.7.8 bad credentials')),
    onData: (stream, session, done) => {
      let head = Buffer.alloc(0)
      stream.on('data', (chunk: Buffer) => {
        if (head.length < MAX_HEADER_BYTES) head = Buffer.concat([head, chunk.subarray(0, MAX_HEADER_BYTES)])
      })
      stream.once('end', () => {
        received++
        const text = head.toString('utf8')
        const end = text.indexOf('\r\n\r\n')
        const to = session.envelope.rcptTo[0]?.address ?? ''
        // A trial message comes from the teacher: it is no family's to answer.
        const back =
          to === USER ? null : families({ to, header: text.slice(0, end === -1 ? undefined : end), at: Date.now() })
        if (back !== null) imap.deliver(back)
        done(null)
      })
      stream.once('error', done)
    },
  })
  // A client that hangs up is its own affair.
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(0, LOOPBACK, () => resolve())
  })
  const { port } = server.server.address() as AddressInfo
  return {
    settings: {
      host: LOOPBACK,
      port,
      security: 'tls',
      user: USER,
      fromAddress: USER,
      fromName: 'Camille Démo',
      perMinute: PER_MINUTE,
    },
    inbox: { enabled: true, host: LOOPBACK, port: imap.port },
    password,
    certificateAuthority: MAILBOX_CERTIFICATE,
    received: () => received,
    stop: async () => {
      await imap.stop()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
