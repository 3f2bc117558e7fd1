/** Files read to records, against merely reading and parsing the same bytes with the same libraries. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { FileInput } from '../../electron/sources/file-source.ts'
import type { Reading } from './import-child.ts'
import { LIST_LINES, PUPILS, rosterList, siecleSet } from './import-files.ts'
import { type Measure, median } from './measure.ts'

interface Sample {
  readonly ms: number
  readonly records: number
  readonly peakMb: number
}

const run = promisify(execFile)
const CHILD = fileURLToPath(new URL('import-child.ts', import.meta.url))
const TURNS = 7
/** Of the thread that reads files in the app: a third of its young generation. */
const SEMI_SPACE_MB = 32

async function save(folder: string, files: readonly FileInput[]): Promise<string[]> {
  return Promise.all(
    files.map(async ({ name, bytes }) => {
      const path = join(folder, name)
      await writeFile(path, bytes)
      return path
    }),
  )
}

async function sample(reading: Reading, paths: readonly string[]): Promise<Sample> {
  const { stdout } = await run(process.execPath, [`--max-semi-space-size=${SEMI_SPACE_MB}`, CHILD, reading, ...paths])
  return JSON.parse(stdout) as Sample
}

/** Whole and bare readings in turn, so that a busy moment falls on both. */
async function compare(label: string, whole: Reading, bare: Reading, paths: readonly string[]): Promise<Measure[]> {
  const samples: Record<'whole' | 'bare', Sample[]> = { whole: [], bare: [] }
  for (let turn = 0; turn < TURNS; turn++) {
    samples.whole.push(await sample(whole, paths))
    samples.bare.push(await sample(bare, paths))
  }
  const wholeMs = median(samples.whole.map(({ ms }) => ms))
  const bareMs = median(samples.bare.map(({ ms }) => ms))
  return [
    { name: `${label}: ${samples.whole[0]?.records} records`, value: wholeMs, unit: 'ms' },
    { name: `${label}: parsed only`, value: bareMs, unit: 'ms' },
    { name: `${label}: read to records`, value: wholeMs / bareMs, unit: '×', goal: 2.5, against: 'parsed only' },
    { name: `${label}: peak memory`, value: Math.max(...samples.whole.map(({ peakMb }) => peakMb)), unit: 'MB' },
    {
      name: `${label}: peak memory, parsed only`,
      value: Math.max(...samples.bare.map(({ peakMb }) => peakMb)),
      unit: 'MB',
    },
  ]
}

export async function measureImports(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-imports-'))
  try {
    const siecle = await save(folder, siecleSet())
    const list = await save(folder, [rosterList()])
    return [
      ...(await compare(`SIECLE, ${PUPILS} pupils, three files`, 'siecle', 'siecle-parse', siecle)),
      ...(await compare(`list of ${LIST_LINES} lines`, 'list', 'list-parse', list)),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
