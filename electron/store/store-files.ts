/** Where a space keeps its files, and what may be done with them while no database is open. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import { fsyncDirectory } from '../platform/files.ts'
import { systemCode } from './sqlite-errors.ts'

const OWNER_ONLY_FOLDER = 0o700
/** `f_type` of network file systems in Linux's `linux/magic.h`: NFS, SMB, CIFS, SMB2, AFS, 9P over network. */
const NETWORK_FILE_SYSTEMS = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f])

export interface StoreFiles {
  readonly database: string
  /** SQLite's companions of the database: moved with it, never alone. */
  readonly companions: readonly string[]
  /** Tells a wrong key from a damaged file. */
  readonly keyCheck: string
  /** Says that the database was closed in good order (clean-close.ts). */
  readonly closed: string
  readonly backups: string
  readonly quarantine: string
  readonly blobs: string
}

export function storeFiles(folder: string): StoreFiles {
  const database = join(folder, 'trousse.db')
  return {
    database,
    companions: [`${database}-wal`, `${database}-shm`],
    keyCheck: join(folder, 'trousse.check'),
    closed: join(folder, 'trousse.closed'),
    backups: join(folder, 'backups'),
    quarantine: join(folder, 'quarantine'),
    blobs: join(folder, 'blobs'),
  }
}

export const databaseExists = (folder: string): boolean => existsSync(storeFiles(folder).database)

/** A database is here, or was: `openStore` then rejects with `store-missing` rather than make a blank one. */
export const databaseWasCreated = async (folder: string): Promise<boolean> =>
  databaseExists(folder) || existsSync(storeFiles(folder).keyCheck)

export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: OWNER_ONLY_FOLDER })
}

/** Rejects with `store-network-drive`: SQLite's write-ahead log is not safe there (sqlite.org/wal.html). */
export async function refuseNetworkDrive(folder: string): Promise<void> {
  const isUnc = /^[\\/]{2}(?![?.][\\/])/.test(folder) || /^\\\\\?\\UNC\\/i.test(folder)
  if (process.platform === 'win32' && isUnc) throw new TrousseError('store-network-drive')
  if (process.platform !== 'linux') return
  const { type } = await statfs(folder)
  if (NETWORK_FILE_SYSTEMS.has(type >>> 0)) throw new TrousseError('store-network-drive')
}

/** An instant as a part of a file name: Windows takes no colon. */
export const instantForFileName = (at: string): string => at.replaceAll(':', '-')

/**
 * Moves an unreadable database aside, with its log, into `quarantine/<time>/`. Nothing is deleted.
 * Returns that folder, or null when there was nothing to move.
 *
 * @param at ISO instant.
 */
export async function quarantineDatabase(folder: string, at: string): Promise<string | null> {
  const files = storeFiles(folder)
  const present = [files.database, ...files.companions, files.keyCheck].filter((path) => existsSync(path))
  if (present.length === 0) return null
  const target = await freeFolder(join(files.quarantine, instantForFileName(at)))
  // The database last: while it is there, a crash leaves something that is seen and moved again.
  for (const path of present.reverse())
    await rename(path, join(target, path.slice(folder.length).replace(/^[\\/]/, '')))
  await fsyncDirectory(target)
  await fsyncDirectory(folder)
  return target
}

async function freeFolder(wanted: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const path = attempt === 0 ? wanted : `${wanted}-${attempt}`
    if (existsSync(path)) continue
    await makePrivateFolder(path)
    return path
  }
}

export interface BackupFile {
  readonly name: string
  /** ISO instant, from the name: the file's own date changes when it is copied. */
  readonly at: string
  readonly bytes: number
}

const BACKUP_NAME = /^trousse-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2}(?:\.\d+)?)Z(?:-v\d+)?(?:-(\d+))?\.db$/

/** Verified backups, newest first. A copy cut before it was verified has another name and is not listed. */
export async function listBackups(folder: string): Promise<BackupFile[]> {
  return listBackupFolder(storeFiles(folder).backups)
}

export async function listBackupFolder(path: string): Promise<BackupFile[]> {
  const backups: (BackupFile & { readonly number: number })[] = []
  for (const name of await namesIn(path)) {
    const parts = BACKUP_NAME.exec(name)
    if (parts === null) continue
    const [, day, hours, minutes, seconds, number = '0'] = parts
    const { size } = await stat(join(path, name))
    backups.push({ name, at: `${day}T${hours}:${minutes}:${seconds}Z`, bytes: size, number: Number(number) })
  }
  backups.sort((a, b) => (a.at === b.at ? b.number - a.number : a.at < b.at ? 1 : -1))
  return backups.map(({ number: _, ...backup }) => backup)
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
