/** One reading in a process of its own, as the app gives each its own thread: cold code, memory of nothing else. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { SaxesParser } from 'saxes'
import type { FileInput } from '../../electron/sources/file-source.ts'
import { readRoster } from '../../electron/sources/roster-file/read-roster.ts'
import { readSiecle } from '../../electron/sources/siecle/read-siecle.ts'

export type Reading = 'siecle' | 'siecle-parse' | 'list' | 'list-parse'

const TODAY = '2026-11-24'
const CHUNK_BYTES = 65_536
const nothing = () => {}
/** As the reader of lists asks for it. */
const CSV = {
  delimiter: ';',
  relax_column_count: true,
  skip_empty_lines: false,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: 1_000_000,
}

function parseXml({ bytes }: FileInput): void {
  const decoder = iconv.getDecoder('iso-8859-15')
  const parser = new SaxesParser()
  parser.on('opentag', nothing)
  parser.on('closetag', nothing)
  parser.on('text', nothing)
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    parser.write(decoder.write(Buffer.from(bytes.subarray(at, at + CHUNK_BYTES))))
  }
  parser.close()
}

const parseCsv = ({ bytes }: FileInput): number => parse(iconv.decode(Buffer.from(bytes), 'windows-1252'), CSV).length

/** How many records came out; for the bare parsing, of no meaning. */
const readings: Readonly<Record<Reading, (files: readonly FileInput[]) => number>> = {
  siecle: (files) => readSiecle(files, { today: TODAY }).records.length,
  'siecle-parse': (files) => files.map(parseXml).length,
  list: (files) => files.map(({ bytes, name }) => readRoster(bytes, name, null, TODAY).records.length)[0] ?? 0,
  'list-parse': (files) => files.map(parseCsv)[0] ?? 0,
}

const [, , reading, ...paths] = process.argv
const start = performance.now()
const files = paths.map((path) => ({ name: basename(path), bytes: readFileSync(path) }))
const records = readings[reading as Reading](files)
const ms = performance.now() - start
/** On Linux a child's `maxRSS` begins at what its parent had when it was forked; the kernel's own mark begins anew. */
function peakMemoryKb(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  const mark = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]
  return mark === undefined ? process.resourceUsage().maxRSS : Number(mark)
}

console.log(JSON.stringify({ ms, records, peakMb: peakMemoryKb() / 1024 }))
