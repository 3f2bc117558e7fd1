/**
 * The key of a space's database: 32 random bytes, kept only wrapped. Any one wrap opens it:
 * the computer's keychain, a passphrase, the printed recovery code; or, for the demonstration, a constant.
 * reliability.md K1–K3.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { TrousseError } from '../contract/errors.ts'
import { decodeRecoveryCode, encodeRecoveryCode, RECOVERY_BYTES } from './recovery-code.ts'
import {
  KEY_BYTES,
  keyFromPassphrase,
  keyFromSecret,
  type RandomBytes,
  SALT_BYTES,
  SCRYPT_COST,
  seal,
  unseal,
} from './sealed-box.ts'
import { findWrap, hasVault, newVault, readVault, type Vault, type WrapOf, withWrap, writeVault } from './vault-file.ts'

export { hasVault, VAULT_FILE } from './vault-file.ts'

/** The computer's own keychain, as Electron's safeStorage gives it; absent under plain Node. */
export interface OsCipher {
  /** `ok` only when the encryption is real: `basic_text` (a constant in Chromium) is not. */
  available(): { readonly ok: boolean; readonly backend: string }
  encrypt(text: string): Buffer
  decrypt(box: Buffer): string
}

/** For the terminal and servers: no keychain. */
export const noOsCipher: OsCipher = {
  available: () => ({ ok: false, backend: 'none' }),
  encrypt: () => {
    throw new TrousseError('vault-locked')
  },
  decrypt: () => {
    throw new TrousseError('vault-locked')
  },
}

/**
 * In characters, some of them different: `aaaaaaaaaa` is ten of one. NIST SP 800-63B asks for eight at least; two
 * more, since whoever takes the file may try at leisure.
 */
const MIN_PASSPHRASE_LENGTH = 10
const MIN_DISTINCT_CHARACTERS = 5

/**
 * Published on purpose: the demonstration's data are invented and anybody may read them. It only makes the
 * demonstration take the same encrypted path as real data. Never accepted by a space of kind `own`.
 */
const DEMO_SECRET = Buffer.from('trousse: demonstration data, readable by anybody', 'utf8')

const LABEL = {
  passphrase: 'trousse-vault/1/passphrase',
  recovery: 'trousse-vault/1/recovery',
  demo: 'trousse-vault/1/demo',
}
const KEY_ID_BYTES = 16

export type Custody = 'os' | 'passphrase' | 'demo'

export interface Secret {
  readonly kind: 'passphrase' | 'recovery-code'
  readonly value: string
}

interface CreateOptions {
  readonly folder: string
  readonly os: OsCipher
  /** Needed where `os` is not available; ignored for `demo`. */
  readonly passphrase: string | null
  readonly kind: 'own' | 'demo'
  readonly random?: RandomBytes
}

/**
 * Makes the key and writes `vault.json`. The recovery code is returned once and kept nowhere (null for the
 * demonstration). Throws `vault-weak-passphrase` {minimum} when a passphrase is needed and missing or too
 * short, `invalid-request` when the folder already has a vault: overwriting it would lose its data for ever.
 */
export async function createVault(options: CreateOptions): Promise<{ key: Uint8Array; recoveryCode: string | null }> {
  const { folder, os, kind, passphrase, random = randomBytes } = options
  if (await hasVault(folder)) throw new TrousseError('invalid-request', { field: 'vault' })
  const key = Uint8Array.from(random(KEY_BYTES))
  const bare = newVault({ kind, keyId: keyId(key), wraps: [] })
  if (kind === 'demo') {
    await writeVault(folder, withWrap(bare, wrapForDemo(key, random)))
    return { key, recoveryCode: null }
  }
  const osUsable = os.available().ok
  if (!osUsable && passphrase === null)
    throw new TrousseError('vault-weak-passphrase', { minimum: MIN_PASSPHRASE_LENGTH })
  const { code, wrap } = wrapForRecovery(key, random)
  let vault = withWrap(bare, wrap)
  if (osUsable) vault = withWrap(vault, wrapForOs(key, os))
  if (passphrase !== null) vault = withWrap(vault, await wrapForPassphrase(key, passphrase, random))
  await writeVault(folder, vault)
  return { key, recoveryCode: code }
}

/**
 * The key of the folder's space. Without `secret` it asks the keychain (or needs none: demonstration).
 * Throws `vault-missing`, `vault-locked` (a secret is needed), `vault-wrong-passphrase`,
 * `vault-wrong-recovery-code`, `vault-os-key-lost` {stored, found} (the keychain no longer gives the key:
 * the recovery code or the passphrase does), `vault-damaged`, `vault-too-new`. Writes nothing.
 */
export async function openVault(options: {
  readonly folder: string
  readonly os: OsCipher
  readonly secret?: Secret
}): Promise<Uint8Array> {
  const { folder, os, secret } = options
  const vault = await readVault(folder)
  if (secret?.kind === 'passphrase') return openWithPassphrase(vault, secret.value)
  if (secret?.kind === 'recovery-code') return openWithRecoveryCode(vault, secret.value)
  if (vault.kind === 'demo') return openDemo(vault)
  const wrap = findWrap(vault, 'os')
  if (!wrap) throw new TrousseError('vault-locked')
  return openWithOs(vault, wrap, os)
}

/** How the folder's key is kept, for the window to say it. Throws as `readVault` does. */
export async function readCustody(
  folder: string,
): Promise<{ kind: 'own' | 'demo'; custody: Custody; passphrase: boolean }> {
  const vault = await readVault(folder)
  const passphrase = findWrap(vault, 'passphrase') !== undefined
  if (vault.kind === 'demo') return { kind: 'demo', custody: 'demo', passphrase }
  return { kind: 'own', custody: findWrap(vault, 'os') ? 'os' : 'passphrase', passphrase }
}

interface ChangeOptions {
  readonly folder: string
  readonly key: Uint8Array
  readonly random?: RandomBytes
}

/** Sets or replaces the passphrase of an open space; the database key stays. Throws `vault-weak-passphrase`. */
export async function changePassphrase(options: ChangeOptions & { readonly passphrase: string }): Promise<void> {
  const { folder, key, passphrase, random = randomBytes } = options
  const vault = await readOwnVault(folder, key)
  await writeVault(folder, withWrap(vault, await wrapForPassphrase(key, passphrase, random)))
}

/** Makes a new recovery code for an open space and returns it; the old one no longer opens anything. */
export async function replaceRecoveryCode(options: ChangeOptions): Promise<string> {
  const { folder, key, random = randomBytes } = options
  const vault = await readOwnVault(folder, key)
  const { code, wrap } = wrapForRecovery(key, random)
  await writeVault(folder, withWrap(vault, wrap))
  return code
}

/**
 * Gives the key of an open space to this computer's keychain: after a move to another computer or session,
 * so that the code is asked once. Returns false, and changes nothing, where there is no real keychain.
 */
export async function adoptOsKey(options: { folder: string; key: Uint8Array; os: OsCipher }): Promise<boolean> {
  if (!options.os.available().ok) return false
  const vault = await readOwnVault(options.folder, options.key)
  await writeVault(options.folder, withWrap(vault, wrapForOs(options.key, options.os)))
  return true
}

// --- wrapping ---------------------------------------------------------------------------------

const keyId = (key: Uint8Array): string =>
  Buffer.from(keyFromSecret(key, new Uint8Array(), 'trousse-vault/1/key-id').subarray(0, KEY_ID_BYTES)).toString(
    'base64',
  )

function isKeyOf(vault: Vault, key: Uint8Array): boolean {
  const expected = Buffer.from(vault.keyId, 'base64')
  const found = Buffer.from(keyId(key), 'base64')
  return expected.length === found.length && timingSafeEqual(expected, found)
}

/** Re-wrapping a key that is not this vault's would lock its data out for ever. */
async function readOwnVault(folder: string, key: Uint8Array): Promise<Vault> {
  const vault = await readVault(folder)
  if (vault.kind !== 'own' || !isKeyOf(vault, key)) throw new TrousseError('vault-locked')
  return vault
}

function wrapForOs(key: Uint8Array, os: OsCipher): WrapOf<'os'> {
  const box = os.encrypt(Buffer.from(key).toString('base64')).toString('base64')
  return { by: 'os', backend: os.available().backend, box }
}

async function wrapForPassphrase(
  key: Uint8Array,
  passphrase: string,
  random: RandomBytes,
): Promise<WrapOf<'passphrase'>> {
  const characters = [...passphrase.normalize('NFKC').trim()]
  if (characters.length < MIN_PASSPHRASE_LENGTH || new Set(characters).size < MIN_DISTINCT_CHARACTERS) {
    throw new TrousseError('vault-weak-passphrase', { minimum: MIN_PASSPHRASE_LENGTH })
  }
  const salt = random(SALT_BYTES)
  const wrapping = await keyFromPassphrase(passphrase, salt, SCRYPT_COST)
  const sealed = seal(wrapping, key, LABEL.passphrase, random)
  return { by: 'passphrase', cost: { ...SCRYPT_COST }, salt: Buffer.from(salt).toString('base64'), ...sealed }
}

function wrapForRecovery(key: Uint8Array, random: RandomBytes): { code: string; wrap: WrapOf<'recovery'> } {
  const secret = random(RECOVERY_BYTES)
  const salt = random(SALT_BYTES)
  // 120 unpredictable bits cannot be guessed, however fast each guess: a slow derivation would add nothing.
  const sealed = seal(keyFromSecret(secret, salt, LABEL.recovery), key, LABEL.recovery, random)
  return {
    code: encodeRecoveryCode(secret),
    wrap: { by: 'recovery', salt: Buffer.from(salt).toString('base64'), ...sealed },
  }
}

function wrapForDemo(key: Uint8Array, random: RandomBytes): WrapOf<'demo'> {
  const salt = random(SALT_BYTES)
  const sealed = seal(keyFromSecret(DEMO_SECRET, salt, LABEL.demo), key, LABEL.demo, random)
  return { by: 'demo', salt: Buffer.from(salt).toString('base64'), ...sealed }
}

// --- opening ----------------------------------------------------------------------------------

/** A wrap that opened must give this vault's key; anything else means the file was put together from two. */
function checked(vault: Vault, key: Uint8Array): Uint8Array {
  if (!isKeyOf(vault, key)) throw new TrousseError('vault-damaged')
  return Uint8Array.from(key)
}

async function openWithPassphrase(vault: Vault, passphrase: string): Promise<Uint8Array> {
  const wrap = findWrap(vault, 'passphrase')
  if (!wrap) throw new TrousseError('vault-wrong-passphrase')
  const wrapping = await keyFromPassphrase(passphrase, Buffer.from(wrap.salt, 'base64'), wrap.cost)
  const key = unseal(wrapping, wrap, LABEL.passphrase)
  if (!key) throw new TrousseError('vault-wrong-passphrase')
  return checked(vault, key)
}

function openWithRecoveryCode(vault: Vault, typed: string): Uint8Array {
  const wrap = findWrap(vault, 'recovery')
  const secret = decodeRecoveryCode(typed)
  const key =
    wrap && unseal(keyFromSecret(secret, Buffer.from(wrap.salt, 'base64'), LABEL.recovery), wrap, LABEL.recovery)
  if (!key) throw new TrousseError('vault-wrong-recovery-code', { reason: 'other' })
  return checked(vault, key)
}

function openDemo(vault: Vault): Uint8Array {
  const wrap = findWrap(vault, 'demo')
  const key = wrap && unseal(keyFromSecret(DEMO_SECRET, Buffer.from(wrap.salt, 'base64'), LABEL.demo), wrap, LABEL.demo)
  if (!key) throw new TrousseError('vault-damaged')
  return checked(vault, key)
}

function openWithOs(vault: Vault, wrap: WrapOf<'os'>, os: OsCipher): Uint8Array {
  const { ok, backend } = os.available()
  const lost = () => new TrousseError('vault-os-key-lost', { stored: wrap.backend, found: backend })
  if (!ok) throw lost()
  let key: Uint8Array
  try {
    // Tried even when the keychain's name changed: some desktops rename it and keep the keys.
    key = Buffer.from(os.decrypt(Buffer.from(wrap.box, 'base64')), 'base64')
  } catch {
    throw lost()
  }
  // On Linux the keychain's cipher has no check of its own: a wrong key may "decrypt" to rubbish.
  if (!isKeyOf(vault, key)) throw lost()
  return Uint8Array.from(key)
}
