/**
 * Measures what a large pack costs: time against the bytes, and memory above idle. Not a test; prints JSON.
 * Usage: node test/helpers/packs-memory.ts [MiB, 300 by default]
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPack } from '../../electron/packs/build-pack.ts'
import { assignment, buildInput, classContent, file, noise } from './packs-content.ts'

const MIB = 1024 ** 2
const DOCUMENTS = 10
const total = Number(process.argv[2] ?? '300') * MIB
const chunk = noise(256 * 1024)

/** Contents without a place in memory: the same chunk again and again, another one first. */
function documentOf(index: number) {
  const chunks = Math.floor(total / DOCUMENTS / chunk.byteLength)
  const first = noise(chunk.byteLength, index + 2)
  const bytes = async function* () {
    yield first
    for (let sent = 1; sent < chunks; sent += 1) yield chunk
  }
  return { bytes, size: chunks * chunk.byteLength }
}

const contents = new Map<string, ReturnType<typeof documentOf>>()
for (let index = 0; index < DOCUMENTS; index += 1) {
  const document = documentOf(index)
  const hash = createHash('sha256')
  for await (const part of document.bytes()) hash.update(part)
  contents.set(hash.digest('hex'), document)
}
const files = [...contents].map(([hash, { size }], index) => file(`document ${index}.mp4`, hash, size))
const blobs = { read: (hash: string) => (contents.get(hash) ?? documentOf(0)).bytes() }

const folder = mkdtempSync(join(tmpdir(), 'trousse-memory-'))
try {
  const idle = process.memoryUsage().rss
  let peak = idle
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  const started = performance.now()
  const steps: Record<string, number> = {}
  let last = { step: 'preparing', at: started }
  const built = await buildPack(
    buildInput(folder, classContent({ assignments: [assignment({ files })] }), {
      blobs,
      onProgress: ({ step }) => {
        const at = performance.now()
        if (step === last.step) return
        steps[last.step] = Math.round(at - last.at)
        last = { step, at }
      },
    }),
  )
  clearInterval(timer)
  process.stdout.write(
    `${JSON.stringify({
      packMiB: Math.round(built.bytes / MIB),
      seconds: Math.round(performance.now() - started) / 1000,
      stepsMs: steps,
      idleMiB: Math.round(idle / MIB),
      peakAboveIdleMiB: Math.round((peak - idle) / MIB),
    })}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
