/**
 * A real IMAP server: Debian's Dovecot on loopback, as whoever runs the tests, with invented accounts whose mailboxes
 * are folders that tests put messages in. Its certificate is of the tests' authority.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import type { MailboxAccess } from '../../electron/mail/inbox/read-mailbox.ts'
import { testCa, testCertificate } from './smtp-certificates.ts'

const PROGRAM = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find((path) => existsSync(path))
const IMAP_MODULE = '/usr/lib/dovecot/imap'

/** Null when Dovecot can run here; otherwise why not, for the suite to say. */
export const dovecotMissing = (): string | null =>
  PROGRAM === undefined || !existsSync(IMAP_MODULE) ? 'Dovecot is not installed (apt-get install dovecot-imapd)' : null

export interface TestMailbox {
  readonly access: MailboxAccess
  /** Puts a message in the inbox, unread; its lines end as in a file. */
  deliver(message: string): Promise<void>
  /** File names of the mailbox, which hold its flags: `cur/…:2,S` was marked read. */
  files(): Promise<string[]>
  /** The numbers of the mailbox become others, as when a server restores it from elsewhere. */
  renumber(): Promise<void>
}

export interface Dovecot {
  /** Each with an account of its own, empty. */
  newMailbox(): Promise<TestMailbox>
  /** Where a mail server asks about names and passwords. */
  readonly saslPort: number
  /** The folder of all mailboxes, and who owns them. */
  readonly mailFolder: string
  readonly owner: { readonly uid: number }
  stop(): Promise<void>
}

const PASSWORD = 'plaine-42-ombre'
/** The validity of a mailbox is the second its index is made in. */
const NEXT_SECOND_MS = 1_100

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

interface Owner {
  readonly name: string
  readonly group: string
  readonly uid: number
}

interface Configured {
  readonly folder: string
  readonly port: number
  readonly saslPort: number
  readonly own: Owner
  readonly password: string
  readonly byToken: boolean
}

function configuration({ folder, port, saslPort, own, password, byToken }: Configured): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${own.name}
default_internal_group = ${own.group}
default_login_user = ${own.name}
first_valid_uid = 0
mail_location = maildir:${folder}/mail/%u
mail_privileged_group =
ssl = required
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = ${byToken ? 'xoauth2 oauthbearer' : 'plain login'}
${byToken ? `passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = ${folder}/oauth2.conf\n}` : ''}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${own.uid} gid=${own.uid} home=${folder}/home allow_all_users=yes
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
service auth {
  inet_listener sasl {
    address = 127.0.0.1
    port = ${saslPort}
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`
}

const answers = (port: number, ca: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ca, servername: 'localhost' })
    const end = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('data', () => end(true))
    socket.once('error', () => end(false))
    socket.setTimeout(2_000, () => end(false))
  })

const START_TRIES = 100
const START_PAUSE_MS = 100

export interface DovecotOptions {
  /** The tests' own when not given. Must be for `localhost`. */
  readonly certificate?: { readonly key: string; readonly cert: string; readonly ca: string }
  /** Of every account, whatever its name. */
  readonly password?: string
  /** Then only tokens open an account: where to ask whether one is good and whose it is (RFC 7662). */
  readonly introspectionUrl?: string
}

/** Starts it; rejects when it does not answer. */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  if (PROGRAM === undefined) throw new Error('no dovecot')
  const folder = await mkdtemp(join(tmpdir(), 'trousse-imap-'))
  const [port, saslPort] = await Promise.all([freePort(), freePort()])
  const { username, uid } = userInfo()
  // Root may not read mail: the tests then run the mailbox as Debian's own unprivileged account.
  const isRoot = uid === 0
  const own = isRoot ? { name: 'nobody', group: 'nogroup', uid: 65_534 } : { name: username, group: username, uid }
  const { key, cert, ca } = options.certificate ?? { ...testCertificate(), ca: testCa() }
  const { password = PASSWORD } = options
  await writeFile(join(folder, 'key.pem'), key, { mode: 0o600 })
  await writeFile(join(folder, 'cert.pem'), cert)
  const { introspectionUrl } = options
  if (introspectionUrl !== undefined) {
    const oauth2 = `introspection_mode = post\nintrospection_url = ${introspectionUrl}\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n`
    await writeFile(join(folder, 'oauth2.conf'), oauth2)
  }
  await writeFile(
    join(folder, 'dovecot.conf'),
    configuration({ folder, port, saslPort, own, password, byToken: introspectionUrl !== undefined }),
  )
  const give = async (path: string): Promise<void> => {
    if (isRoot) await chown(path, own.uid, own.uid)
  }
  const make = async (path: string): Promise<void> => {
    await mkdir(path)
    await give(path)
  }
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'run'))
  for (const part of ['mail', 'home']) await make(join(folder, part))
  const child = spawn(PROGRAM, ['-F', '-c', join(folder, 'dovecot.conf')], { stdio: 'ignore', cwd: folder })
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }
    await rm(folder, { recursive: true, force: true })
  }
  for (let attempt = 0; !(await answers(port, ca)); attempt++) {
    if (attempt === START_TRIES || child.exitCode !== null) {
      await stop()
      throw new Error('Dovecot did not start')
    }
    await new Promise((resolve) => setTimeout(resolve, START_PAUSE_MS))
  }
  let mailboxes = 0
  let delivered = 0
  return {
    stop,
    saslPort,
    mailFolder: join(folder, 'mail'),
    owner: own,
    async newMailbox() {
      const user = `prof${mailboxes++}`
      const mail = join(folder, 'mail', user)
      for (const part of ['', 'cur', 'new', 'tmp']) await make(join(mail, part))
      return {
        access: { host: 'localhost', port, security: 'tls', user, password, tlsCa: [ca] },
        async deliver(message) {
          const path = join(mail, 'new', `${Date.now()}.${String(delivered++).padStart(5, '0')}.test`)
          await writeFile(path, message)
          await give(path)
        },
        async files() {
          const lists = await Promise.all(
            ['new', 'cur'].map(async (part) => (await readdir(join(mail, part))).map((name) => `${part}/${name}`)),
          )
          return lists.flat().sort()
        },
        async renumber() {
          for (const name of await readdir(mail)) {
            if (name.startsWith('dovecot')) await rm(join(mail, name), { recursive: true })
          }
          await new Promise((resolve) => setTimeout(resolve, NEXT_SECOND_MS))
        },
      }
    },
  }
}
