/** Real WebDAV servers on loopback, as whoever runs the tests: Apache's mod_dav and rclone, each with its own folder. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const USER = 'prof.inventee'
export const PASSWORD = 'plaine 42: ombré'

export interface DavServer {
  /** Of the folder, ending in a slash. */
  readonly address: string
  /** The same folder on the disk. */
  readonly folder: string
  stop(): Promise<void>
}

const APACHE = ['/usr/sbin/apache2', '/usr/sbin/httpd'].find((path) => existsSync(path))
const MODULES = '/usr/lib/apache2/modules'
const RCLONE = ['/usr/bin/rclone', '/usr/local/bin/rclone'].find((path) => existsSync(path))

/** Null when it can run here; otherwise why not. */
export const apacheMissing = (): string | null =>
  APACHE === undefined || !existsSync(join(MODULES, 'mod_dav_fs.so'))
    ? 'Apache is not installed (apt-get install apache2)'
    : null
export const rcloneMissing = (): string | null =>
  RCLONE === undefined ? 'rclone is not installed (apt-get install rclone)' : null

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function answering(url: string, program: ChildProcess, log: () => string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (program.exitCode !== null) break
    const found = await fetch(url).catch(() => null)
    if (found !== null) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the server does not answer: ${log()}`)
}

async function run(program: string, args: readonly string[], url: string, folder: string): Promise<DavServer> {
  let words = ''
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.on('data', (piece: Buffer) => {
    words += piece.toString()
  })
  child.stderr.on('data', (piece: Buffer) => {
    words += piece.toString()
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await answering(url, child, () => words)
  return {
    address: url,
    folder: join(folder, 'files'),
    async stop() {
      child.kill('SIGTERM')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export async function startApache(): Promise<DavServer> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-dav-'))
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'files'))
  await mkdir(join(folder, 'lock'))
  const port = await freePort()
  // As root, Apache serves as www-data, which must be able to write.
  if (process.getuid?.() === 0) for (const name of ['files', 'lock']) await chmod(join(folder, name), 0o777)
  const sha = createHash('sha1').update(PASSWORD).digest('base64')
  await writeFile(join(folder, 'users'), `${USER}:{SHA}${sha}\n`)
  const modules = [
    'mpm_event',
    'authn_core',
    'authn_file',
    'authz_core',
    'authz_user',
    'auth_basic',
    'dav',
    'dav_fs',
    'unixd',
  ]
  const config = `
ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
ErrorLog ${folder}/errors
${modules.map((name) => (existsSync(`${MODULES}/mod_${name}.so`) ? `LoadModule ${name}_module ${MODULES}/mod_${name}.so` : '')).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
DocumentRoot ${folder}/files
DavLockDB ${folder}/lock/db
<Directory ${folder}/files>
  Dav On
  AuthType Basic
  AuthName essai
  AuthUserFile ${folder}/users
  Require valid-user
</Directory>
`
  await writeFile(join(folder, 'conf'), config)
  const address = `http://127.0.0.1:${port}/`
  return run(APACHE ?? '', ['-f', join(folder, 'conf'), '-D', 'FOREGROUND'], address, folder)
}

export async function startRclone(): Promise<DavServer> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-dav-'))
  await mkdir(join(folder, 'files'))
  const port = await freePort()
  return run(
    RCLONE ?? '',
    [
      ...['serve', 'webdav', join(folder, 'files'), '--addr', `127.0.0.1:${port}`, '--user', USER, '--pass', PASSWORD],
      ...['--config', join(folder, 'conf'), '--dir-cache-time', '0s'],
    ],
    `http://127.0.0.1:${port}/`,
    folder,
  )
}
