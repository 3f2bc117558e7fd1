/** Start, main thread and memory, in the real window, on the big school; a bare window of the same binary beside it. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from 'playwright'
import { ask } from '../e2e/ask.ts'
import { launchElectron, launchTrousse } from '../e2e/harness.ts'
import { BIG } from './big-school.ts'
import { type Measure, median, timed } from './measure.ts'

const STARTS = 5
const POLL_MS = 500
const BYTES_PER_MB = 1024 * 1024

const BARE_MAIN = `const { app, BrowserWindow } = require('electron')
const folder = app.commandLine.getSwitchValue('user-data-dir')
if (folder) app.setPath('userData', folder)
app.whenReady().then(() => new BrowserWindow({ width: 1200, height: 800 }).loadFile('index.html'))
app.on('window-all-closed', () => app.quit())
`

/** A program of one window with one word in it; returns its folder. */
export async function writeBareProgram(work: string): Promise<string> {
  const program = join(work, 'bare')
  await mkdir(program, { recursive: true })
  await writeFile(join(program, 'package.json'), JSON.stringify({ name: 'bare', main: 'main.cjs' }))
  await writeFile(join(program, 'main.cjs'), BARE_MAIN)
  await writeFile(join(program, 'index.html'), '<!doctype html><title>bare</title><main>ready</main>')
  return program
}

/** @param dataFolder a data folder whose `demo/` holds the big school; copied, never changed. */
export async function measureWindow(dataFolder: string): Promise<Measure[]> {
  const work = await mkdtemp(join(tmpdir(), 'trousse-start-'))
  try {
    const bareApp = await writeBareProgram(work)
    const bare: number[] = []
    const ours: number[] = []
    const [bareFolder, ourFolder] = [join(work, 'bare-data'), join(work, 'our-data')]
    await mkdir(bareFolder)
    await cp(join(dataFolder, 'demo'), join(ourFolder, 'demo'), { recursive: true, preserveTimestamps: true })
    // In turn, so that a machine that slows down slows both. The first pair is the day of the installation: caches of
    // the disk and of compiled code are empty. The others are what a morning is.
    for (let turn = 0; turn <= STARTS; turn++) {
      const bareMs = await startBare(bareApp, bareFolder)
      const oursMs = await startOurs(ourFolder)
      if (turn > 0) {
        bare.push(bareMs)
        ours.push(oursMs)
      }
    }
    const { blockedMs, memoryMb } = await watchSync(join(work, 'sync'))
    return [
      { name: 'start to usable window', value: median(ours), unit: 'ms' },
      { name: 'start of a bare window', value: median(bare), unit: 'ms' },
      {
        name: 'start',
        value: median(ours) / median(bare),
        unit: '×',
        goal: 1.3,
        against: 'a bare window, same binary',
      },
      { name: 'longest block of the main thread in a synchronisation', value: blockedMs, unit: 'ms', goal: 50 },
      { name: 'peak memory, all processes', value: memoryMb, unit: 'MB' },
    ]
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function startBare(program: string, folder: string): Promise<number> {
  const { ms, value } = await timed(async () => {
    const bare = await launchElectron({ program, folder })
    const page = await bare.firstWindow()
    await page.waitForSelector('main')
    return bare
  })
  await value.close()
  return ms
}

async function startOurs(folder: string) {
  const { ms, value: trousse } = await timed(async () => {
    const started = await launchTrousse({ folder, args: ['--demo'] })
    // Usable: the day is on screen, with the figures of the database.
    await started.page.waitForFunction(
      () => document.querySelector('h1') !== null && /2\s?000\sélèves/.test(document.body.textContent),
      null,
      { polling: 'raf' },
    )
    return started
  })
  await trousse.quit()
  return ms
}

/** The first synchronisation of the big school in a new window: how long the main thread was ever busy, and the memory. */
async function watchSync(folder: string): Promise<{ blockedMs: number; memoryMb: number }> {
  await mkdir(folder)
  const trousse = await launchTrousse({ folder, args: ['--demo', `--demo-size=${BIG.pupils}x${BIG.assignments}`] })
  await watchLoop(trousse.electron)
  let running = true
  while (running) {
    await trousse.page.waitForTimeout(POLL_MS)
    const tasks = await ask(trousse.page, 'tasks.list', undefined)
    running = tasks.length === 0 || tasks.some((task) => task.state === 'running')
  }
  const blockedMs = await longestBlock(trousse.electron)
  const memoryMb = await trousse.electron.evaluate(
    ({ app }, mb) => app.getAppMetrics().reduce((sum, one) => sum + (one.memory.peakWorkingSetSize * 1024) / mb, 0),
    BYTES_PER_MB,
  )
  await trousse.quit()
  return { blockedMs, memoryMb }
}

/** Counts how late a timer of one millisecond comes: the time the main thread was busy with something else. */
const watchLoop = (electron: ElectronApplication) =>
  electron.evaluate(() => {
    const state = { longest: 0, last: performance.now() }
    Object.assign(globalThis, { benchLoop: state })
    setInterval(() => {
      const now = performance.now()
      state.longest = Math.max(state.longest, now - state.last - 1)
      state.last = now
    }, 1).unref()
  })

const longestBlock = (electron: ElectronApplication): Promise<number> =>
  electron.evaluate(() => (globalThis as unknown as { benchLoop: { longest: number } }).benchLoop.longest)
