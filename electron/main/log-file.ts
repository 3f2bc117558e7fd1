/** The log on disk: small, turned over, readable by its owner only. Every line has passed `createLog`'s redaction. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createLog, type Log } from '../platform/log.ts'

export const LOG_FILE = 'trousse.log'
const MAX_BYTES = 1024 * 1024
/** `trousse.log.1` is the newest of the old ones. */
const KEPT = 3

/**
 * A log in `folder`. Lines are appended at once, since the last ones before a crash are those that matter.
 * A log that cannot be written is given up in silence: Trousse must work on a full disk.
 */
export function openLogFile(folder: string, now: () => number): Log {
  const path = join(folder, LOG_FILE)
  let size = 0
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    size = statSync(path).size
  } catch {
    // The first line makes the file.
  }
  const turnOver = () => {
    for (let n = KEPT - 1; n >= 0; n--) {
      try {
        renameSync(n === 0 ? path : `${path}.${n}`, `${path}.${n + 1}`)
      } catch {
        // That one does not exist yet.
      }
    }
    size = 0
  }
  return createLog((line) => {
    const bytes = `${line}\n`
    if (size + bytes.length > MAX_BYTES) turnOver()
    try {
      appendFileSync(path, bytes, { mode: 0o600 })
      size += bytes.length
    } catch {
      // Nowhere to say it.
    }
  }, now)
}
