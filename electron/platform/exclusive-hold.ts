/**
 * One program at a time on one folder. The hold is an address that only one process can listen on; the system
 * lets go of it when the process ends, however it ends, so that a crash never locks anyone out.
 */
import { createHash } from 'node:crypto'
import { mkdir, realpath, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

export interface Hold {
  release(): Promise<void>
}

/** Long enough for two folders never to share one, short enough for a socket's path (108 bytes on Linux). */
const NAME_LENGTH = 32

/**
 * Takes the hold on a folder, which need not exist; null when another process (or another part of this one) has it.
 *
 * Linux has addresses without a file, Windows has pipes: both vanish with the process. Elsewhere the address is a
 * file, and one that nobody answers behind was left by a crash.
 */
export async function holdFolder(folder: string): Promise<Hold | null> {
  const name = createHash('sha256')
    .update(`${userInfo().username}\n${await realPathOf(folder)}`)
    .digest('hex')
    .slice(0, NAME_LENGTH)
  if (process.platform === 'win32') return listen(`\\\\.\\pipe\\trousse-${name}`)
  if (process.platform === 'linux') return listen(`\0trousse-${name}`)
  const sockets = join(tmpdir(), `trousse-${userInfo().uid}`)
  await mkdir(sockets, { recursive: true, mode: 0o700 })
  const path = join(sockets, name)
  const hold = await listen(path)
  if (hold !== null || (await answers(path))) return hold
  await rm(path, { force: true })
  return listen(path)
}

async function realPathOf(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    return resolve(folder)
  }
}

function listen(path: string): Promise<Hold | null> {
  return new Promise((done, failed) => {
    const server: Server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? done(null) : failed(error)))
    server.listen(path, () => {
      // It must not keep a finished command of the terminal alive.
      server.unref()
      done({ release: () => new Promise((closed) => server.close(() => closed())) })
    })
  })
}

const answers = (path: string): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
