/** A self-opening page from its parts: size known first, bytes made as they are written. */
import { createHash, randomBytes } from 'node:crypto'
import type { Locale } from '../../domain/written-format.ts'
import type { DocumentStream } from './document-streams.ts'
import {
  chunkCount,
  chunkLine,
  cutChunks,
  deriveKey,
  encodedBytes,
  HTML_FORMAT,
  HTML_VERSION,
  ID_BYTES,
  PBKDF2_ROUNDS,
  SALT_BYTES,
  sealCheck,
  sealChunk,
} from './framing.ts'
import type { PackHead, PackIndex } from './pack-index.ts'
import { headText, scaffold } from './scaffold.ts'

/** What a passphrase becomes for one page: a salt of its own, and the key. */
export interface PageLock {
  readonly passphrase: string
  readonly salt: Uint8Array
  readonly key: Uint8Array
}

/** Takes a fifth of a second or more, off the main thread. */
export async function makeLock(passphrase: string): Promise<PageLock> {
  const salt = randomBytes(SALT_BYTES)
  return { passphrase, salt, key: await deriveKey(passphrase, salt, PBKDF2_ROUNDS) }
}

export interface PageParts {
  /** JSON of the manifest. */
  readonly manifest: string
  readonly title: string
  readonly body: string
  readonly locale: Locale
  /** ISO instant, or null. */
  readonly expiresAt: string | null
  /** Null: in clear. */
  readonly lock: PageLock | null
  readonly documents: readonly DocumentStream[]
}

export interface PreparedPage {
  /** Exact size of the file. */
  readonly bytes: number
  readonly pieces: () => AsyncIterable<Uint8Array>
}

const NO_HASH = '0'.repeat(64)

function streamsOf(documents: readonly DocumentStream[]): PackIndex['streams'] {
  const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64')
  return documents.map(({ path, bytes, chunks, key }) => ({
    path,
    bytes,
    chunks,
    seal: key === null ? null : { id: base64(key.id), key: base64(key.key) },
  }))
}

async function* once(data: Uint8Array): AsyncGenerator<Uint8Array> {
  yield data
}

/** Lays the page out. Nothing of the documents is read yet. A lock serves one page: its key counts its nonces. */
export function preparePage(parts: PageParts): PreparedPage {
  const id = randomBytes(ID_BYTES)
  const { lock } = parts
  const key = lock?.key ?? null
  const { manifest, title, body } = parts
  const index: PackIndex = { manifest, body, title, scaffoldSha256: NO_HASH, streams: streamsOf(parts.documents) }
  // The hash is put in last: it has the length of the one that stands for it.
  const indexBytes = Buffer.byteLength(JSON.stringify(index))
  const indexChunks = chunkCount(indexBytes)
  const head: PackHead = {
    format: HTML_FORMAT,
    version: HTML_VERSION,
    id: id.toString('base64'),
    locale: parts.locale,
    expiresAt: parts.expiresAt,
    kdf:
      lock === null
        ? null
        : {
            name: 'PBKDF2',
            hash: 'SHA-256',
            rounds: PBKDF2_ROUNDS,
            salt: Buffer.from(lock.salt).toString('base64'),
          },
    indexChunks,
    chunks: parts.documents.reduce((sum, document) => sum + document.chunks, indexChunks),
  }
  const check = key === null ? '' : Buffer.from(sealCheck(key, headText(head))).toString('base64')
  const { before, after } = scaffold(head, check)
  const scaffoldSha256 = createHash('sha256').update(before).update(after).digest('hex')
  const sealed = Buffer.from(JSON.stringify({ ...index, scaffoldSha256 }))
  return {
    bytes:
      Buffer.byteLength(before) +
      Buffer.byteLength(after) +
      encodedBytes(indexBytes, key !== null) +
      parts.documents.reduce((sum, document) => sum + document.encodedBytes, 0),
    async *pieces() {
      yield Buffer.from(before)
      let place = 0
      for await (const chunk of cutChunks(once(sealed))) {
        yield chunkLine(key === null ? chunk : sealChunk({ id, key }, place, indexChunks, chunk))
        place += 1
      }
      for (const document of parts.documents) yield* document.lines()
      yield Buffer.from(after)
    },
  }
}
