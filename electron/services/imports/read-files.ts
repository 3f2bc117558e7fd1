/** Recognises files by content and reads one part of them. Runs in the worker: synchronous reads are its own. */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { TrousseError } from '../../contract/errors.ts'
import type { ImportKind, ImportPart } from '../../contract/views.ts'
import { readPack } from '../../packs/verify-pack.ts'
import type { FileInput, FileReading } from '../../sources/file-source.ts'
import { readCalendarFile } from '../../sources/ical/read-file.ts'
import { readOneRosterCsv } from '../../sources/oneroster-csv/read-oneroster-csv.ts'
import { type Part, partsOf } from '../../sources/recognise/parts.ts'
import { type Peek, peekBytes } from '../../sources/recognise/peek.ts'
import { type Recognised, recognise } from '../../sources/recognise/recognise.ts'
import { readRoster } from '../../sources/roster-file/read-roster.ts'
import { readSiecle } from '../../sources/siecle/read-siecle.ts'
import { readPackRoster } from '../../sources/trousse-pack/read-roster.ts'
import type { ImportInput } from '../desk.ts'
import type { ImportReading, ReadRequest } from './reading.ts'
import { fromReading, fromRoster } from './to-reading.ts'

const MEGABYTE = 1024 * 1024
/** A table of a whole school weighs 5 MB; the three files of SIECLE for 2,000 pupils some 40 MB. */
const MAX_BYTES: Readonly<Record<Exclude<ImportKind, 'trousse-pack'>, number>> = {
  'roster-file': 20 * MEGABYTE,
  siecle: 200 * MEGABYTE,
  'oneroster-csv': 200 * MEGABYTE,
  'ical-file': 20 * MEGABYTE,
}

const unreadable = (input: ImportInput, cause?: unknown): TrousseError =>
  new TrousseError('file-unreadable', { file: input.name }, { cause })

function sizeOf(input: ImportInput): number {
  if ('bytes' in input) return input.bytes.byteLength
  try {
    return statSync(input.path).size
  } catch (error) {
    throw unreadable(input, error)
  }
}

function bytesOf(input: ImportInput): Uint8Array {
  if ('bytes' in input) return input.bytes
  try {
    return readFileSync(input.path)
  } catch (error) {
    throw unreadable(input, error)
  }
}

function recogniseInput(input: ImportInput): Recognised {
  if ('bytes' in input) return recognise(peekBytes(input.bytes))
  let file: number
  try {
    file = openSync(input.path, 'r')
  } catch {
    return { kind: null, why: 'file-unreadable' }
  }
  try {
    const peek: Peek = {
      size: sizeOf(input),
      read(offset, length) {
        const buffer = new Uint8Array(length)
        return buffer.subarray(0, readSync(file, buffer, 0, length, offset))
      },
    }
    return recognise(peek)
  } catch {
    // A drive that is pulled out, a folder.
    return { kind: null, why: 'file-unreadable' }
  } finally {
    closeSync(file)
  }
}

export const recogniseFiles = (inputs: readonly ImportInput[]): Part[] => partsOf(inputs.map(recogniseInput))

export const partViews = (parts: readonly Part[], inputs: readonly ImportInput[]): ImportPart[] =>
  parts.map((part, index) => {
    const files = part.files.map((file) => inputs[file]?.name ?? '')
    return {
      part: index,
      kind: part.kind,
      files,
      passphraseNeeded: part.encrypted,
      error: part.why === null ? null : { code: part.why, params: { file: files.join(', ') } },
    }
  })

/**
 * Reads one part, keeping no byte of it.
 *
 * @throws TrousseError the reader's own codes, with the file's name; `not-found` when the files are no longer what
 *   they were recognised as.
 */
export async function readPart(
  request: ReadRequest & { readonly read: NonNullable<ReadRequest['read']> },
): Promise<ImportReading> {
  const { inputs, read, today } = request
  const part = recogniseFiles(inputs)[read.part]
  if (part === undefined) throw new TrousseError('not-found', { what: 'file' })
  const files = part.files.map((index) => inputs[index]).filter((input) => input !== undefined)
  const [first] = files
  if (part.kind === null || first === undefined) {
    throw new TrousseError(part.why ?? 'file-kind-unknown', { file: files.map(({ name }) => name).join(', ') })
  }
  if (part.kind === 'trousse-pack')
    return fromReading(part.kind, files, await readPackFile(first, read.passphrase, today))
  const max = MAX_BYTES[part.kind]
  const total = files.reduce((sum, input) => sum + sizeOf(input), 0)
  if (total > max) throw new TrousseError('file-too-large', { file: first.name, maxBytes: max })
  if (part.kind === 'roster-file') {
    const roster = named(first.name, () =>
      readRoster(bytesOf(first), first.name, read.mapping, today, {
        remembered: read.remembered,
        mayLackTitles: 'bytes' in first && first.isPasted === true,
      }),
    )
    return fromRoster(roster)
  }
  const contents = files.map((input): FileInput => ({ name: input.name, bytes: bytesOf(input) }))
  return fromReading(part.kind, files, await readAs(part.kind, contents, request))
}

async function readAs(
  kind: Exclude<ImportKind, 'trousse-pack' | 'roster-file'>,
  files: readonly FileInput[],
  { today, calendar }: ReadRequest,
): Promise<FileReading> {
  switch (kind) {
    case 'siecle':
      return readSiecle(files, { today })
    case 'oneroster-csv':
      return readOneRosterCsv(files, { today })
    case 'ical-file': {
      const [file] = files
      if (file === undefined || calendar === undefined) throw new TrousseError('file-kind-unknown', {})
      return readCalendarFile(file, { now: calendar.now, workerUrl: new URL(calendar.worker) })
    }
  }
}

async function readPackFile(input: ImportInput, passphrase: string | null, today: string): Promise<FileReading> {
  if ('bytes' in input) throw new TrousseError('pack-not-a-pack', { reason: 'not-a-zip' })
  const { manifest, kept } = await readPack({
    file: input.path,
    passphrase,
    signal: new AbortController().signal,
    keep: 'roster-csv',
  })
  // What goes to families holds no class; a substitute's has names alone, less than what is known already.
  if (kept === null || manifest.profile !== 'teacher')
    throw new TrousseError('pack-without-roster', { file: input.name })
  return readPackRoster({
    file: input.name,
    csv: kept,
    locale: manifest.locale,
    className: manifest.class.name,
    today,
  })
}

/** The table's reader knows bytes only: what it refuses is said of this file. */
function named<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof TrousseError) throw new TrousseError(error.code, { file, ...error.params }, { cause: error })
    throw error
  }
}
