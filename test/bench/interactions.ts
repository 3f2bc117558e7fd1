/**
 * How long a teacher waits after each gesture, in the real window on the big school with a ledger of 100,000 rows; an
 * empty page of the same binary beside it. Goals: issue "calm on the worst morning", 100 ms and 50 ms.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { createNodeMachine } from '../../electron/cli/machine.ts'
import { openSpace } from '../../electron/services/space.ts'
import type { StoreClient } from '../../electron/store/api.ts'
import { ask } from '../e2e/ask.ts'
import { launchElectron, launchTrousse, ROOT, type Trousse } from '../e2e/harness.ts'
import { type Measure, median, percentile } from './measure.ts'
import { writeBareProgram } from './window.ts'

const LEDGER_ROWS = 100_000
const ROWS_PER_MESSAGE = 2_000
const TURNS = 7
const GOAL_MS = 100
const FRAME_GOAL_MS = 50
const SCROLL_MS = 3_000
const BYTES_PER_MB = 1024 * 1024

/** Messages of 2,000 recipients each, until the ledger has its rows. */
export async function fillLedger(store: StoreClient): Promise<void> {
  const classes = await store.read.listClasses()
  const roster = await store.read.readRoster(null)
  const people = roster.slice(0, ROWS_PER_MESSAGE)
  const createdAt = new Date(Date.now() - 3_600_000).toISOString()
  for (let sent = 0; sent < LEDGER_ROWS / ROWS_PER_MESSAGE; sent++) {
    await store.write.createMessage({
      classId: classes[sent % classes.length]?.id ?? 1,
      audience: 'pupils',
      subject: `Travail de la semaine ${sent + 1}`,
      body: 'Bonjour, le travail est celui donné en classe.',
      createdAt,
      fromAddress: 'claire.monnerie@ac.example',
      fromName: 'Claire Monnerie',
      deliveries: people.map((row) => ({
        personId: row.pupilId,
        pupilIds: [row.pupilId],
        recipientName: `${row.familyName} ${row.givenName}`,
        about: `${row.familyName} ${row.givenName}`,
        address: `eleve.${row.pupilId}@famille.example`,
        messageIdHeader: `${sent}.${row.pupilId}@trousse.example`,
        subject: `Travail de la semaine ${sent + 1}`,
        body: 'Bonjour.',
      })),
    })
  }
}

/** In the page: from a gesture to the frame that shows its answer. */
const installClock = (page: Page) =>
  page.evaluate(() => {
    const painted = () =>
      new Promise<void>((resolve) => {
        // The frame after the change, then the task after that frame: what was drawn is on screen.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve()
          port2.postMessage(null)
        })
      })
    const until = async (ready: () => boolean) => {
      while (!ready()) await new Promise((resolve) => requestAnimationFrame(resolve))
      await painted()
    }
    Object.assign(window, {
      benchGesture: async (act: () => void, ready: () => boolean) => {
        const start = performance.now()
        act()
        await until(ready)
        return performance.now() - start
      },
    })
  })

interface BenchWindow {
  benchGesture(act: () => void, ready: () => boolean): Promise<number>
}

/** Text that the screen must show before it counts as answered. */
const goTo = (page: Page, hash: string, shown: string): Promise<number> =>
  page.evaluate(
    ([address, text]) =>
      (window as unknown as BenchWindow).benchGesture(
        () => {
          window.location.hash = address
        },
        () => document.querySelector('main')?.textContent.includes(text) ?? false,
      ),
    [hash, shown] as const,
  )

async function repeat(measure: () => Promise<number>, between: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    await between()
    times.push(await measure())
  }
  return median(times)
}

/** Types a word as fast as a good typist, and returns the worst time from a key to the field showing it. */
async function typeInto(page: Page, selector: string, word: string): Promise<number> {
  await page.locator(selector).first().focus()
  const worst = await page.evaluate(
    async ([field, text]) => {
      const input = document.querySelector<HTMLInputElement>(field)
      if (input === null) throw new Error(`no ${field}`)
      const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
      let longest = 0
      for (let end = 1; end <= text.length; end++) {
        const ms = await (window as unknown as BenchWindow).benchGesture(
          () => {
            // As the browser does when a key is typed: React listens to this event.
            setter?.call(input, text.slice(0, end))
            input.dispatchEvent(new Event('input', { bubbles: true }))
          },
          () => input.value === text.slice(0, end),
        )
        longest = Math.max(longest, ms)
        await new Promise((resolve) => setTimeout(resolve, 80))
      }
      return longest
    },
    [selector, word] as const,
  )
  return worst
}

/** Scrolls the largest table without a stop; the longest time between two frames, once warm. */
const scrollTable = (page: Page): Promise<{ longest: number; p95: number }> =>
  page
    .evaluate(async (duration) => {
      const table = document.querySelector<HTMLElement>('[role="grid"]')
      if (table === null) throw new Error('no table to scroll')
      const gaps: number[] = []
      const start = performance.now()
      let last = start
      await new Promise<void>((resolve) => {
        const step = () => {
          const now = performance.now()
          gaps.push(now - last)
          last = now
          // Some 30 rows a frame at the fastest: a thumb pulled down, then up again.
          table.scrollTop = ((now - start) / duration) % 1 < 0.5 ? table.scrollTop + 400 : table.scrollTop - 400
          if (now - start < duration) requestAnimationFrame(step)
          else resolve()
        }
        requestAnimationFrame(step)
      })
      return gaps.slice(2)
    }, SCROLL_MS)
    .then((gaps) => ({ longest: Math.max(...gaps), p95: percentile(gaps, 95) }))

/** The same clock on a page with nothing in it: what the machine and the browser take by themselves. */
async function measureEmptyPage(work: string): Promise<{ gesture: number; frame: number }> {
  const program = await writeBareProgram(work)
  const bare = await launchElectron({ program, folder: join(work, 'empty') })
  try {
    const page = await bare.firstWindow()
    await page.waitForSelector('main')
    await installClock(page)
    const gesture = await repeat(
      () =>
        page.evaluate(() =>
          (window as unknown as BenchWindow).benchGesture(
            () => {
              const main = document.querySelector('main')
              if (main) main.textContent = String(performance.now())
            },
            () => true,
          ),
        ),
      async () => {},
    )
    const frame = await page.evaluate(async () => {
      const gaps: number[] = []
      let last = performance.now()
      for (let frame = 0; frame < 120; frame++) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        gaps.push(performance.now() - last)
        last = performance.now()
      }
      return Math.max(...gaps.slice(2))
    })
    return { gesture, frame }
  } finally {
    await bare.close()
  }
}

/** What is fetched before the first screen, and all there is. */
async function bundleSizes(): Promise<{ whole: number }> {
  const folder = join(ROOT, 'out', 'renderer', 'assets')
  const names = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name))
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
  return { whole: sizes.reduce((sum, size) => sum + size, 0) }
}

/** @param dataFolder a data folder whose `demo/` holds the big school; its ledger is filled, and nothing else of it changes. */
export async function measureInteractions(dataFolder: string): Promise<Measure[]> {
  const work = await mkdtemp(join(tmpdir(), 'trousse-hand-'))
  let trousse: Trousse | null = null
  try {
    const machine = createNodeMachine()
    const space = await openSpace(machine, { folder: join(dataFolder, 'demo') })
    await fillLedger(space.store)
    await space.close()
    const empty = await measureEmptyPage(work)
    trousse = await launchTrousse({ folder: dataFolder, args: ['--demo'] })
    const { page, electron } = trousse
    await page.waitForFunction(() => /2\s?000\sélèves/.test(document.body.textContent), null, { polling: 'raf' })
    const [message] = await ask(page, 'messages.list', undefined)
    const classes = await ask(page, 'classes.list', undefined)
    const klass = classes.find(({ kind }) => kind === 'class')
    const [pupil] = await ask(page, 'classes.roster', { classId: klass?.id ?? null })
    await installClock(page)
    const home = () => goTo(page, '#/settings', 'Réglages')
    const screens = [
      ['Today', '#/today', 'élèves'],
      ['the list of classes', '#/classes', klass?.name ?? ''],
      ['a class', `#/classes/${klass?.id}`, pupil?.familyName ?? ''],
      ['a pupil', `#/classes/pupil/${pupil?.pupilId}`, pupil?.familyName ?? ''],
      ['20,000 assignments', '#/assignments', '20'],
      ['50 messages', '#/outbox', message?.subject ?? ''],
      ['a message of 2,000 rows', `#/outbox/${message?.id}`, '@famille.example'],
    ] as const
    const measures: Measure[] = []
    const add = (name: string, value: number, goal = GOAL_MS) =>
      measures.push(
        { name, value, unit: 'ms', goal },
        {
          name: `${name}, ratio`,
          value: value / empty.gesture,
          unit: '×',
          against: 'one change of an empty page',
        },
      )
    measures.push({ name: 'one change of an empty page', value: empty.gesture, unit: 'ms' })
    for (const [name, hash, shown] of screens) {
      // What was read once comes from the cache of the window; the first reading counts apart.
      await home()
      add(`${name}: first opening`, await goTo(page, hash, shown))
      add(`${name}: opening again`, await repeat(() => goTo(page, hash, shown), home))
    }
    await goTo(page, `#/outbox/${message?.id}`, '@famille.example')
    const grid = page.getByRole('grid').first()
    await grid.waitFor()
    const sorted = await repeat(
      () =>
        page.evaluate(() => {
          const [heading] = document.querySelectorAll<HTMLElement>('[role="columnheader"][aria-sort]')
          const before = heading?.getAttribute('aria-sort')
          return (window as unknown as BenchWindow).benchGesture(
            () => heading?.click(),
            () => document.querySelector('[role="columnheader"][aria-sort]')?.getAttribute('aria-sort') !== before,
          )
        }),
      () => page.waitForTimeout(50),
    )
    add('sorting 2,000 rows', sorted)
    const scroll = await scrollTable(page)
    measures.push(
      { name: 'longest frame while scrolling 2,000 rows', value: scroll.longest, unit: 'ms', goal: FRAME_GOAL_MS },
      { name: 'longest frame of an empty page', value: empty.frame, unit: 'ms' },
      { name: '95 % of the frames while scrolling', value: scroll.p95, unit: 'ms' },
    )
    add('typing in the filter of 2,000 rows, slowest key', await typeInto(page, 'main input[type="search"]', 'martin'))
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    add('typing in the search of everything, slowest key', await typeInto(page, '[role="dialog"] input', 'martin lou'))
    // The first empties the field, the second closes.
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const memory = await electron.evaluate(
      ({ app }, mb) =>
        app
          .getAppMetrics()
          .filter(({ type }) => type === 'Tab')
          .reduce((sum, one) => sum + (one.memory.workingSetSize * 1024) / mb, 0),
      BYTES_PER_MB,
    )
    measures.push(
      { name: 'memory of the window’s process', value: memory, unit: 'MB' },
      {
        name: 'code and styles of the window, unpacked',
        value: (await bundleSizes()).whole / BYTES_PER_MB,
        unit: 'MB',
      },
    )
    return measures
  } finally {
    await trousse?.quit().catch(() => {})
    await rm(work, { recursive: true, force: true })
  }
}
