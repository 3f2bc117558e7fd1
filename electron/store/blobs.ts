/**
 * Attachments at rest: each file once, under a name that only the key can give, encrypted in pieces so that
 * 2 GB pass through a few kilobytes of memory. The construction is STREAM as age uses it
 * (age-encryption.org/v1, "Payload"): one key per file, a counter as nonce, a flag on the last piece. A piece
 * that is changed, moved, repeated or missing at the end does not decrypt.
 *
 * File: magic and version (8 bytes), salt (32), then pieces of 64 KiB, each followed by its 16-byte tag.
 */
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../contract/errors.ts'
import { crashPoint } from '../platform/crash-point.ts'
import { fsyncDirectory } from '../platform/files.ts'
import { asStoreError, systemCode } from './sqlite-errors.ts'
import { makePrivateFolder } from './store-files.ts'

const MAGIC = Buffer.from('TRSBLOB1', 'latin1')
const SALT_BYTES = 32
const KEY_BYTES = 32
const TAG_BYTES = 16
const PIECE_BYTES = 64 * 1024
const NONCE_BYTES = 12
const OWNER_ONLY = 0o600
const SHA256_HEX = /^[0-9a-f]{64}$/

export interface BlobStore {
  /**
   * Keeps a file; one already here is not written again. Rejects with `cancelled`, `disk-full`, or what the
   * source throws, and then leaves nothing behind.
   */
  put(
    source: AsyncIterable<Uint8Array> | Uint8Array,
    options?: { readonly signal?: AbortSignal },
  ): Promise<{ sha256: string; bytes: number }>
  has(sha256: string): Promise<boolean>
  /** Rejects with `not-found`, or `store-damaged` at the first piece that is not what was written. */
  read(sha256: string): AsyncIterable<Uint8Array>
  /** Also when it is not here. */
  remove(sha256: string): Promise<void>
}

export interface BlobStoreOptions {
  readonly folder: string
  /** The database's key, 32 bytes. Copied. */
  readonly key: Uint8Array
}

export async function openBlobStore({ folder, key }: BlobStoreOptions): Promise<BlobStore> {
  const root = derive(key, new Uint8Array(), 'trousse/blobs')
  const nameKey = derive(root, new Uint8Array(), 'name')
  await makePrivateFolder(folder)
  await removeUnfinished(folder)
  // A hash of public content would say which files are here to whoever can hash them too.
  const pathOf = (sha256: string): string => {
    if (!SHA256_HEX.test(sha256)) throw new TrousseError('invalid-request', { field: 'sha256' })
    const name = createHmac('sha256', nameKey).update(sha256).digest('hex')
    return join(folder, name.slice(0, 2), name)
  }

  const has = async (sha256: string): Promise<boolean> => {
    try {
      return (await stat(pathOf(sha256))).isFile()
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return false
      throw asStoreError(error)
    }
  }

  return {
    has,
    async put(source, { signal } = {}) {
      const temporary = join(folder, `${process.pid}-${randomBytes(16).toString('hex')}.part`)
      try {
        const written = await encryptTo(temporary, root, source, signal)
        if (await has(written.sha256)) {
          await rm(temporary)
          return written
        }
        const path = pathOf(written.sha256)
        const shelf = join(path, '..')
        const isNew = (await mkdir(shelf, { recursive: true, mode: 0o700 })) !== undefined
        crashPoint('store.blob.before-rename')
        await rename(temporary, path)
        await fsyncDirectory(shelf)
        if (isNew) await fsyncDirectory(folder)
        return written
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {})
        throw systemCode(error) === '' ? error : asStoreError(error)
      }
    },
    read: (sha256) => decryptFrom(pathOf(sha256), root),
    async remove(sha256) {
      await rm(pathOf(sha256), { force: true })
    },
  }
}

const derive = (key: Uint8Array, salt: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, salt, purpose, KEY_BYTES))

/** Temporary files that a crash left. The terminal may be writing beside the window: what a live process writes stays. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.part')) continue
    const writer = Number.parseInt(name, 10)
    if (writer === process.pid || !isAlive(writer)) await rm(join(folder, name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    // Signal 0 only asks.
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) === 'EPERM'
  }
}

async function encryptTo(
  path: string,
  root: Uint8Array,
  source: AsyncIterable<Uint8Array> | Uint8Array,
  signal: AbortSignal | undefined,
): Promise<{ sha256: string; bytes: number }> {
  const salt = randomBytes(SALT_BYTES)
  const key = derive(root, salt, 'payload')
  const hash = createHash('sha256')
  let bytes = 0
  let counter = 0
  const file = await open(path, 'wx', OWNER_ONLY)
  try {
    const seal = async (piece: Uint8Array, last: boolean) => {
      hash.update(piece)
      bytes += piece.byteLength
      const cipher = createCipheriv('aes-256-gcm', key, nonce(counter++, last))
      await file.writeFile(Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]))
    }
    await file.writeFile(Buffer.concat([MAGIC, salt]))
    let waiting: Uint8Array | null = null
    for await (const piece of pieces(source, signal)) {
      // Only the end of the source tells which piece is the last.
      if (waiting !== null) await seal(waiting, false)
      waiting = piece
    }
    await seal(waiting ?? new Uint8Array(), true)
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** 96 bits: 88 of counter, 8 that say whether this is the last piece. */
function nonce(counter: number, last: boolean): Buffer {
  const value = Buffer.alloc(NONCE_BYTES)
  value.writeUIntBE(counter, NONCE_BYTES - 1 - 6, 6)
  value[NONCE_BYTES - 1] = last ? 1 : 0
  return value
}

/** The source cut into full pieces, the last one shorter. */
async function* pieces(
  source: AsyncIterable<Uint8Array> | Uint8Array,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  let buffer = Buffer.alloc(PIECE_BYTES)
  let filled = 0
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    let offset = 0
    while (offset < chunk.byteLength) {
      if (signal?.aborted) throw new TrousseError('cancelled')
      const taken = Math.min(PIECE_BYTES - filled, chunk.byteLength - offset)
      buffer.set(chunk.subarray(offset, offset + taken), filled)
      filled += taken
      offset += taken
      if (filled === PIECE_BYTES) {
        yield buffer
        buffer = Buffer.alloc(PIECE_BYTES)
        filled = 0
      }
    }
  }
  if (signal?.aborted) throw new TrousseError('cancelled')
  if (filled > 0) yield buffer.subarray(0, filled)
}

async function* decryptFrom(path: string, root: Uint8Array): AsyncGenerator<Uint8Array> {
  const file = await openToRead(path)
  try {
    const head = await readExactly(file, MAGIC.length + SALT_BYTES)
    if (head === null || !head.subarray(0, MAGIC.length).equals(MAGIC)) throw new TrousseError('store-damaged')
    const key = derive(root, head.subarray(MAGIC.length), 'payload')
    const { size } = await file.stat()
    let left = size - head.length
    for (let counter = 0; ; counter++) {
      const sealed = await readExactly(file, Math.min(left, PIECE_BYTES + TAG_BYTES))
      if (sealed === null || sealed.length < TAG_BYTES) throw new TrousseError('store-damaged')
      left -= sealed.length
      yield unseal(key, counter, sealed, left === 0)
      if (left === 0) return
    }
  } catch (error) {
    throw systemCode(error) === '' ? error : asStoreError(error)
  } finally {
    await file.close()
  }
}

function unseal(key: Uint8Array, counter: number, sealed: Buffer, last: boolean): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(counter, last), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
  const piece = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES))
  try {
    decipher.final()
  } catch (error) {
    throw new TrousseError('store-damaged', {}, { cause: error })
  }
  return piece
}

async function openToRead(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw systemCode(error) === 'ENOENT' ? new TrousseError('not-found') : asStoreError(error)
  }
}

/** Null when the file ends before. */
async function readExactly(file: FileHandle, length: number): Promise<Buffer | null> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled)
    if (bytesRead === 0) return null
    filled += bytesRead
  }
  return buffer
}
