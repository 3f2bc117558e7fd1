/** AES-256-GCM over short secrets, and the two ways a wrapping key is derived. */
import { createCipheriv, createDecipheriv, hkdfSync, scrypt } from 'node:crypto'

export const KEY_BYTES = 32
export const SALT_BYTES = 16
/** NIST SP 800-38D: 96 bits, random, never reused with the same key. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Base 64 of the nonce, and of the encrypted bytes followed by the 16-byte tag. */
export interface SealedBox {
  readonly nonce: string
  readonly box: string
}

/** `random` gives that many unpredictable bytes; `crypto.randomBytes` outside tests. */
export type RandomBytes = (size: number) => Uint8Array

/** Encrypts `plain`; `label` is authenticated with it, so that a box moved to another place does not open. */
export function seal(key: Uint8Array, plain: Uint8Array, label: string, random: RandomBytes): SealedBox {
  const nonce = random(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(label, 'utf8'))
  const box = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return { nonce: Buffer.from(nonce).toString('base64'), box: box.toString('base64') }
}

/** The plain bytes, or null when the key, the label or a single bit is not the one it was sealed with. */
export function unseal(key: Uint8Array, sealed: SealedBox, label: string): Uint8Array | null {
  const nonce = Buffer.from(sealed.nonce, 'base64')
  const bytes = Buffer.from(sealed.box, 'base64')
  if (nonce.length !== NONCE_BYTES || bytes.length < TAG_BYTES) return null
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(label, 'utf8'))
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()])
  } catch {
    return null
  }
}

export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/**
 * OWASP Password Storage Cheat Sheet (scrypt, 2^17, 8, 1): 128 MiB, about 0.4 s on a school laptop.
 * The floor that reliability.md K1 asks for is 64 MiB.
 */
export const SCRYPT_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }

/** scrypt's working memory in bytes (RFC 7914 §2). */
export const scryptMemory = ({ N, r }: ScryptCost): number => 128 * N * r

/** A key from something a person chose and remembers. Runs on libuv's pool, not on the main thread. */
export function keyFromPassphrase(passphrase: string, salt: Uint8Array, cost: ScryptCost): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    // The same passphrase typed on another keyboard or system must give the same bytes.
    const text = passphrase.normalize('NFKC')
    // Node's own count adds some kilobytes to the formula; without room it refuses.
    const maxmem = scryptMemory(cost) + 1024 * 1024
    scrypt(text, salt, KEY_BYTES, { ...cost, maxmem }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}

/** A key from bytes that are already unpredictable (RFC 5869); `purpose` keeps the uses apart. */
export const keyFromSecret = (secret: Uint8Array, salt: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, salt, purpose, KEY_BYTES))
