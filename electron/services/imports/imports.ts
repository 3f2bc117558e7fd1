/**
 * Files coming in, for the window and the terminal alike: recognised, read apart, previewed, then applied by the
 * same engine and under the same guard as any source. What is applied is what was previewed, byte for byte.
 */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { TrousseError } from '../../contract/errors.ts'
import type { SnapshotRecord } from '../../contract/snapshot.ts'
import type { ImportPart, ImportPreview, ImportResult, RosterMapping } from '../../contract/views.ts'
import { canonicalJson } from '../../domain/record-hash.ts'
import { localDay, toInstant } from '../../platform/clock.ts'
import type { ImportInput } from '../desk.ts'
import type { Machine } from '../machine.ts'
import type { Workbench } from '../workbench.ts'
import { findImportSource, importLabel, rememberColumns, rememberedColumns } from './import-sources.ts'
import { readInWorker } from './in-worker.ts'
import { takePackDocuments } from './pack-documents.ts'
import { isUseful, planReading } from './plan.ts'
import { buildPreview } from './preview.ts'
import type { ImportReading } from './reading.ts'

export interface PreviewRequest {
  readonly part: number
  /** Null to find the header, the columns and the class. */
  readonly mapping: RosterMapping | null
  /** Of an encrypted pack. */
  readonly passphrase: string | null
}

export interface Imports {
  /** What the files are, by content. Throws `cancelled`, `file-unreadable`. */
  recognise(inputs: readonly ImportInput[]): Promise<ImportPart[]>
  /**
   * What one part would change; nothing is stored. `key` names the files: a new preview of the same part stops the
   * one under way. Throws the readers' codes, `file-nothing-usable`, `cancelled`.
   */
  preview(
    bench: Workbench,
    key: string,
    inputs: readonly ImportInput[],
    request: PreviewRequest,
  ): Promise<ImportPreview>
  /**
   * Applies the part in one transaction, as the preview with the same mapping showed it. Refused rows are left out,
   * and their class loses nobody for it. Throws as the preview does, `file-class-unknown`, `file-nothing-usable`,
   * and `source-held` when it would remove too many: it is then kept for the teacher's decision.
   */
  apply(bench: Workbench, key: string, inputs: readonly ImportInput[], request: PreviewRequest): Promise<ImportResult>
  /** Stops what is being read and forgets what was. */
  forget(key: string): void
}

/** A reading of a whole school weighs some 10 MB in memory. */
const MAX_KEPT = 8

interface Kept {
  readonly reading: ImportReading
  readonly counts: ImportPreview['counts']
}

const hashRecord = (record: SnapshotRecord) => createHash('sha256').update(canonicalJson(record)).digest('hex')
const slot = (key: string, part: number) => `${key}\n${part}`

export function createImports(machine: Machine): Imports {
  const kept = new Map<string, Kept>()
  const running = new Map<string, AbortController>()
  const workerUrl = machine.workers.imports
  const question = (inputs: readonly ImportInput[]) => {
    const now = machine.clock.now()
    return { inputs, today: localDay(now), calendar: { now, worker: machine.workers.calendar.href } }
  }

  /** Only the latest question about a part is answered. */
  async function latest<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    running.get(name)?.abort(new TrousseError('cancelled'))
    const controller = new AbortController()
    running.set(name, controller)
    try {
      return await work(controller.signal)
    } finally {
      if (running.get(name) === controller) running.delete(name)
    }
  }

  function keep(name: string, value: Kept): void {
    kept.delete(name)
    kept.set(name, value)
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MAX_KEPT))) kept.delete(oldest)
  }

  /** Reads, compares, and keeps what was read until it is applied or another question comes. */
  function read(bench: Workbench, key: string, inputs: readonly ImportInput[], request: PreviewRequest) {
    const { part, mapping, passphrase } = request
    const name = slot(key, part)
    return latest(name, async (signal) => {
      kept.delete(name)
      const remembered = await rememberedColumns(bench)
      const answer = await readInWorker(
        { ...question(inputs), read: { part, mapping, passphrase, remembered } },
        { workerUrl, signal, timeoutMs: await timeLimit(inputs) },
      )
      if (answer.kind !== 'reading') throw new TrousseError('internal')
      const { reading } = answer
      const source = await findImportSource(bench, reading.kind, reading.system)
      const known = source ? await bench.space.store.read.knownRecords(source.id) : []
      const plan = await planReading(bench, source?.id ?? null, reading, signal)
      const preview = buildPreview(reading, known, plan, hashRecord)
      if (signal.aborted) throw new TrousseError('cancelled')
      keep(name, { reading, counts: preview.counts })
      return { reading, preview }
    })
  }

  return {
    async recognise(inputs) {
      const answer = await readInWorker({ ...question(inputs), read: null }, { workerUrl })
      if (answer.kind !== 'parts') throw new TrousseError('internal')
      return [...answer.parts]
    },

    preview: async (...question) => (await read(...question)).preview,

    async apply(bench, key, inputs, request) {
      const { part, mapping } = request
      let found = kept.get(slot(key, part))
      if (found === undefined || !isSameMapping(mapping, found.reading)) {
        const { reading, preview } = await read(bench, key, inputs, request)
        found = { reading, counts: preview.counts }
      }
      const { reading, counts } = found
      refuseUnusable(reading)
      const { store } = bench.space
      const label = importLabel(reading.kind, reading.system)
      const sourceId =
        (await findImportSource(bench, reading.kind, reading.system))?.id ??
        (await store.write.createSource({
          kind: reading.kind,
          label,
          origin: reading.files.join(', ').slice(0, MAX_ORIGIN),
          isDemo: false,
          config: reading.system === null ? {} : { system: reading.system },
          createdAt: toInstant(machine.clock.now()),
        }))
      const result = await bench.sync.applySnapshot(sourceId, [{ records: reading.records }], reading.coverage)
      if (reading.kind === 'trousse-pack' && !result.error && result.outcome !== 'held') {
        await takePackDocuments(bench.space, sourceId, inputs, request.passphrase)
      }
      if (reading.table !== null) await rememberColumns(bench, sourceId, reading.table)
      if (result.error) throw new TrousseError(result.error.code, result.error.params)
      if (result.outcome === 'held') throw new TrousseError('source-held')
      kept.delete(slot(key, part))
      return { kind: reading.kind, sourceId, sourceLabel: label, counts }
    },

    forget(key) {
      for (const [name, controller] of running) {
        if (name.startsWith(`${key}\n`)) controller.abort(new TrousseError('cancelled'))
      }
      for (const name of [...kept.keys()]) if (name.startsWith(`${key}\n`)) kept.delete(name)
    },
  }
}

const MAX_ORIGIN = 200
/** Past these bytes only packs are read: each byte is unsealed and hashed, at some megabytes a second on a slow laptop. */
const LARGE_BYTES = 200 * 1024 * 1024
const BASE_TIME_MS = 60_000
const BYTES_PER_MS = 2 * 1024

async function timeLimit(inputs: readonly ImportInput[]): Promise<number> {
  let bytes = 0
  for (const input of inputs) {
    if ('path' in input)
      bytes += await stat(input.path).then(
        ({ size }) => size,
        () => 0,
      )
  }
  return BASE_TIME_MS + Math.max(0, bytes - LARGE_BYTES) / BYTES_PER_MS
}

/** Asking with no mapping takes the one that was found. */
const isSameMapping = (mapping: RosterMapping | null, { table }: ImportReading): boolean =>
  mapping === null || JSON.stringify(mapping) === JSON.stringify(table?.mapping)

function refuseUnusable(reading: ImportReading): void {
  const file = reading.files.join(', ')
  if (reading.classNeeded) throw new TrousseError('file-class-unknown', { file })
  if (!isUseful(reading.records)) throw new TrousseError('file-nothing-usable', { file })
}
