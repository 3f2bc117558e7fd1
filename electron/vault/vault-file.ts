/** `vault.json`: the database key, wrapped once per way of opening it. Holds nothing readable without one of them. */
import { mkdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { TrousseError } from '../contract/errors.ts'
import { writeFileAtomic } from '../platform/files.ts'
import { scryptMemory } from './sealed-box.ts'

export const VAULT_FILE = 'vault.json'
const FORMAT = 'trousse-vault'
const VAULT_VERSION = 1
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700
/** A vault is under 2 kB; more is not a vault. */
const MAX_FILE_BYTES = 64 * 1024
/** A file from elsewhere must not make us fill the memory of a 4 GB laptop. */
const MAX_SCRYPT_MEMORY = 1024 * 1024 * 1024

const base64 = z
  .string()
  .max(8192)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
const sealed = { nonce: base64, box: base64 }
const scryptCost = z
  .object({ N: z.number().int().min(2), r: z.number().int().min(1).max(32), p: z.number().int().min(1).max(16) })
  .refine((cost) => Number.isInteger(Math.log2(cost.N)) && scryptMemory(cost) <= MAX_SCRYPT_MEMORY)

const wrapSchema = z.discriminatedUnion('by', [
  /** `backend`: which keychain of the computer holds the key, to explain a change of desktop. */
  z.object({ by: z.literal('os'), backend: z.string().max(60), box: base64 }),
  z.object({ by: z.literal('passphrase'), cost: scryptCost, salt: base64, ...sealed }),
  z.object({ by: z.literal('recovery'), salt: base64, ...sealed }),
  z.object({ by: z.literal('demo'), salt: base64, ...sealed }),
])
export type Wrap = z.infer<typeof wrapSchema>
export type WrapOf<B extends Wrap['by']> = Extract<Wrap, { by: B }>

const vaultSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VAULT_VERSION),
  kind: z.enum(['own', 'demo']),
  /** A fingerprint of the key: tells a rightly opened wrap from rubbish that opened without complaint. */
  keyId: base64,
  wraps: z.array(wrapSchema).min(1).max(8),
})
export type Vault = z.infer<typeof vaultSchema>

const headerSchema = z.object({ format: z.literal(FORMAT), version: z.number().int().positive() })

export const newVault = (fields: Omit<Vault, 'format' | 'version'>): Vault => ({
  format: FORMAT,
  version: VAULT_VERSION,
  ...fields,
})

export const findWrap = <B extends Wrap['by']>(vault: Vault, by: B): WrapOf<B> | undefined =>
  vault.wraps.find((wrap): wrap is WrapOf<B> => wrap.by === by)

/** The same vault with this wrap in the place of the one of its kind. */
export const withWrap = (vault: Vault, wrap: Wrap): Vault => ({
  ...vault,
  wraps: [...vault.wraps.filter((other) => other.by !== wrap.by), wrap],
})

/** Whether the folder holds a vault, readable or not. */
export async function hasVault(folder: string): Promise<boolean> {
  return stat(join(folder, VAULT_FILE)).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false
      throw new TrousseError('file-access-denied', { file: VAULT_FILE }, { cause: error })
    },
  )
}

/** Throws `vault-missing`, `vault-damaged`, `vault-too-new`, `file-access-denied`. */
export async function readVault(folder: string): Promise<Vault> {
  if (!(await hasVault(folder))) throw new TrousseError('vault-missing')
  const path = join(folder, VAULT_FILE)
  let content: unknown
  try {
    if ((await stat(path)).size > MAX_FILE_BYTES) throw new RangeError('too large for a vault')
    content = JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) throw new TrousseError('vault-damaged')
    throw new TrousseError('file-access-denied', { file: VAULT_FILE }, { cause: error })
  }
  const header = headerSchema.safeParse(content)
  if (!header.success) throw new TrousseError('vault-damaged')
  if (header.data.version > VAULT_VERSION) {
    throw new TrousseError('vault-too-new', { found: header.data.version, known: VAULT_VERSION })
  }
  const vault = vaultSchema.safeParse(content)
  if (!vault.success) throw new TrousseError('vault-damaged')
  return vault.data
}

/** Whole or not at all: a crash leaves the vault of before. */
export async function writeVault(folder: string, vault: Vault): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
  await writeFileAtomic(join(folder, VAULT_FILE), `${JSON.stringify(vault, null, 2)}\n`, { mode: FILE_MODE })
}
