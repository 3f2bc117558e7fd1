/**
 * A real mail server: Debian's Postfix on loopback, in a folder of its own. It takes submissions over TLS from an account
 * that Dovecot knows, delivers `@famille.example` to Maildirs and `@lycee.example` to Dovecot's own mailboxes, and hands
 * `@perdu.example` and `@plein.example` to another server, which refuses: its notices come back. The system's own Postfix, if any, is not touched.
 */
import { execFileSync, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import type { MailSettings } from '../../electron/contract/views.ts'
import { type Dovecot, freePort } from './imap-dovecot.ts'
import { testCa, testCertificate } from './smtp-certificates.ts'

const PROGRAM = '/usr/sbin/postfix'
const DAEMONS = '/usr/lib/postfix/sbin'

/** Null when Postfix can run here; otherwise why not, for the suite to say. */
export function postfixMissing(): string | null {
  if (!existsSync(PROGRAM) || !existsSync(`${DAEMONS}/master`))
    return 'Postfix is not installed (apt-get install postfix)'
  return process.getuid?.() === 0 ? null : 'Postfix only starts as root'
}

export interface Postfix {
  readonly ca: string
  settings(security: MailSettings['security'], user: string): MailSettings
  /** Messages delivered to `name@famille.example`, as they arrived. */
  delivered(name: string): Promise<Buffer[]>
  /** Names that something was delivered to. */
  names(): Promise<string[]>
  /** Resolves when nothing waits in its queues. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/** Announced as SIZE, and kept to. */
export const POSTFIX_MAX_BYTES = 10_240_000

interface Configured {
  readonly folder: string
  readonly dovecot: Dovecot
}

const main = ({ folder, dovecot }: Configured): string => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
daemon_directory = ${DAEMONS}
command_directory = /usr/sbin
maillog_file = ${folder}/log
maillog_file_prefixes = ${tmpdir()}
myhostname = mail.lycee.example
mydestination =
mynetworks = 127.0.0.2/32
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
smtpd_peername_lookup = no
alias_maps =
alias_database =
local_recipient_maps =
biff = no
message_size_limit = ${POSTFIX_MAX_BYTES}
mailbox_size_limit = 0
smtpd_tls_cert_file = ${folder}/cert.pem
smtpd_tls_key_file = ${folder}/key.pem
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${dovecot.saslPort}
smtpd_tls_auth_only = yes
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
virtual_mailbox_domains = famille.example, lycee.example
virtual_mailbox_base = /
virtual_mailbox_maps = texthash:${folder}/mailboxes
virtual_uid_maps = static:${dovecot.owner.uid}
virtual_gid_maps = static:${dovecot.owner.uid}
relay_domains = perdu.example, plein.example
transport_maps = regexp:${folder}/transports
relay_transport = error:5.1.2 no such domain
default_transport = error:5.1.2 no mail leaves this computer
minimal_backoff_time = 1s
`

const services = (submissions: number, submission: number): string => `
127.0.0.1:${submissions} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
127.0.0.1:${submission} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const end = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })

/** The families' own server, which does not know some of them any more. */
async function startFarServer(): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const refusal = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, done) =>
      done(
        address.endsWith('@plein.example') ? refusal(552, '5.2.2 Mailbox full') : refusal(550, '5.1.1 User unknown'),
      ),
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** `parent0` to `parent1999`, `prof0` to `prof19`. */
const MAX_FAMILIES = 2_000
const MAX_TEACHERS = 20

const START_TRIES = 100
const PAUSE_MS = 100
const IDLE_TRIES = 600
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS))

/** Starts it beside a Dovecot, which knows the account and keeps the teacher's mailbox. Rejects when it does not answer. */
export async function startPostfix(dovecot: Dovecot): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-smtp-'))
  const config = join(folder, 'etc')
  const families = join(folder, 'families')
  const [submissions, submission] = [await freePort(), await freePort()]
  const { key, cert } = testCertificate()
  const far = await startFarServer()
  await chmod(folder, 0o755)
  for (const part of ['etc', 'queue', 'data', 'families']) await mkdir(join(folder, part))
  const postfixUser = Number(execFileSync('id', ['-u', 'postfix'], { encoding: 'utf8' }))
  await chown(join(folder, 'data'), postfixUser, postfixUser)
  await chown(families, dovecot.owner.uid, dovecot.owner.uid)
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 })
  await writeFile(join(folder, 'cert.pem'), cert)
  const range = (count: number) => Array.from({ length: count }, (_, index) => index)
  const mailboxes = [
    ...range(MAX_FAMILIES).map((number) => `parent${number}@famille.example ${families.slice(1)}/parent${number}/`),
    ...range(MAX_TEACHERS).map((number) => `prof${number}@lycee.example ${dovecot.mailFolder.slice(1)}/prof${number}/`),
  ]
  await writeFile(join(folder, 'mailboxes'), `${mailboxes.join('\n')}\n`)
  await writeFile(join(folder, 'transports'), `/@(perdu|plein)\\.example$/ smtp:[127.0.0.1]:${far.port}\n`)
  await writeFile(join(config, 'main.cf'), main({ folder, dovecot }))
  await writeFile(join(config, 'master.cf'), services(submissions, submission))
  execFileSync(PROGRAM, ['-c', config, 'check'], { stdio: 'ignore' })
  const child = spawn(`${DAEMONS}/master`, ['-c', config, '-d'], { stdio: 'ignore' })
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }
    await far.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  for (let attempt = 0; !(await answers(submissions)); attempt++) {
    if (attempt === START_TRIES || child.exitCode !== null) {
      const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '')
      await stop()
      throw new Error(`Postfix did not start: ${log.slice(-2_000)}`)
    }
    await pause()
  }
  const filesIn = async (path: string): Promise<string[]> => {
    const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  }
  return {
    ca: testCa(),
    settings: (security, user) => ({
      ...{ host: '127.0.0.1', port: security === 'tls' ? submissions : submission, security, user },
      ...{ fromAddress: `${user}@lycee.example`, fromName: 'Mme Exemple', perMinute: 500 },
    }),
    async delivered(name) {
      const paths = await filesIn(join(families, name, 'new'))
      return Promise.all(paths.sort().map((path) => readFile(path)))
    },
    async names() {
      return (await readdir(families)).sort()
    },
    async idle() {
      for (let attempt = 0; attempt < IDLE_TRIES; attempt++) {
        const waiting = await Promise.all(
          ['maildrop', 'incoming', 'active', 'deferred'].map((queue) => filesIn(join(folder, 'queue', queue))),
        )
        if (waiting.flat().length === 0) return
        await pause()
      }
      throw new Error('Postfix still has mail in its queues')
    },
    stop,
  }
}
