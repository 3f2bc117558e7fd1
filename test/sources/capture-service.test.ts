/** Capture over a real space, with a window that shows what the test wants: what is kept, held, joined, remembered. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNodeMachine } from '../../electron/cli/machine.ts'
import type { CaptureWindows, EntWindowOptions } from '../../electron/services/capture-windows.ts'
import { type Captures, createCaptures } from '../../electron/services/captures/captures.ts'
import { createSpace } from '../../electron/services/space.ts'
import { createTaskRegistry, type TaskRegistry } from '../../electron/services/tasks.ts'
import { createWorkbench, type Workbench } from '../../electron/services/workbench.ts'
import type { CapturedBlock } from '../../electron/sources/capture/captured-page.ts'
import { block, row, titles } from '../helpers/captured-page.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const ROSTER = 'https://ent.example/classe/12'
const WORK = 'https://ent.example/cahier/12'

interface Shown {
  readonly blocks?: readonly CapturedBlock[]
  readonly hints?: readonly string[]
  readonly text?: string
  readonly login?: boolean
}

/** A browser of pages by address. */
function createWindows(site: Map<string, Shown>) {
  let open: EntWindowOptions | null = null
  let url = ''
  const forgotten: string[] = []
  const notices: string[] = []
  const windows: CaptureWindows = {
    open(options) {
      open = options
      url = options.url
    },
    page: () => (open ? { url, title: '', loading: false, httpStatus: 200, problem: null } : null),
    async navigate(to) {
      url = to
    },
    async read() {
      const shown = site.get(url) ?? {}
      return [{ url, title: '', hints: [], text: '', login: false, blocks: [], ...shown }]
    },
    tell: (notice) => notices.push(notice.kind),
    close() {
      open?.onClosed()
      open = null
    },
    forget: async (partition) => void forgotten.push(partition),
  }
  const go = (to: string) => {
    url = to
  }
  return { windows, go, press: () => open?.onCapture(), forgotten, notices }
}

const names = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) =>
    row(
      `NOM${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[(from + index) % 26]}${'AEIOU'[Math.floor((from + index) / 26)]} Zoé`,
      '01/02/2013',
    ),
  )
const roster = (count: number, from = 0): CapturedBlock =>
  block([titles('Élève', 'Né(e) le'), ...names(count, from)], { near: ['Classe 3e B'] })
const work: CapturedBlock = block(
  [
    titles('Pour le', 'Matière', 'Travail à faire'),
    row('30/11/2026', 'Maths', 'Exercice 1'),
    row('01/12/2026', 'SVT', 'Réviser'),
  ],
  { near: ['Classe 3e B'] },
)

let folder: string
let bench: Workbench
let tasks: TaskRegistry
let captures: Captures
let site: Map<string, Shown>
let browser: ReturnType<typeof createWindows>
let sourceId: number

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trousse-capture-'))
  site = new Map([
    [ROSTER, { blocks: [roster(30)] }],
    [WORK, { blocks: [work] }],
  ])
  browser = createWindows(site)
  const machine = { ...createNodeMachine(), clock: { now: () => NOW }, captureWindows: browser.windows }
  const { space } = await createSpace(machine, { folder, kind: 'own', passphrase: 'six tasses de thé froid' })
  bench = await createWorkbench(machine, space)
  tasks = createTaskRegistry({ clock: machine.clock, log: machine.log, newId: machine.newId, tell: () => {} })
  captures = createCaptures(machine, { bench, tasks, changed: () => {}, suggestions: async () => [] })
  sourceId = await captures.open({ url: ROSTER, label: 'ENT' }, 'fr')
})
afterEach(async () => {
  captures.stop()
  await tasks.shutdown()
  await bench.space.close()
  await rm(folder, { recursive: true, force: true })
})

const pupils = async () => (await bench.space.store.read.readRoster(null)).length
const assignments = async () => (await bench.space.store.read.listAssignments({ offset: 0, limit: 100 })).total
const capture = async (url: string) => {
  browser.go(url)
  const preview = await captures.read(sourceId)
  return captures.apply(sourceId, preview.mapping)
}

describe('a page that was read', () => {
  it('is kept only once the teacher agrees', async () => {
    const preview = await captures.read(sourceId)
    expect(preview).toMatchObject({ confidence: 'sure', complete: true, counts: { new: 30, refused: 0 } })
    expect(await pupils()).toBe(0)
    await captures.apply(sourceId, preview.mapping)
    expect(await pupils()).toBe(30)
    expect((await captures.read(sourceId)).counts).toMatchObject({ new: 0, unchanged: 30 })
  })

  it('can be thrown away', async () => {
    const { mapping } = await captures.read(sourceId)
    captures.discard(sourceId)
    await expect(captures.apply(sourceId, mapping)).rejects.toMatchObject({ code: 'not-found' })
    expect(await pupils()).toBe(0)
  })

  it('half loaded loses nobody: the class is held', async () => {
    await capture(ROSTER)
    site.set(ROSTER, { blocks: [roster(12)] })
    const preview = await captures.read(sourceId)
    await expect(captures.apply(sourceId, preview.mapping)).rejects.toMatchObject({ code: 'source-held' })
    expect(await pupils()).toBe(30)
    expect(await bench.space.store.read.listHeldSyncs()).toHaveLength(1)
  })

  it('that says there are more loses nobody, held or not', async () => {
    await capture(ROSTER)
    site.set(ROSTER, { blocks: [roster(29)], hints: ['1 – 29 sur 30'] })
    await capture(ROSTER)
    expect(await pupils()).toBe(30)
    site.set(ROSTER, { blocks: [{ ...roster(29), complete: false }] })
    await capture(ROSTER)
    expect(await pupils()).toBe(30)
  })

  it('of pupils takes no work away, nor one of work a pupil', async () => {
    await capture(ROSTER)
    await capture(WORK)
    expect([await pupils(), await assignments()]).toEqual([30, 2])
    await capture(ROSTER)
    site.set(WORK, {
      blocks: [
        block([titles('Pour le', 'Matière', 'Travail à faire'), row('07/12/2026', 'Maths', 'Exercice 9')], {
          near: ['Classe 3e B'],
        }),
      ],
    })
    await capture(WORK)
    expect([await pupils(), await assignments()]).toEqual([30, 3])
  })

  it('of a teaching group takes nobody out of the classes it is drawn from', async () => {
    await capture(ROSTER)
    site.set('https://ent.example/groupe/3', {
      blocks: [
        block(
          [
            titles('Élève', 'Né(e) le', 'Classe'),
            ...names(6).map((cells, index) => [...cells, { text: index < 3 ? '3e B' : '3e A' }]),
          ],
          { near: ['Groupe Latin'] },
        ),
      ],
    })
    await capture('https://ent.example/groupe/3')
    expect(await bench.space.store.read.listHeldSyncs()).toEqual([])
    const classes = await bench.space.store.read.listClasses()
    expect(classes.find(({ name }) => name === '3e B')?.pupils).toBe(30)
  })

  it('of lessons takes neither a pupil nor a piece of work away', async () => {
    const week = (subject: string) =>
      block([
        titles('', 'Lundi 30/11', 'Mardi 01/12', 'Jeudi 03/12'),
        row('8h00 - 9h00', `${subject}\n3e B`, `${subject}\n3e B`, `${subject}\n3e B`),
        row('9h00 - 10h00', 'SVT\n3e B', '', ''),
      ])
    await capture(ROSTER)
    await capture(WORK)
    site.set('https://ent.example/edt', { blocks: [week('Maths')] })
    await capture('https://ent.example/edt')
    const lessons = () =>
      bench.space.store.read.listLessons({ from: '2026-11-01T00:00:00Z', to: '2026-12-31T00:00:00Z' })
    expect(await lessons()).toHaveLength(4)
    // Another subject at the same hours: the former lessons are gone.
    site.set('https://ent.example/edt', { blocks: [week('Anglais')] })
    await capture('https://ent.example/edt')
    expect((await lessons()).map(({ label }) => label).sort()).toEqual(['Anglais', 'Anglais', 'Anglais', 'SVT'])
    expect([await pupils(), await assignments()]).toEqual([30, 2])
  })

  it('without a class asks for it', async () => {
    site.set(ROSTER, { blocks: [{ ...roster(3), near: [] }] })
    const preview = await captures.read(sourceId)
    expect(preview.classNeeded).toBe(true)
    await expect(captures.apply(sourceId, preview.mapping)).rejects.toMatchObject({ code: 'capture-class-unknown' })
    await captures.apply(sourceId, { ...preview.mapping, className: '4e C' })
    const rows = await bench.space.store.read.readRoster(null)
    expect(new Set(rows.map(({ className }) => className))).toEqual(new Set(['4e C']))
  })

  it('is forgotten by the window once another was read', async () => {
    await captures.read(sourceId)
    const { pending } = await captures.state()
    await captures.read(sourceId)
    await expect(captures.preview(sourceId, pending?.revision ?? 0, null)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('the pages of one list', () => {
  it('are joined, and a page read twice counts once', async () => {
    site.set(`${ROSTER}?page=1`, { blocks: [roster(20)], hints: ['1 – 20 sur 34'] })
    site.set(`${ROSTER}?page=2`, { blocks: [roster(14, 20)], hints: ['21 – 34 sur 34'] })
    browser.go(`${ROSTER}?page=1`)
    expect(await captures.read(sourceId)).toMatchObject({ complete: false, announced: 34 })
    browser.go(`${ROSTER}?page=2`)
    expect(await captures.read(sourceId)).toMatchObject({ complete: true, pages: 2, repeated: 0 })
    const again = await captures.read(sourceId)
    expect(again).toMatchObject({ complete: true, repeated: 14 })
    expect(again.rows).toHaveLength(34)
  })

  it('of two classes are two lists', async () => {
    await captures.read(sourceId)
    site.set('https://ent.example/classe/13', { blocks: [{ ...roster(5), near: ['Classe 4e C'] }] })
    browser.go('https://ent.example/classe/13')
    expect(await captures.read(sourceId)).toMatchObject({ pages: 1, mapping: { className: '4e C' } })
  })
})

describe('a mapping agreed to once', () => {
  it('makes the next capture one press, for another class too', async () => {
    await capture(ROSTER)
    site.set('https://ent.example/classe/13', { blocks: [{ ...roster(5, 30), near: ['Classe 4e C'] }] })
    browser.go('https://ent.example/classe/13')
    browser.press()
    await expect.poll(pupils).toBe(35)
    await expect.poll(() => browser.notices.at(-1)).toBe('kept')
    expect((await captures.state()).pending).toBeNull()
  })

  it('is not enough for a list that is not whole, nor for another shape of page', async () => {
    await capture(ROSTER)
    site.set(ROSTER, { blocks: [roster(30)], hints: ['1 – 30 sur 40'] })
    browser.go(ROSTER)
    browser.press()
    await expect.poll(() => browser.notices.at(-1)).toBe('to-confirm')
    browser.go(WORK)
    browser.press()
    await expect.poll(async () => (await captures.state()).last?.kind).toBe('assignments')
    expect(await assignments()).toBe(0)
  })

  it('can be forgotten', async () => {
    await capture(ROSTER)
    const [page] = (await captures.state()).sources[0]?.pages ?? []
    await captures.forgetPage(sourceId, page?.id ?? '')
    expect((await captures.read(sourceId)).remembered).toBe(false)
  })
})

describe('a round', () => {
  const go = async () => tasks.finished(await captures.round(sourceId, 'fr'))

  it('reads every page again', async () => {
    await capture(ROSTER)
    await capture(WORK)
    site.set(ROSTER, { blocks: [roster(31)] })
    expect(await go()).toMatchObject({
      state: 'done',
      outcome: { pages: 2, kept: 2, toConfirm: 0, failed: 0, rows: 33 },
    })
    expect(await pupils()).toBe(31)
  })

  it('stops at a login door, and at an outage', async () => {
    await capture(ROSTER)
    await capture(WORK)
    site.set(ROSTER, { login: true, text: 'Identifiant Mot de passe' })
    expect(await go()).toMatchObject({ state: 'failed', error: { code: 'capture-login-needed' } })
    site.set(ROSTER, { text: 'Accès momentanément indisponible' })
    expect(await go()).toMatchObject({ state: 'failed', error: { code: 'server-maintenance' } })
    expect([await pupils(), await assignments()]).toEqual([30, 2])
  })

  it('goes on past a page that is no longer there', async () => {
    await capture(ROSTER)
    await capture(WORK)
    site.set(ROSTER, { blocks: [block([row('Bienvenue')])] })
    expect(await go()).toMatchObject({ state: 'done', outcome: { kept: 1, failed: 1 } })
  })
})

describe('the source', () => {
  it('keeps addresses without tickets, and its session goes with it', async () => {
    const secret = `${ROSTER};jsessionid=AB12?ticket=ST-9`
    site.set(secret, { blocks: [roster(30)] })
    await capture(secret)
    const record = await bench.space.store.read.readSource(sourceId)
    expect(JSON.stringify(record?.config)).not.toMatch(/AB12|ST-9/)
    await captures.forgetSource(sourceId)
    // Once when it was made, in case an older space left something; once at its end.
    expect(browser.forgotten).toEqual([`persist:ent-${sourceId}`, `persist:ent-${sourceId}`])
    expect((await captures.state()).window).toBeNull()
  })

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'app://trousse/index.html', 'https://moi:secret@ent.example'])(
    'cannot be at %s',
    async (url) => {
      await expect(captures.open({ url, label: 'X' }, 'fr')).rejects.toMatchObject({ code: 'address-refused' })
    },
  )
})
