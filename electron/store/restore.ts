/** Putting a verified backup in the database's place; what was there goes to the quarantine. */
import { copyFile, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import { fsyncDirectory } from '../platform/files.ts'
import { verifyDatabase } from './backup.ts'
import { writeKeyCheck } from './key-check.ts'
import { latestVersion, MIGRATIONS } from './migrations/index.ts'
import { listBackups, quarantineDatabase, storeFiles } from './store-files.ts'

export interface RestoreOptions {
  readonly folder: string
  /** As `listBackups` gave it: never a path. */
  readonly name: string
  readonly key: Uint8Array
  /** ISO instant, names the quarantine folder. */
  readonly at: string
  readonly nativeBinding?: string | undefined
}

/**
 * Checks the copy first: when it is not usable the present database stays where it is. Throws `not-found`,
 * `store-damaged`, `store-not-ours`, `store-too-new`, `disk-full`.
 */
export async function restoreDatabase(options: RestoreOptions): Promise<void> {
  const files = storeFiles(options.folder)
  const known = await listBackups(options.folder)
  if (!known.some((backup) => backup.name === options.name)) throw new TrousseError('not-found')
  const temporary = `${files.database}.part`
  await rm(temporary, { force: true })
  try {
    await copyFile(join(files.backups, options.name), temporary)
    const { version } = verifyDatabase(temporary, options)
    const latest = latestVersion(MIGRATIONS)
    if (version > latest) throw new TrousseError('store-too-new', { found: version, known: latest })
    const file = await open(temporary, 'r+')
    await file.sync().finally(() => file.close())
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await quarantineDatabase(options.folder, options.at)
  await rename(temporary, files.database)
  await fsyncDirectory(options.folder)
  await writeKeyCheck(files.keyCheck, options.key)
}
