/** Paths of chosen or dropped files to one ticket. Plain Node. */
import { stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { z } from 'zod'
import { TrousseError } from '../contract/errors.ts'
import type { ChosenFiles } from '../contract/views.ts'
import type { Tickets } from './tickets.ts'

/** SIECLE gives five files, OneRoster twenty; a folder of class lists holds a few dozen. */
const MAX_FILES = 100
const MAX_PATH = 4096
const pathsSchema = z.array(z.string().min(1).max(MAX_PATH).refine(isAbsolute)).min(1).max(MAX_FILES)

/** @throws TrousseError `invalid-request`, and `file-unreadable` naming what is no file (a folder, a broken link). */
export async function chosenFiles(tickets: Tickets, paths: unknown): Promise<ChosenFiles> {
  const parsed = pathsSchema.safeParse(paths)
  if (!parsed.success) throw new TrousseError('invalid-request', { field: 'files' })
  const files = await Promise.all(
    [...new Set(parsed.data)].map(async (path) => {
      const name = basename(path)
      const found = await stat(path).catch(() => null)
      if (!found?.isFile()) throw new TrousseError('file-unreadable', { file: name })
      return { path, name, bytes: found.size }
    }),
  )
  const ticket = tickets.issue(
    'imports',
    files.map(({ name, path }) => ({ name, path })),
  )
  return { ticket, files: files.map(({ name, bytes }) => ({ name, bytes })) }
}
