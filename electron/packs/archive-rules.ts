/**
 * What an archive must be before any of it is unpacked. An archive that breaks one of these was not made by
 * Trousse, or was changed to harm: it is refused whole, as `pack-not-a-pack` with the `reason`.
 */
import type { Entry, FileEntry } from '@zip.js/zip.js'
import { TrousseError } from '../contract/errors.ts'
import { nameKey, safeFileName } from './file-names.ts'
import { PACK_LIMITS } from './limits.ts'

type RefusalReason =
  | 'too-many-entries'
  | 'too-large'
  | 'unsafe-name'
  | 'duplicate-name'
  | 'link'
  | 'weak-encryption'
  | 'overlapping'
  | 'no-manifest'
  | 'not-a-zip'

export const refuse = (reason: RefusalReason): TrousseError => new TrousseError('pack-not-a-pack', { reason })

const STORED = 0
const DEFLATED = 8
const AES_256 = 3
const MAX_PATH = 240
/** Upper half of a Unix mode: what kind of thing it is. */
const KIND_MASK = 0o170000
const REGULAR = 0o100000
const DIRECTORY = 0o040000

/** Each part of the path is a name that every file system takes as it is: no `..`, drive, device, trailing dot. */
function isSafePath(path: string): boolean {
  if (path.length > MAX_PATH || path.includes('\\')) return false
  const parts = path.replace(/\/$/, '').split('/')
  return parts.every((part) => part !== '' && safeFileName(part) === part)
}

function checkEntry(entry: Entry): void {
  if (!isSafePath(entry.filename)) throw refuse('unsafe-name')
  const kind = (entry.unixMode ?? 0) & KIND_MASK
  if (entry.symlink || (kind !== 0 && kind !== REGULAR && kind !== DIRECTORY)) throw refuse('link')
  if (entry.encrypted && (entry.zipCrypto || entry.extraFieldAES?.strength !== AES_256)) throw refuse('weak-encryption')
  // Others unpack further than these two can (Deflate64, LZMA…), and we never write them.
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) throw refuse('not-a-zip')
}

/**
 * Reads the list of entries and refuses what is dangerous by its description alone. Sizes are not believed
 * here: they are counted while unpacking.
 *
 * @returns the files by name; folders are checked and left out
 */
export async function readEntries(generator: AsyncIterable<Entry>): Promise<Map<string, FileEntry>> {
  const files = new Map<string, FileEntry>()
  const names = new Set<string>()
  const folders = new Set<string>()
  for await (const entry of generator) {
    if (names.size >= PACK_LIMITS.entries) throw refuse('too-many-entries')
    checkEntry(entry)
    const key = nameKey(entry.filename.replace(/\/$/, ''))
    if (names.has(key)) throw refuse('duplicate-name')
    names.add(key)
    if (!entry.directory) files.set(entry.filename, entry)
    for (let slash = key.indexOf('/'); slash !== -1; slash = key.indexOf('/', slash + 1))
      folders.add(key.slice(0, slash))
  }
  // A file cannot stand where a folder must.
  if ([...files.keys()].some((name) => folders.has(nameKey(name)))) throw refuse('duplicate-name')
  return files
}

/** Counts what really comes out of entries, and stops a bomb as soon as it shows. */
export class UnpackBudget {
  #total = 0

  /** @param entryBytes unpacked so far from an entry of `packedBytes`, of which `added` are new */
  spend(added: number, entryBytes: number, packedBytes: number): void {
    this.#total += added
    if (this.#total > PACK_LIMITS.totalBytes) throw refuse('too-large')
    if (entryBytes > PACK_LIMITS.ratioFrom && entryBytes > PACK_LIMITS.ratio * packedBytes) throw refuse('too-large')
  }
}
