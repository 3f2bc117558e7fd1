/** The highest version ever offered to this computer, kept so that an old signed manifest cannot be replayed. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeFileAtomic } from '../platform/files.ts'
import { compareVersions } from './verify-manifest.ts'

const fileSchema = z.object({ highestSeen: z.string().regex(/^\d+\.\d+\.\d+$/) })

/** Null on a first start, or when the file cannot be read. */
export async function readHighestSeen(path: string): Promise<string | null> {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data.highestSeen : null
  } catch {
    return null
  }
}

/** Only ever rises. */
export async function rememberSeen(path: string, version: string): Promise<void> {
  const before = await readHighestSeen(path)
  if (before !== null && compareVersions(before, version) >= 0) return
  await writeFileAtomic(path, JSON.stringify({ highestSeen: version }))
}
