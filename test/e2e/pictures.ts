/** Pictures of screens compared with those kept: halved first, so that a hair's breadth of smoothing is no difference. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright'
import { PNG } from 'pngjs'
import { ROOT } from './harness.ts'

const KEPT = join(ROOT, 'test/e2e/snapshots')
/** What differs is left here to look at; not kept. */
const SEEN = join(ROOT, 'test-results/visual')
const FONTS = join(KEPT, 'fonts.json')
/** Of the picture's points: a blinking caret, one smoothed letter. A moved line or another colour is far above. */
const MAX_SHARE = 0.0015
/** YIQ distance, pixelmatch's own scale from 0 to 1. */
const THRESHOLD = 0.15

export const isUpdating = process.env.TROUSSE_UPDATE_SNAPSHOTS === '1'

/** Each point of the result is the mean of four. */
function halved(source: PNG): PNG {
  const half = new PNG({ width: source.width >> 1, height: source.height >> 1 })
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0
        for (const [dx, dy] of [
          [0, 0],
          [1, 0],
          [0, 1],
          [1, 1],
        ] as const) {
          sum += source.data[((2 * y + dy) * source.width + 2 * x + dx) * 4 + channel] ?? 0
        }
        half.data[(y * half.width + x) * 4 + channel] = Math.round(sum / 4)
      }
    }
  }
  return half
}

/** How this computer draws a line of the window's own font: another smoothing makes other pictures of the same screen. */
export async function drawnLine(page: Page): Promise<string> {
  const points = await page.evaluate(async () => {
    await document.fonts.load('24px "Atkinson Hyperlegible Next"')
    const canvas = document.createElement('canvas')
    canvas.width = 480
    canvas.height = 40
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('no canvas')
    context.font = '24px "Atkinson Hyperlegible Next"'
    context.fillText('Élève, 2de 1 : « joignable » à 7 h 55', 4, 28)
    return [...context.getImageData(0, 0, canvas.width, canvas.height).data].join()
  })
  return createHash('sha256').update(points).digest('hex')
}

/** True when the kept pictures were made with fonts drawn as they are here; an update writes how they are drawn now. */
export async function drawsAsKept(page: Page): Promise<boolean> {
  const line = await drawnLine(page)
  if (isUpdating) {
    await mkdir(KEPT, { recursive: true })
    await writeFile(FONTS, `${JSON.stringify({ line }, null, 2)}\n`)
    return true
  }
  if (!existsSync(FONTS)) return false
  return JSON.parse(await readFile(FONTS, 'utf8')).line === line
}

/** Null when the screen is as kept, else what differs and where to look. */
export async function differenceFrom(page: Page, name: string): Promise<string | null> {
  const seen = halved(PNG.sync.read(await page.screenshot({ animations: 'disabled', caret: 'hide' })))
  const file = join(KEPT, `${name}.png`)
  if (isUpdating) {
    await writeFile(file, PNG.sync.write(seen, { colorType: 2, deflateLevel: 9 }))
    return null
  }
  if (!existsSync(file)) return `${name}: no picture is kept; run with TROUSSE_UPDATE_SNAPSHOTS=1`
  const kept = PNG.sync.read(await readFile(file))
  if (kept.width !== seen.width || kept.height !== seen.height) return `${name}: another size`
  const { width, height } = seen
  const marked = new PNG({ width, height })
  const points = pixelmatch(kept.data, seen.data, marked.data, width, height, { threshold: THRESHOLD })
  if (points <= width * height * MAX_SHARE) return null
  await mkdir(SEEN, { recursive: true })
  await writeFile(join(SEEN, `${name}.png`), PNG.sync.write(seen))
  await writeFile(join(SEEN, `${name}.difference.png`), PNG.sync.write(marked))
  return `${name}: ${points} points differ, see ${SEEN}`
}
