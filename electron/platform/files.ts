/** Writing files so that a crash leaves the old content or the new, never a part. */
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** Readable by its owner only: everything Trousse writes is about people. */
const OWNER_ONLY = 0o600

/**
 * Writes beside the target, flushes, then takes the target's place. `mode` is the new file's (ignored by Windows).
 * Rejects with the system's own error (ENOSPC, EROFS, EACCES…); the target is then as it was.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array,
  options: { readonly mode?: number } = {},
): Promise<void> {
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`
  try {
    const file = await open(temporary, 'wx', options.mode ?? OWNER_ONLY)
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  await fsyncDirectory(dirname(path))
}

/** Makes a rename survive a power cut. Windows has no such call and journals its renames itself. */
export async function fsyncDirectory(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(folder, 'r')
  try {
    await directory.sync()
  } catch (error) {
    // Some network and USB file systems refuse to flush a folder; the file itself is flushed.
    if (!['EINVAL', 'ENOTSUP', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    await directory.close()
  }
}

/** Hexadecimal SHA-256 of a file's bytes, read as a stream. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
