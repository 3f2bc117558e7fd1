/**
 * The half-written file of a pack: how it is named, and how what a crash left is told from what is being
 * written now, on a folder that may travel from one computer to another.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, join } from 'node:path'

const DAY_MS = 24 * 60 * 60 * 1000
/** A part of another computer, or of a process number that is in use again, is surely dead after this long. */
const ABANDONED_AFTER_MS = DAY_MS

/** Which computer, without saying its name on a stick that may be lost. */
const hostTag = createHash('sha256').update(hostname()).digest('hex').slice(0, 8)
const PART_NAME = /\.trousse-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}\.part$/

/** Names of the parts that this very process is writing; the folder may move with its drive. */
const active = new Set<string>()

/** A name in `folder` that no other writer has; call `releasePart` when it is no longer written. */
export function claimPart(folder: string, fileName: string): string {
  const path = join(folder, `${fileName}.trousse-${hostTag}-${process.pid}-${randomBytes(4).toString('hex')}.part`)
  active.add(basename(path))
  return path
}

export const releasePart = (path: string): boolean => active.delete(basename(path))

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: there is such a process, of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function isLeftover(host: string, pid: number, ageMs: number): boolean {
  if (Math.abs(ageMs) > ABANDONED_AFTER_MS) return true
  if (host !== hostTag) return false
  return pid === process.pid || !isAlive(pid)
}

/**
 * What the drive calls now: a share has a clock of its own, and this computer's may be a year off. Null when the
 * folder takes no file.
 */
async function nowOf(folder: string): Promise<number | null> {
  const probe = claimPart(folder, 'now')
  try {
    await writeFile(probe, '', { flag: 'wx' })
    return (await stat(probe)).mtimeMs
  } catch {
    return null
  } finally {
    await rm(probe, { force: true }).catch(() => {})
    releasePart(probe)
  }
}

/**
 * Removes the parts that crashes of Trousse left in this folder, and nothing else: by name, then by the process
 * that wrote them or their age. Never fails: a part that cannot be removed does not stop a new pack.
 *
 * @returns how many were removed
 */
export async function removeLeftoverParts(folder: string): Promise<number> {
  let removed = 0
  let now: number | null | undefined
  for (const name of await readdir(folder).catch(() => [])) {
    const [, host, pid] = PART_NAME.exec(name) ?? []
    const path = join(folder, name)
    if (host === undefined || pid === undefined || active.has(name)) continue
    if (now === undefined) now = await nowOf(folder)
    try {
      const found = await stat(path)
      if (!found.isFile() || !isLeftover(host, Number(pid), now === null ? 0 : now - found.mtimeMs)) continue
      await rm(path)
      removed += 1
    } catch {
      // Gone meanwhile, or held by the system: the next build tries again.
    }
  }
  return removed
}
