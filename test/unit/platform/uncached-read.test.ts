import { createHash } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readUncached } from '../../../electron/platform/uncached-read.ts'
import { loopDrive } from '../../helpers/drives.ts'
import { noise } from '../../helpers/packs-content.ts'
import { mountTmpfs, rejection, temporaryFolder } from '../../helpers/packs-tools.ts'

/** Around every size at which a block or a piece ends. */
const SIZES = [0, 1, 511, 4095, 4096, 4097, 1_048_575, 1_048_576, 1_048_577, 3_000_000]

async function readBack(path: string) {
  const hash = createHash('sha256')
  let bytes = 0
  const reading = await readUncached(path, (chunk) => {
    hash.update(chunk)
    bytes += chunk.byteLength
  })
  return { ...reading, bytes, sha256: hash.digest('hex') }
}

function put(folder: string, size: number): { path: string; sha256: string } {
  const data = noise(size, size + 1)
  const path = join(folder, String(size))
  const file = openSync(path, 'w')
  writeSync(file, data)
  fsyncSync(file)
  closeSync(file)
  return { path, sha256: createHash('sha256').update(data).digest('hex') }
}

it('gives every byte of files of every size, wherever they are', async (context) => {
  for (const folder of [temporaryFolder(), mountTmpfs(context, 'size=32m')])
    for (const size of SIZES) {
      const { path, sha256 } = put(folder, size)
      expect(await readBack(path), `${size} bytes`).toMatchObject({ bytes: size, sha256 })
    }
})

it('reads a stick itself, not what the system remembers of it', async (context) => {
  const drive = loopDrive(context)
  drive.plug()
  const { path, sha256 } = put(drive.path, 2_000_000)
  expect(await readBack(path)).toEqual({ fromDevice: true, bytes: 2_000_000, sha256 })
})

it('tells what is absent, and stops when it is told to', async () => {
  const folder = temporaryFolder()
  await expect(readUncached(join(folder, 'absent'), () => {})).rejects.toMatchObject({ code: 'ENOENT' })
  writeFileSync(join(folder, 'present'), noise(2_500_000))
  let seen = 0
  const stopped = readUncached(join(folder, 'present'), () => {
    seen += 1
    throw new Error('enough')
  })
  await rejection(stopped)
  expect(seen).toBe(1)
  // Nothing of it stays open: it can be read again, and is as it was.
  expect(readFileSync(join(folder, 'present')).byteLength).toBe(2_500_000)
})
