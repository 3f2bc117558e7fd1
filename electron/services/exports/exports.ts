/** Sheets and files for other programs: shown first, then printed or written, and recorded as packs are. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import type { ExportPreview, ExportRequest, RecordForm } from '../../contract/views.ts'
import type { Locale } from '../../domain/written-format.ts'
import { safeFileName } from '../../packs/file-names.ts'
import { toInstant } from '../../platform/clock.ts'
import { askWorker } from '../../platform/worker-answer.ts'
import type { Machine } from '../machine.ts'
import { saveNumbered } from '../save-numbered.ts'
import type { Space } from '../space.ts'
import type { TaskControls } from '../tasks.ts'
import { countsOf, fieldsOf, holdsPeople } from './contents.ts'
import type { ExportAnswer, ExportJob } from './job.ts'
import { type ExportMaterial, readMaterial } from './material.ts'

/** A spreadsheet of 2,000 pupils takes 60 MB. */
const MAX_HEAP_MB = 512
const MAX_TIME_MS = 120_000

type Answer<K extends ExportAnswer['kind']> = Extract<ExportAnswer, { kind: K }>

async function askForExport<K extends ExportAnswer['kind']>(
  machine: Machine,
  job: ExportJob,
  kinds: readonly K[],
  signal?: AbortSignal,
): Promise<Answer<K>> {
  const answer = await askWorker<ExportAnswer>({
    workerUrl: machine.workers.exports,
    data: job,
    maxHeapMb: MAX_HEAP_MB,
    timeoutMs: MAX_TIME_MS,
    ...(signal === undefined ? {} : { signal }),
  })
  if (answer.kind === 'error') throw new TrousseError(answer.error.code, answer.error.params)
  if (!(kinds as readonly string[]).includes(answer.kind)) throw new TrousseError('internal')
  return answer as Answer<K>
}

/** The first page or the first rows, and exactly what of whom goes in. Throws `not-found`, `invalid-request`. */
export async function previewExport(
  machine: Machine,
  space: Space,
  request: ExportRequest,
  locale: Locale,
): Promise<ExportPreview> {
  const material = await readMaterial(machine, space, request, locale)
  return (await askForExport(machine, { want: 'preview', material }, ['preview'])).preview
}

export interface SavedExport {
  readonly fileName: string
  readonly bytes: number
  /** Of a PDF; 0 for anything else. */
  readonly pages: number
  /** The record of the first class. */
  readonly packId: number
}

/** Each page is an object of its own, which Chromium writes in clear. */
const countPages = (pdf: Uint8Array): number =>
  Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength)
    .toString('latin1')
    .match(/\/Type\s*\/Page\b/g)?.length ?? 0

interface Written {
  readonly title: string
  readonly extension: string
  readonly form: RecordForm
  readonly bytes: Uint8Array
  readonly pages: number
}

async function make(machine: Machine, material: ExportMaterial, { signal, progress }: TaskControls): Promise<Written> {
  progress({ step: 'preparing' })
  const made = await askForExport(machine, { want: 'make', material }, ['paper', 'file'], signal)
  if (made.kind === 'file') return { ...made, pages: 0 }
  const { title, html, margins } = made.document
  // Without Chromium the page itself: any browser prints it.
  if (machine.printPdf === null)
    return { title, extension: 'html', form: 'html', bytes: new TextEncoder().encode(html), pages: 0 }
  progress({ step: 'printing' })
  const bytes = await machine.printPdf(html, margins)
  signal.throwIfAborted()
  return { title, extension: 'pdf', form: 'pdf', bytes, pages: countPages(bytes) }
}

export interface SaveTarget {
  readonly folder: string
  readonly locale: Locale
  readonly recipient: string
  readonly purpose: string
}

/**
 * Writes the file, whole or not at all, and records it once for each class, so that a lost one can be told.
 *
 * @throws TrousseError `not-found`, `invalid-request`, `cancelled`, or of the drive as `saveNumbered`
 */
export async function saveExport(
  machine: Machine,
  space: Space,
  request: ExportRequest,
  target: SaveTarget,
  controls: TaskControls,
): Promise<SavedExport> {
  const material = await readMaterial(machine, space, request, target.locale)
  const { title, extension, form, bytes, pages } = await make(machine, material, controls)
  controls.progress({ step: 'writing' })
  const fileName = await saveNumbered(target.folder, safeFileName(`${title} ${material.today}.${extension}`), bytes)
  const record = {
    profile: holdsPeople(material) ? ('teacher' as const) : ('pupil' as const),
    form,
    fileName,
    path: join(target.folder, fileName),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.byteLength,
    files: 1,
    encrypted: false,
    recipient: target.recipient,
    recipientIds: [],
    purpose: target.purpose,
    expiresAt: null,
    fields: fieldsOf(material),
    at: toInstant(material.now),
  }
  let packId = 0
  for (const one of material.classes) {
    const id = await space.store.write.recordPack({ ...record, classId: one.id, counts: countsOf(material, one) })
    packId = packId === 0 ? id : packId
  }
  return { fileName, bytes: bytes.byteLength, pages, packId }
}

/**
 * Through the computer's own print dialog. Paper is not recorded: it leaves no file that could be lost unseen.
 *
 * @returns false when the teacher closed the dialog
 * @throws TrousseError `not-found`, `invalid-request`; `print-failed` where nothing can print
 */
export async function printExport(
  machine: Machine,
  space: Space,
  request: ExportRequest,
  locale: Locale,
): Promise<boolean> {
  const { printPaper } = machine
  if (printPaper === null || request.what.kind !== 'paper') throw new TrousseError('print-failed')
  const material = await readMaterial(machine, space, request, locale)
  const { document } = await askForExport(machine, { want: 'make', material }, ['paper'])
  return printPaper(document.html, document.title)
}
