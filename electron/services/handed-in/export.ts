/**
 * Work handed in, out of Trousse: each file renamed "NOM Prénom – devoir", in a new folder or one ZIP, with a list that
 * says who gave what and how each file was called. Nothing that is there is written over; each file is read back.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import { handedInNames, type NamedHandIn } from '../../domain/handed-in-name.ts'
import { schoolDay } from '../../domain/school-time.ts'
import { numberedName, safeFileName, safeFileNames } from '../../packs/file-names.ts'
import { measureBlobs } from '../../packs/measure-blobs.ts'
import { archiveSizeBound, memoryEntry, streamEntry, writeArchive } from '../../packs/write-archive.ts'
import { writeToFolder } from '../../packs/write-to-folder.ts'
import { toCsv } from '../../platform/csv.ts'
import { toDiskError } from '../../platform/disk-errors.ts'
import type { HandedInRow } from '../../store/api-handed-in.ts'
import type { Machine } from '../machine.ts'
import type { Space } from '../space.ts'
import type { TaskControls } from '../tasks.ts'

export interface ExportRequest {
  readonly folder: string
  readonly classId: number
  /** Null: everything of the class. */
  readonly assignmentId: number | null
  readonly form: 'folder' | 'zip'
  readonly locale: 'fr' | 'en'
}

const WORDS = {
  fr: {
    title: 'Rendus',
    answer: 'réponse',
    nobody: 'À attribuer',
    list: 'Liste des rendus.csv',
    columns: ['Nom', 'Prénom', 'Devoir', 'Remis le', 'En retard', 'Fichier', 'Nom d’origine', 'Attention'],
    missing: 'non rendu',
    yes: 'oui',
    risk: {
      program: 'programme : ne pas ouvrir',
      macros: 'peut contenir des macros',
      disguised: 'n’est pas ce que dit son nom',
    },
  },
  en: {
    title: 'Handed in',
    answer: 'answer',
    nobody: 'To attribute',
    list: 'List of work handed in.csv',
    columns: ['Family name', 'Given name', 'Work', 'Handed in', 'Late', 'File', 'Original name', 'Warning'],
    missing: 'not handed in',
    yes: 'yes',
    risk: { program: 'program: do not open', macros: 'may hold macros', disguised: 'is not what its name says' },
  },
} as const

const named = (row: HandedInRow): NamedHandIn => ({
  pupil: row.pupil,
  title: row.assignmentTitle ?? row.about,
  name: row.name,
  isAnswer: row.isAnswer,
})

interface Exported {
  readonly files: number
  readonly bytes: number
  /** Contents that this computer could not read back. */
  readonly missing: number
  readonly name: string
}

/** A folder of this name, or ` (2)`: made here, so that nobody else's files are in it. */
async function newFolder(parent: string, name: string): Promise<{ path: string; name: string }> {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : numberedName(name, number)
    const path = join(parent, free)
    try {
      await mkdir(path)
      return { path, name: free }
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue
      throw toDiskError(error)
    }
  }
}

/** Who gave what, under which name, and who gave nothing: also the way back to each file's own name. */
function listOf(
  rows: readonly HandedInRow[],
  names: readonly string[],
  absent: readonly { readonly familyName: string; readonly givenName: string }[],
  title: string,
  locale: 'fr' | 'en',
): Uint8Array {
  const words = WORDS[locale]
  const given = rows.map((row, index) => [
    row.pupil?.familyName ?? '',
    row.pupil?.givenName ?? '',
    row.assignmentTitle ?? row.about,
    schoolDay(Date.parse(row.givenAt)),
    row.late ? words.yes : '',
    names[index] ?? '',
    row.name,
    row.risk === null ? '' : words.risk[row.risk],
  ])
  const missing = absent.map(({ familyName, givenName }) => [
    familyName,
    givenName,
    title,
    words.missing,
    '',
    '',
    '',
    '',
  ])
  return toCsv([[...words.columns], ...given, ...missing])
}

/**
 * @throws TrousseError `not-found`, `handed-in-nothing-to-export`, `pack-no-space`, `disk-full`, `disk-gone`,
 *   `disk-read-only`, `cancelled`; whole files of a folder written before stay
 */
export async function exportHandedIn(
  machine: Machine,
  space: Space,
  request: ExportRequest,
  { signal, progress }: TaskControls,
): Promise<Exported> {
  const { read } = space.store
  const { classId, assignmentId, locale } = request
  const words = WORDS[locale]
  const whole = await read.readHandedInClass(classId, '9999-01-01', '9999-01-01')
  if (whole === null) throw new TrousseError('not-found', { what: 'class' })
  const all = await read.listHandedIn(assignmentId === null ? { classId } : { assignmentId })
  const measured = await measureBlobs(
    all.map(({ sha256 }) => sha256),
    space.blobs,
    signal,
    () => {},
  ).catch((error: unknown) => {
    throw signal.aborted ? new TrousseError('cancelled') : error
  })
  const rows = all.filter(({ sha256 }) => measured.get(sha256) != null)
  const missing = all.length - rows.length
  if (rows.length === 0) throw new TrousseError('handed-in-nothing-to-export')
  const title = assignmentId === null ? '' : (rows[0]?.assignmentTitle ?? '')
  // The list's own name is taken first: no pupil's file may stand in its place.
  const [list = words.list, ...names] = safeFileNames([words.list, ...handedInNames(rows.map(named), words)])
  const gave = new Set(rows.map(({ pupilId }) => pupilId))
  const absent = assignmentId === null ? [] : whole.pupils.filter(({ id, active }) => active && !gave.has(id))
  const csv = listOf(rows, names, absent, title, locale)
  const name = safeFileName([words.title, whole.className, ...(title === '' ? [] : [title])].join(' – '))
  const total = rows.reduce((sum, row) => sum + row.bytes, csv.byteLength)
  let bytes = 0
  const onBytes = (added: number) => {
    bytes += added
    progress({ step: 'writing', bytes, done: Math.min(bytes, total), total })
  }
  const common = {
    now: machine.clock.now(),
    signal,
    verify: async () => {},
    onReread: () => {},
    onFlush: () => {},
  }
  if (request.form === 'zip') {
    const entries = [
      memoryEntry(list, csv),
      ...rows.map((row, index) => {
        const content = measured.get(row.sha256)
        if (content == null) throw new TrousseError('internal')
        return streamEntry(names[index] ?? '', content, () => space.blobs.read(row.sha256))
      }),
    ]
    const written = await writeToFolder({
      ...common,
      folder: request.folder,
      fileName: `${name}.zip`,
      expectedBytes: archiveSizeBound(entries),
      write: (sink) =>
        writeArchive({
          entries,
          sink,
          passphrase: null,
          comment: '',
          modifiedAt: new Date(common.now),
          signal,
          onBytes,
        }),
    })
    return { files: rows.length, bytes: written.bytes, missing, name: written.fileName }
  }
  const folder = await newFolder(request.folder, name)
  const writeOne = (fileName: string, size: number, content: () => AsyncIterable<Uint8Array>) =>
    writeToFolder({
      ...common,
      folder: folder.path,
      fileName,
      expectedBytes: size,
      write: async (sink) => {
        const writer = sink.getWriter()
        try {
          for await (const piece of content()) {
            signal.throwIfAborted()
            await writer.write(piece)
            onBytes(piece.byteLength)
          }
          await writer.close()
        } catch (error) {
          await writer.abort(error).catch(() => {})
          throw error
        }
      },
    })
  for (const [index, row] of rows.entries()) {
    await writeOne(names[index] ?? '', row.bytes, () => space.blobs.read(row.sha256))
  }
  await writeOne(list, csv.byteLength, async function* () {
    yield csv
  })
  return { files: rows.length, bytes, missing, name: folder.name }
}
