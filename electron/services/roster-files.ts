/** A list of pupils from a file: parsed apart, previewed, then applied by the same engine as any source. */
import { createHash } from 'node:crypto'
import { TrousseError } from '../contract/errors.ts'
import type { SnapshotRecord } from '../contract/snapshot.ts'
import type { ImportPreview, RosterMapping } from '../contract/views.ts'
import { canonicalJson } from '../domain/record-hash.ts'
import { toInstant } from '../platform/clock.ts'
import { parseRosterFile } from '../sources/roster-file/parse-in-worker.ts'
import { buildPreview } from '../sources/roster-file/preview.ts'
import type { RosterFile } from '../sources/roster-file/read-roster.ts'
import { snapshotOf } from '../sources/roster-file/to-snapshot.ts'
import type { Machine } from './machine.ts'
import type { Workbench } from './workbench.ts'

/**
 * All files are one source: a list read again next month, under another name, must find the same pupils. A file
 * speaks only of its own classes, so one never removes what another brought.
 */
const LABEL = 'Listes importées'

export interface RosterFileRequest {
  readonly fileName: string
  readonly bytes: Uint8Array
  /** Null to find the header, the columns and the class. */
  readonly mapping: RosterMapping | null
}

const hashRecord = (record: SnapshotRecord) => createHash('sha256').update(canonicalJson(record)).digest('hex')

const parse = (machine: Machine, { fileName, bytes, mapping }: RosterFileRequest): Promise<RosterFile> =>
  parseRosterFile({
    fileName,
    bytes,
    mapping,
    today: toInstant(machine.clock.now()).slice(0, 10),
    workerUrl: machine.workers.rosterFile,
  })

const findSource = async ({ space }: Workbench) =>
  (await space.store.read.listSources()).find((source) => source.kind === 'roster-file')

async function preview(bench: Workbench, file: RosterFile): Promise<ImportPreview> {
  const source = await findSource(bench)
  return buildPreview(file, source ? await bench.space.store.read.knownRecords(source.id) : [], hashRecord)
}

/** What the file would change, line by line; nothing is stored. Throws as `parseRosterFile` does. */
export async function previewRosterFile(
  machine: Machine,
  bench: Workbench,
  request: RosterFileRequest,
): Promise<ImportPreview> {
  return preview(bench, await parse(machine, request))
}

/**
 * Applies the file in one transaction. Refused lines are left out, and their class loses nobody for it.
 * Throws as the preview does, `file-class-unknown`, `file-nothing-usable`, and `source-held` when the list would
 * remove too many: it is then kept for the teacher's decision.
 */
export async function applyRosterFile(
  machine: Machine,
  bench: Workbench,
  request: RosterFileRequest,
): Promise<ImportPreview['counts']> {
  const file = await parse(machine, request)
  const { counts } = await preview(bench, file)
  const { batches, coverage } = snapshotOf(file)
  const sourceId =
    (await findSource(bench))?.id ??
    (await bench.space.store.write.createSource({
      kind: 'roster-file',
      label: LABEL,
      origin: file.fileName,
      isDemo: false,
      config: {},
      createdAt: toInstant(machine.clock.now()),
    }))
  const result = await bench.sync.applySnapshot(sourceId, batches, coverage)
  if (result.error) throw new TrousseError(result.error.code, result.error.params)
  if (result.outcome === 'held') throw new TrousseError('source-held')
  return counts
}
