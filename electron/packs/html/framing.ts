/**
 * How the encrypted part of a self-opening page is cut and sealed. A *stream* (the index of the pack, or one
 * document) is cut into chunks, each sealed with AES-256-GCM under the stream's own key. What a chunk is (which
 * stream, its place, how many there are) is authenticated with it, so that one that is moved, dropped, repeated
 * or taken from another pack does not open. The index lists the streams of the documents and their keys, and is
 * itself sealed under the key of the passphrase: who changes anything changes something that is checked.
 *
 * docs/adr/0007-self-opening-page.md says why; `opener-script.ts` is the other side, in the browser.
 */
import { createCipheriv, createDecipheriv, pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

export const HTML_FORMAT = 'trousse-html-pack'
export const HTML_VERSION = 1

/**
 * Rounds of PBKDF2-HMAC-SHA-256 from the passphrase to the key: OWASP's Password Storage Cheat Sheet (2023)
 * asks for 600,000. Generated passphrases carry 110 bits by themselves; this slows guesses at typed ones.
 */
export const PBKDF2_ROUNDS = 600_000
/** A page that asks for more would only freeze whoever opens it. */
export const MAX_PBKDF2_ROUNDS = 10_000_000
export const SALT_BYTES = 16
export const ID_BYTES = 16
const KEY_BYTES = 32
const TAG_BYTES = 16
const NONCE_BYTES = 12

/** Plain bytes in a chunk, the last one aside: small enough that decoding one never holds a page up. */
export const CHUNK_BYTES = 1024 ** 2

/** Read by the browser as data: inert, and never shown. */
export const CHUNK_OPEN = '<script type="application/x-trousse">'
export const CHUNK_CLOSE = '</script>\n'
export const CHUNK_MARKUP_BYTES = CHUNK_OPEN.length + CHUNK_CLOSE.length

/** A stream without bytes still has one chunk: its absence would be nothing to check. */
export const chunkCount = (bytes: number): number => Math.max(1, Math.ceil(bytes / CHUNK_BYTES))

/** Bytes of a stream in the page, markup included; `sealed` is false in a pack in clear. */
export function encodedBytes(bytes: number, sealed: boolean): number {
  const chunks = chunkCount(bytes)
  const base64 = (length: number): number => Math.ceil(length / 3) * 4
  const tag = sealed ? TAG_BYTES : 0
  const last = bytes - (chunks - 1) * CHUNK_BYTES
  return (chunks - 1) * base64(CHUNK_BYTES + tag) + base64(last + tag) + chunks * CHUNK_MARKUP_BYTES
}

export interface StreamKey {
  /** Unpredictable; 16 bytes. */
  readonly id: Uint8Array
  /** 32 bytes, for this stream alone: that is what makes counted nonces safe. */
  readonly key: Uint8Array
}

export const newStreamKey = (): StreamKey => ({ id: randomBytes(ID_BYTES), key: randomBytes(KEY_BYTES) })

/** The chunk's number; a key seals one stream, so no nonce is used twice under it (NIST SP 800-38D §8.2.1). */
function nonceOf(index: number): Uint8Array {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUInt32BE(index, NONCE_BYTES - 4)
  return nonce
}

/** No chunk has this one: there are not that many. */
const CHECK_NONCE = new Uint8Array(NONCE_BYTES).fill(0xff)

/** What a chunk is: format, stream, place and number of chunks. */
function associatedData(id: Uint8Array, index: number, count: number): Uint8Array {
  const place = Buffer.alloc(8)
  place.writeUInt32BE(index, 0)
  place.writeUInt32BE(count, 4)
  return Buffer.concat([Buffer.from(`${HTML_FORMAT}/${HTML_VERSION}`), id, place])
}

function seal(key: Uint8Array, nonce: Uint8Array, data: Uint8Array, about: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(about)
  return Buffer.concat([cipher.update(data), cipher.final(), cipher.getAuthTag()])
}

function unseal(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, about: Uint8Array): Uint8Array {
  const cut = sealed.byteLength - TAG_BYTES
  if (cut < 0) throw new RangeError('shorter than its tag')
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(about)
  decipher.setAuthTag(sealed.subarray(cut))
  return Buffer.concat([decipher.update(sealed.subarray(0, cut)), decipher.final()])
}

export const sealChunk = ({ id, key }: StreamKey, index: number, count: number, data: Uint8Array): Uint8Array =>
  seal(key, nonceOf(index), data, associatedData(id, index, count))

/** Throws when one bit of the chunk, its place, the number of chunks or the stream is not what was sealed. */
export const openChunk = ({ id, key }: StreamKey, index: number, count: number, sealed: Uint8Array): Uint8Array =>
  unseal(key, nonceOf(index), sealed, associatedData(id, index, count))

/** Sealed nothing, bound to the page's head: tells a wrong passphrase at once, and a changed head with it. */
export const sealCheck = (key: Uint8Array, head: string): Uint8Array =>
  seal(key, CHECK_NONCE, new Uint8Array(0), Buffer.from(head))

export function passesCheck(key: Uint8Array, head: string, check: Uint8Array): boolean {
  try {
    return check.byteLength === TAG_BYTES && unseal(key, CHECK_NONCE, check, Buffer.from(head)).byteLength === 0
  } catch {
    return false
  }
}

const pbkdf2Async = promisify(pbkdf2)

/** Off the main thread; passphrases are ASCII (`passphrase.ts`), so that no keyboard writes them in other bytes. */
export const deriveKey = (passphrase: string, salt: Uint8Array, rounds: number): Promise<Uint8Array> =>
  pbkdf2Async(passphrase, salt, rounds, KEY_BYTES, 'sha256')

/** Cuts any pieces into chunks of `CHUNK_BYTES`; at least one, perhaps empty. */
export async function* cutChunks(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  let filled = 0
  let sent = 0
  for await (const piece of pieces) {
    for (let offset = 0; offset < piece.byteLength; ) {
      const taken = Math.min(CHUNK_BYTES - filled, piece.byteLength - offset)
      buffer.set(piece.subarray(offset, offset + taken), filled)
      filled += taken
      offset += taken
      if (filled < CHUNK_BYTES) continue
      sent += 1
      yield buffer
      // The one just given may still be on its way to the drive.
      buffer = Buffer.allocUnsafe(CHUNK_BYTES)
      filled = 0
    }
  }
  if (filled > 0 || sent === 0) yield buffer.subarray(0, filled)
}

/** One chunk as a line of the page. */
export function chunkLine(data: Uint8Array): Uint8Array {
  const base64 = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')
  const line = Buffer.allocUnsafe(base64.length + CHUNK_MARKUP_BYTES)
  line.write(CHUNK_OPEN, 0, 'latin1')
  line.write(base64, CHUNK_OPEN.length, 'latin1')
  line.write(CHUNK_CLOSE, CHUNK_OPEN.length + base64.length, 'latin1')
  return line
}

/**
 * The bytes of a base64 text, or null when it is not the one text that these bytes have: what decodes the same
 * without being the same was not written by Trousse. Node skips what it does not know and takes `-` and `_`.
 */
export function decodeBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0 || text.includes('-') || text.includes('_')) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const data = Buffer.from(text, 'base64')
  if (data.byteLength !== (text.length / 4) * 3 - padding) return null
  // The last group alone may hold bits that no byte shows.
  const lastGroup = data.subarray(data.byteLength - ((3 - padding) % 4)).toString('base64')
  return text === '' || lastGroup === text.slice(-4) ? data : null
}
