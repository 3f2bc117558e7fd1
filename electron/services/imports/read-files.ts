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
import { packClass, readPackWork } from '../../sources/trousse-pack/read-work.ts'
import type { ImportInput } from '../desk.ts'
import type { ImportReading, ReadRequest } from './reading.ts'
import { fromReading, fromRoster } from './to-reading.ts'

const MEGABYTE = 1024 * 1024
/** Of a pack: the class as a table, or its work as data. */
const MAX_PACK_TABLE = 16 * MEGABYTE
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
  const contents = new Map<string, Uint8Array>()
  const { manifest } = await readPack({
    file: input.path,
    passphrase,
    signal: new AbortController().signal,
    take: {
      wants: ({ role, bytes }) => (role === 'roster-csv' || role === 'data') && bytes <= MAX_PACK_TABLE,
      give: ({ role }, content) => {
        contents.set(role, content)
      },
    },
  })
  const className = manifest.class.name
  const csv = contents.get('roster-csv')
  const data = contents.get('data')
  // What goes to families holds neither a class nor work that another Trousse reads.
  const isTeachers = manifest.profile === 'teacher' && csv !== undefined
  if (!isTeachers && data === undefined) throw new TrousseError('pack-without-roster', { file: input.name })
  const documents = new Map(manifest.files.filter(({ role }) => role === 'attachment').map((file) => [file.path, file]))
  const work = data === undefined ? { assignments: [], lessons: [] } : readPackWork({ data, className, documents })
  const records = [...work.assignments, ...work.lessons]
  if (!isTeachers) {
    if (records.length === 0) throw new TrousseError('file-nothing-usable', { file: input.name })
    // Of a class a substitute is given, nobody leaves: only what is written is said.
    const coverage = { kind: 'classes', classExternalIds: [], proof: 'content' } as const
    return { records: [packClass(className), ...records], coverage, faults: [], dropped: [], ignored: {} }
  }
  const roster = readPackRoster({ file: input.name, csv, locale: manifest.locale, className, today })
  return { ...roster, records: [...roster.records, ...records] }
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
