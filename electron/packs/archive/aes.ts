/**
 * AES as WinZip puts it into a ZIP (AE-2, strength 3): keys by PBKDF2-HMAC-SHA-1 with 1,000 rounds, AES-256 in counter
 * mode with a little-endian counter from 1, HMAC-SHA-1 over what is encrypted, cut to ten bytes (facts/reliability §4).
 * Node's own counter mode counts big-endian, so the counters are written here and its block cipher does the rest.
 */
import { type Cipher, createCipheriv, createHmac, type Hmac, pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

export const SALT_BYTES = 16
export const VERIFIER_BYTES = 2
export const CODE_BYTES = 10
/** What stands around an encrypted content. */
export const AES_OVERHEAD = SALT_BYTES + VERIFIER_BYTES + CODE_BYTES
const KEY_BYTES = 32
const ROUNDS = 1000
const BLOCK = 16
/** Blocks of key stream made at once: 64 KiB. */
const BLOCKS_AT_ONCE = 4096

const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1
const swapped = (word: number): number =>
  ((word & 0xff) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)

/** What a passphrase becomes for one entry. */
export interface EntryKey {
  readonly salt: Uint8Array
  readonly cipherKey: Uint8Array
  readonly codeKey: Uint8Array
  /** Tells most wrong passphrases before anything is read. */
  readonly verifier: Uint8Array
}

/** With a salt of its own unless one was read from an archive. */
export async function entryKey(passphrase: string, salt: Uint8Array = randomBytes(SALT_BYTES)): Promise<EntryKey> {
  const length = 2 * KEY_BYTES + VERIFIER_BYTES
  const made = await promisify(pbkdf2)(passphrase, salt, ROUNDS, length, 'sha1')
  return {
    salt,
    cipherKey: made.subarray(0, KEY_BYTES),
    codeKey: made.subarray(KEY_BYTES, 2 * KEY_BYTES),
    verifier: made.subarray(2 * KEY_BYTES),
  }
}

/** The key stream from any place of the content on; the same operation closes and opens. */
export class Counter {
  readonly #cipher: Cipher
  readonly #blocks = new Uint32Array((BLOCKS_AT_ONCE * BLOCK) / 4)
  #next: number
  #stream: Uint8Array = new Uint8Array(0)
  #used = 0

  /** @param at place in the content, in bytes */
  constructor(key: EntryKey, at = 0) {
    this.#cipher = createCipheriv('aes-256-ecb', key.cipherKey, null).setAutoPadding(false)
    this.#next = Math.floor(at / BLOCK) + 1
    const into = at % BLOCK
    if (into === 0) return
    this.#refill()
    this.#used = into
  }

  #refill(): void {
    const { length } = this.#blocks
    for (let at = 0, count = this.#next; at < length; at += BLOCK / 4, count += 1) {
      this.#blocks[at] = LITTLE_ENDIAN ? count : swapped(count)
      const high = Math.floor(count / 2 ** 32)
      this.#blocks[at + 1] = LITTLE_ENDIAN ? high : swapped(high)
    }
    this.#next += BLOCKS_AT_ONCE
    this.#stream = this.#cipher.update(new Uint8Array(this.#blocks.buffer))
    this.#used = 0
  }

  /** @returns as many bytes, in memory of their own */
  apply(data: Uint8Array): Uint8Array {
    const out = Buffer.allocUnsafeSlow(data.byteLength)
    for (let at = 0; at < out.byteLength; ) {
      if (this.#used >= this.#stream.byteLength) this.#refill()
      const length = Math.min(out.byteLength - at, this.#stream.byteLength - this.#used)
      out.set(this.#stream.subarray(this.#used, this.#used + length), at)
      at += length
      this.#used += length
    }
    xor(out, data)
    return out
  }
}

/** Four bytes at a time: `out` begins where its memory does. */
function xor(out: Uint8Array, data: Uint8Array): void {
  const words = out.byteLength >> 2
  // A copy costs far less than going byte by byte.
  const from = data.byteOffset % 4 === 0 ? data : Uint8Array.from(data)
  const target = new Uint32Array(out.buffer, out.byteOffset, words)
  const source = new Uint32Array(from.buffer, from.byteOffset, words)
  for (let index = 0; index < words; index += 1) target[index] = (target[index] ?? 0) ^ (source[index] ?? 0)
  for (let at = words * 4; at < out.byteLength; at += 1) out[at] = (out[at] ?? 0) ^ (data[at] ?? 0)
}

export const codeOf = (key: EntryKey): Hmac => createHmac('sha1', key.codeKey)
export const endCode = (code: Hmac): Uint8Array => code.digest().subarray(0, CODE_BYTES)

/** The content of an entry as it stands in the archive; the same bytes each time. */
export async function* sealEntry(key: EntryKey, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([key.salt, key.verifier])
  const counter = new Counter(key)
  const code = codeOf(key)
  for await (const piece of content) {
    const sealed = counter.apply(piece)
    code.update(sealed)
    yield sealed
  }
  yield endCode(code)
}
