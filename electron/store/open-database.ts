/**
 * Opening the database file: look first without touching it, refuse what cannot be used, then open for
 * writing and bring the schema up to date. A refused file is byte for byte as it was.
 */
import { existsSync } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { TrousseError } from '../contract/errors.ts'
import { takeCleanClose } from './clean-close.ts'
import { APPLICATION_ID, type OpenedDatabase, openConnection } from './connection.ts'
import { readKeyCheck, writeKeyCheck } from './key-check.ts'
import { latestVersion, MIGRATIONS, type Migration } from './migrations/index.ts'
import { migrate } from './migrations/migrate.ts'
import { asStoreError, systemCode } from './sqlite-errors.ts'
import { makePrivateFolder, refuseNetworkDrive, storeFiles } from './store-files.ts'

const PLAIN_SQLITE_HEADER = 'SQLite format 3\0'
/** SQLite's page size, with which our files are made; a length that is no multiple was cut. */
const PAGE_BYTES = 4096

export interface DatabaseOptions {
  readonly folder: string
  readonly key: Uint8Array
  readonly nativeBinding?: string | undefined
  /** Other than the released ones in tests of the migration runner. */
  readonly migrations?: readonly Migration[]
}

/** Opens or creates the space's database for writing. Throws as `OpenStore` says (store/api.ts). */
export async function openDatabase(options: DatabaseOptions): Promise<OpenedDatabase> {
  try {
    return await lookThenOpen(options)
  } catch (error) {
    throw asStoreError(error)
  }
}

async function lookThenOpen(options: DatabaseOptions): Promise<OpenedDatabase> {
  const { folder, key } = options
  const files = storeFiles(folder)
  const migrations = options.migrations ?? MIGRATIONS
  await makePrivateFolder(folder)
  await refuseNetworkDrive(folder)
  const check = await readKeyCheck(files.keyCheck, key)
  const bytes = await sizeOf(files.database)
  // The check file is written once the database is whole: it stands for a database that was here.
  if (check !== 'missing' && bytes === null) throw new TrousseError('store-missing')
  if (check !== 'missing' && bytes === 0) throw new TrousseError('store-damaged')
  const closedCleanly = await takeCleanClose(folder)
  if (bytes !== null && bytes > 0) await lookAt(options, migrations, { check, closedCleanly })
  const database = openConnection({
    path: files.database,
    key,
    mode: 'read-write',
    mustExist: false,
    nativeBinding: options.nativeBinding,
  })
  try {
    await migrate(database, { migrations, folder, key, nativeBinding: options.nativeBinding })
    if (check !== 'right') await writeKeyCheck(files.keyCheck, key)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

async function lookAt(
  options: DatabaseOptions,
  migrations: readonly Migration[],
  { check, closedCleanly }: { readonly check: 'right' | 'wrong' | 'missing'; readonly closedCleanly: boolean },
): Promise<void> {
  const { database: path, companions } = storeFiles(options.folder)
  if ((await firstBytes(path)) === PLAIN_SQLITE_HEADER) throw new TrousseError('store-not-ours')
  const absentBefore = companions.filter((companion) => !existsSync(companion))
  try {
    const looking = openConnection({
      path,
      key: options.key,
      mode: 'read-only',
      mustExist: true,
      nativeBinding: options.nativeBinding,
    })
    try {
      examine(looking, migrations, closedCleanly)
    } finally {
      looking.close()
    }
  } catch (error) {
    if (systemCode(error) !== 'SQLITE_NOTADB') throw error
    throw new TrousseError((await isWrongKey(path, check)) ? 'store-wrong-key' : 'store-damaged', {}, { cause: error })
  } finally {
    // A read-only look leaves empty companions behind; a log that was there is never touched.
    for (const companion of absentBefore) await rm(companion, { force: true })
  }
}

function examine(database: OpenedDatabase, migrations: readonly Migration[], closedCleanly: boolean): void {
  const version = Number(database.pragma('user_version'))
  const application = database.pragma('application_id')
  if (application !== APPLICATION_ID) {
    const row = database.connection.read<{ objects: number }>('SELECT count(*) AS objects FROM sqlite_schema').get()
    // Our own creation, cut before its one transaction: there is nothing in it yet.
    const blank = application === 0 && version === 0 && row?.objects === 0
    if (!blank) throw new TrousseError('store-not-ours')
  }
  const latest = latestVersion(migrations)
  if (version > latest) throw new TrousseError('store-too-new', { found: version, known: latest })
  if (!closedCleanly && database.pragma('quick_check(1)') !== 'ok') throw new TrousseError('store-damaged')
}

/** Without a usable check file, a cut or blanked file is called damaged and anything else a wrong key. */
async function isWrongKey(path: string, check: 'right' | 'wrong' | 'missing'): Promise<boolean> {
  if (check !== 'missing') return check === 'wrong'
  const { size } = await stat(path)
  return size % PAGE_BYTES === 0 && /[^\0]/.test(await firstBytes(path))
}

async function firstBytes(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(PLAIN_SQLITE_HEADER.length)
    await file.read(buffer, 0, buffer.length, 0)
    return buffer.toString('latin1')
  } finally {
    await file.close()
  }
}
