/**
 * Packs of a class of 35 with 200 MB of documents: the self-opening page against copying and hashing the same
 * files, a folder brought up to date against its first writing, a class in one action against pupil after pupil.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import { buildClassSet } from '../../electron/packs/build-class-set.ts'
import { type BuildPackInput, buildPack } from '../../electron/packs/build-pack.ts'
import { generatePassphrase } from '../../electron/packs/passphrase.ts'
import {
  assignment,
  buildInput,
  classContent,
  file,
  MemoryBlobs,
  noise,
  PASSPHRASE,
  pupil,
} from '../helpers/packs-content.ts'
import { type Measure, timed } from './measure.ts'

const MB = 1_000_000
const DOCUMENTS = 20
const PUPILS = 35
const CHROMIUM = '/usr/bin/chromium'
/** Written to packs 35 times, so less of it: the ratio is what counts. */
const SET_MB = 20

interface Material {
  readonly folder: string
  /** The documents as plain files, for the baseline. */
  readonly plain: string
  readonly input: (folder: string, change?: Partial<BuildPackInput>) => BuildPackInput
}

async function prepare(folder: string, megabytes: number): Promise<Material> {
  const plain = join(folder, `plain-${megabytes}`)
  await mkdir(plain, { recursive: true })
  const blobs = new MemoryBlobs()
  const files = []
  for (let index = 0; index < DOCUMENTS; index += 1) {
    const data = noise((megabytes * MB) / DOCUMENTS, index + 1)
    await writeFile(join(plain, `${index}.pdf`), data)
    files.push(file(`document ${index}.pdf`, blobs.add(data), data.byteLength))
  }
  const content = classContent({
    pupils: Array.from({ length: PUPILS }, (_, index) => pupil({ givenName: `Prénom ${index}` })),
    assignments: files.map((one, index) => assignment({ title: `Travail ${index}`, files: [one] })),
  })
  return {
    folder,
    plain,
    input: (to, change = {}) => buildInput(to, content, { profile: 'pupil', blobs, ...change }),
  }
}

/** Highest memory above what was held before, while `work` runs; in megabytes. */
async function withPeak<T>(work: () => Promise<T>): Promise<{ ms: number; value: T; peakMb: number }> {
  globalThis.gc?.()
  const idle = process.memoryUsage().rss
  let peak = idle
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  try {
    const done = await timed(work)
    return { ...done, peakMb: Math.max(0, peak - idle) / MB }
  } finally {
    clearInterval(timer)
  }
}

async function newFolder(folder: string, name: string): Promise<string> {
  const made = join(folder, name)
  await mkdir(made)
  return made
}

/**
 * 7-Zip on the same documents at the same level, which is none: documents are compressed already. `checked` also tests
 * the archive, as a pack is read back and opened before it is announced. Null without it.
 */
function sevenZipOf({ folder, plain }: Material): { plain: number; checked: number; usual: number } | null {
  const archive = join(folder, 'seven.zip')
  const passphrase = `-p${PASSPHRASE}`
  const run = (...args: string[]) => {
    const start = performance.now()
    const { error, status } = spawnSync('7z', args, { stdio: 'ignore' })
    if (error !== undefined) return null
    if (status !== 0) throw new Error(`7z ended with ${status}`)
    execFileSync('sync', [folder])
    return performance.now() - start
  }
  const made = run('a', '-tzip', '-mem=AES256', '-mx=0', passphrase, archive, plain)
  if (made === null) return null
  const tested = run('t', passphrase, archive) ?? 0
  execFileSync('rm', [archive])
  const usual = run('a', '-tzip', '-mem=AES256', passphrase, archive, plain) ?? 0
  execFileSync('rm', [archive])
  return { plain: made, checked: made + tested, usual }
}

/** From the click on "open" to the page, and to one document of 10 MB, in Chromium; null without it. */
async function opening(
  path: string,
): Promise<{ load: number; unlock: number; document: number; block: number } | null> {
  if (!existsSync(CHROMIUM)) return null
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    const load = await timed(() => page.goto(pathToFileURL(path).href, { timeout: 120_000 }))
    await page.locator('#phrase').fill(PASSPHRASE)
    const unlock = await timed(async () => {
      await page.locator('#form button').click()
      await page.locator('#contenu').waitFor()
    })
    // Blocks of over 50 ms, as the browser counts them (W3C Long Tasks).
    await page.evaluate(() => {
      const seen = { longest: 0 }
      Object.assign(window, { seen })
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration)
      }).observe({ type: 'longtask' })
    })
    const document = await timed(async () => {
      await page.locator('button.document').first().click()
      await page.locator('a.act').first().waitFor()
    })
    const block = await page.evaluate(() => Number((window as { seen?: { longest: number } }).seen?.longest ?? 0))
    return { load: load.ms, unlock: unlock.ms, document: document.ms, block }
  } finally {
    await browser.close()
  }
}

export async function measurePacks(): Promise<Measure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-bench-packs-'))
  try {
    const large = await prepare(folder, 200)
    const copied = await timed(() => {
      execFileSync('cp', ['-r', large.plain, join(folder, 'copy')])
      execFileSync('sh', ['-c', `sha256sum "${join(folder, 'copy')}"/* > /dev/null && sync`])
    })
    const html = await withPeak(async () =>
      buildPack(large.input(await newFolder(folder, 'html'), { form: 'html', passphrase: PASSPHRASE })),
    )
    const opened = await opening(html.value.path)
    const sevenZip = sevenZipOf(large)
    const zip = await withPeak(async () =>
      buildPack(large.input(await newFolder(folder, 'zip'), { form: 'zip', passphrase: PASSPHRASE })),
    )
    await rm(join(folder, 'zip'), { recursive: true })
    await rm(join(folder, 'html'), { recursive: true })

    const stick = await newFolder(folder, 'stick')
    const clear = { form: 'folder', encrypted: false, passphrase: null } as const
    const first = await withPeak(() => buildPack(large.input(stick, clear)))
    const again = await timed(() => buildPack(large.input(stick, clear)))
    if (again.value.written !== 0) throw new Error('an unchanged folder was written again')
    await rm(stick, { recursive: true })

    const small = await prepare(folder, SET_MB)
    const one = await timed(async () =>
      buildPack(
        small.input(await newFolder(folder, 'one'), {
          form: 'html',
          profile: 'individual',
          recipientId: small.input('').content.pupils[0]?.id,
          passphrase: generatePassphrase(),
        }),
      ),
    )
    const {
      profile: _,
      passphrase: __,
      encrypted: ___,
      recipientId: ____,
      ...setInput
    } = small.input(await newFolder(folder, 'set'), { form: 'html' })
    const set = await withPeak(() => buildClassSet({ ...setInput, onPack: async () => {} }))
    return [
      { name: 'copy and SHA-256 of 200 MB', value: copied.ms, unit: 'ms' },
      { name: 'page of 200 MB, sealed, written, read back, verified', value: html.ms, unit: 'ms' },
      { name: 'the same', value: html.ms / copied.ms, unit: '×', against: 'cp -r and sha256sum' },
      { name: 'its peak memory above idle', value: html.peakMb, unit: 'MB', goal: 150 },
      { name: 'encrypted ZIP of 200 MB, written, read back, opened again', value: zip.ms, unit: 'ms' },
      ...(sevenZip === null
        ? []
        : ([
            { name: 'the same', value: zip.ms / sevenZip.plain, unit: '×', goal: 1.2, against: '7z a -mx=0, sync' },
            { name: 'the same', value: zip.ms / sevenZip.usual, unit: '×', against: '7z a at its own level, sync' },
            { name: 'the same', value: zip.ms / sevenZip.checked, unit: '×', against: '7z a -mx=0, sync, 7z t' },
          ] as const)),
      { name: 'its peak memory above idle', value: zip.peakMb, unit: 'MB', goal: 150 },
      ...(opened === null
        ? []
        : ([
            { name: 'page of 200 MB loaded in Chromium', value: opened.load, unit: 'ms' },
            { name: 'its passphrase to its content', value: opened.unlock, unit: 'ms' },
            { name: 'one of its documents of 10 MB opened', value: opened.document, unit: 'ms' },
            { name: 'longest block of the page meanwhile', value: opened.block, unit: 'ms' },
          ] as const)),
      { name: 'folder of 200 MB, first', value: first.ms, unit: 'ms' },
      { name: 'the same', value: first.ms / copied.ms, unit: '×', goal: 1.3, against: 'cp -r and sha256sum' },
      { name: 'its peak memory above idle', value: first.peakMb, unit: 'MB', goal: 150 },
      {
        name: 'folder with nothing changed',
        value: (100 * again.ms) / first.ms,
        unit: '%',
        goal: 5,
        against: 'the first',
      },
      { name: `${PUPILS} individual pages of ${SET_MB} MB`, value: set.ms, unit: 'ms' },
      {
        name: 'the same',
        value: set.ms / (PUPILS * one.ms),
        unit: '×',
        goal: 0.5,
        against: `${PUPILS} × one`,
      },
      { name: 'its peak memory above idle', value: set.peakMb, unit: 'MB', goal: 150 },
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
