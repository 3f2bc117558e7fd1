/**
 * SQLite gives one answer, "not a database", for a wrong key and for a destroyed first page. A small file
 * beside the database tells them apart: a code that only the right key can have made, and that says nothing of it.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writeFileAtomic } from '../platform/files.ts'
import { systemCode } from './sqlite-errors.ts'

const STATEMENT = 'trousse database key, version 1'
const DERIVED_BYTES = 32

function codeOf(key: Uint8Array): Buffer {
  const derived = hkdfSync('sha256', key, new Uint8Array(), 'trousse/key-check', DERIVED_BYTES)
  return createHmac('sha256', new Uint8Array(derived)).update(STATEMENT).digest()
}

export async function writeKeyCheck(path: string, key: Uint8Array): Promise<void> {
  await writeFileAtomic(path, `${codeOf(key).toString('hex')}\n`)
}

/** `missing` also when the file is not readable as a code: it then proves nothing. */
export async function readKeyCheck(path: string, key: Uint8Array): Promise<'right' | 'wrong' | 'missing'> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'missing'
    throw error
  }
  const written = Buffer.from(text.trim(), 'hex')
  const wanted = codeOf(key)
  if (written.byteLength !== wanted.byteLength) return 'missing'
  return timingSafeEqual(written, wanted) ? 'right' : 'wrong'
}
