/** Named secrets of a space (the mail password, a source's client secret), each sealed under the space's key. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { TrousseError } from '../contract/errors.ts'
import { writeFileAtomic } from '../platform/files.ts'
import { keyFromSecret, type RandomBytes, type SealedBox, seal, unseal } from './sealed-box.ts'

export const SECRETS_FILE = 'secrets.json'
const FORMAT = 'trousse-secrets'
const VERSION = 1
const FILE_MODE = 0o600
const PURPOSE = 'trousse-secrets/1'

const fileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  entries: z.record(z.string().max(200), z.object({ nonce: z.string(), box: z.string() })),
})

export interface Secrets {
  /** The secret, or null when none was kept under that name. Throws `vault-damaged` when it no longer opens. */
  get(name: string): Promise<string | null>
  /** On disk when it resolves. */
  set(name: string, value: string): Promise<void>
  delete(name: string): Promise<void>
}

/**
 * Opens `secrets.json` of the folder (made at the first `set`). `key` is the space's database key.
 * Throws `vault-damaged`, `vault-too-new`, `file-access-denied`.
 */
export async function openSecrets(options: {
  readonly folder: string
  readonly key: Uint8Array
  readonly random?: RandomBytes
}): Promise<Secrets> {
  const { folder, random = randomBytes } = options
  const path = join(folder, SECRETS_FILE)
  const key = keyFromSecret(options.key, new Uint8Array(), PURPOSE)
  let entries = await readEntries(path)
  // One write at a time: two at once would each lose the other's change.
  let last: Promise<void> = Promise.resolve()

  const change = (make: (entries: Map<string, SealedBox>) => void): Promise<void> => {
    const next = last.then(async () => {
      const changed = new Map(entries)
      make(changed)
      const content = { format: FORMAT, version: VERSION, entries: Object.fromEntries(changed) }
      await writeFileAtomic(path, `${JSON.stringify(content, null, 2)}\n`, { mode: FILE_MODE })
      entries = changed
    })
    last = next.catch(() => {})
    return next
  }

  return {
    async get(name) {
      await last
      const sealed = entries.get(name)
      if (!sealed) return null
      const plain = unseal(key, sealed, label(name))
      if (!plain) throw new TrousseError('vault-damaged', { file: SECRETS_FILE })
      return Buffer.from(plain).toString('utf8')
    },
    set: (name, value) => change((all) => all.set(name, seal(key, Buffer.from(value, 'utf8'), label(name), random))),
    delete: (name) => change((all) => all.delete(name)),
  }
}

/** A box renamed by hand to another entry must not open there. */
const label = (name: string): string => `${PURPOSE}/${name}`

async function readEntries(path: string): Promise<ReadonlyMap<string, SealedBox>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw new TrousseError('file-access-denied', { file: SECRETS_FILE }, { cause: error })
  }
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw new TrousseError('vault-damaged', { file: SECRETS_FILE })
  }
  const version = z.object({ version: z.number() }).safeParse(content)
  if (version.success && version.data.version > VERSION) {
    throw new TrousseError('vault-too-new', { found: version.data.version, known: VERSION })
  }
  const file = fileSchema.safeParse(content)
  if (!file.success) throw new TrousseError('vault-damaged', { file: SECRETS_FILE })
  return new Map(Object.entries(file.data.entries))
}
