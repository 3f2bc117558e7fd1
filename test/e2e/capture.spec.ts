/** Capture in the real window: the demonstration's two web spaces, logged in by hand and read without a gesture. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entOf, until } from './ent.ts'
import { cleanUp, launchTrousse, type Trousse } from './harness.ts'

let trousse: Trousse
let ent: ReturnType<typeof entOf>
let kosmosId = 0
let pronoteId = 0

beforeAll(async () => {
  trousse = await launchTrousse({ args: ['--demo'] })
  await trousse.page.locator('#root > *').first().waitFor()
  ent = entOf(trousse)
  // Nothing of the class may come from elsewhere than from the screen.
  await ent.suggestion(1)
})
afterAll(async () => {
  await trousse?.quit()
  await cleanUp()
})

const linksOf = (word: string) =>
  ent.inEnt<string[]>(
    `[...document.querySelectorAll('a')].map((a) => a.getAttribute('href')).filter((href) => href.includes(${JSON.stringify(word)}))`,
  )

describe('the isolated window', () => {
  it('has no power over Trousse, and shows where it is', async () => {
    const { sourceId } = await ent.ask('capture.open', await ent.suggestion(0))
    kosmosId = sourceId
    await ent.arrived(/guichet/)
    const views = await trousse.electron.evaluate(({ webContents }) =>
      webContents
        .getAllWebContents()
        .filter((contents) => !contents.getURL().startsWith('app://trousse/index.html'))
        .map((contents) => {
          // Electron has it, its types do not.
          const { preload, ...preferences } = (
            contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
          ).getLastWebPreferences()
          return { preload: preload ?? null, preferences }
        }),
    )
    expect(views).toHaveLength(2)
    for (const { preload, preferences } of views) {
      expect(preload).toBeNull()
      expect(preferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
      })
    }
    const powers = `['trousse', 'require', 'process', 'ipcRenderer', 'electron'].filter((name) => name in window)`
    expect(await ent.inEnt(powers)).toEqual([])
    expect(await ent.inBar(powers)).toEqual([])
    expect(await ent.inBar('document.getElementById("address").textContent')).toContain('/kosmos/guichet')
    expect(await ent.inBar('document.getElementById("site").textContent')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    // Some platforms serve an "incompatible browser" page to what does not name itself a browser.
    expect(await ent.inEnt('navigator.userAgent')).not.toMatch(/electron|trousse/i)
  })

  it('goes nowhere but to pages of the web, and in the demonstration to no real one', async () => {
    const before = await ent.inEnt<string>('location.href')
    for (const address of [
      'app://trousse/index.html',
      'file:///etc/passwd',
      'pronote:ouvrir',
      'https://ent.example/',
    ]) {
      await ent.inEnt(`void setTimeout(() => { location.href = ${JSON.stringify(address)} }, 0)`)
      await new Promise((resolve) => setTimeout(resolve, 150))
      expect(await ent.inEnt('location.href')).toBe(before)
    }
    expect(await ent.inEnt('window.open("app://trousse/index.html") === null')).toBe(true)
    expect(await ent.inEnt('fetch("https://ent.example/").then(() => "sent", () => "refused")')).toBe('refused')
    expect(await ent.barSays()).toMatch(/refusée/)
    const refused = await ent.reply('capture.open', { url: 'https://ent.example/', label: 'Vrai' })
    expect(refused.error?.code).toBe('demo-refuses-real-data')
  })

  it('is refused on every channel, even were it given our preload', async () => {
    const address = await ent.inEnt<string>('location.href')
    const codes = await trousse.electron.evaluate(
      async ({ app, WebContentsView }, { url, partition }) => {
        const view = new WebContentsView({
          webPreferences: { preload: `${app.getAppPath()}/out/preload/index.cjs`, sandbox: true, partition },
        })
        await view.webContents.loadURL(url)
        const replies = (await view.webContents.executeJavaScript(
          'Promise.all(Object.values(trousse.invoke).map((call) => call(undefined).then((answer) => answer.error?.code)))',
        )) as string[]
        view.webContents.close()
        return replies
      },
      { url: address, partition: `ent-demo-${kosmosId}` },
    )
    expect(codes.length).toBeGreaterThan(50)
    expect(new Set(codes)).toEqual(new Set(['forbidden-sender']))
  })

  it('says that one has to log in, and reads nothing of the door', async () => {
    await ent.go('/kosmos/cas/login?selection=enseignant', /cas\/login/)
    expect((await ent.reply('capture.page', { sourceId: kosmosId })).error?.code).toBe('capture-login-needed')
    expect(await ent.barSays()).toMatch(/se connecter/)
    await ent.logIn('username', 'password')
    await ent.arrived(/accueil/)
  })

  it('opens what a page would open elsewhere in its own place, with a way back', async () => {
    await ent.act('void setTimeout(() => document.getElementById("notes").click(), 0)')
    await ent.arrived(/pronote/)
    const views = await trousse.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)
    expect(views).toBe(3)
    await ent.press('back')
    await ent.arrived(/accueil/)
  })

  it('gives no page what only a person may give', async () => {
    expect(await ent.inEnt('Notification.permission')).toBe('denied')
    expect(
      await ent.inEnt(
        'new Promise((done) => navigator.geolocation.getCurrentPosition(() => done("given"), () => done("refused")))',
      ),
    ).toBe('refused')
  })

  it('has a bar that reads well to screen readers', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    const violations = await ent.inBar<string[]>(
      `${axe};axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target).join()))`,
    )
    expect(violations).toEqual([])
    expect(await ent.inBar('document.documentElement.lang')).toBe('fr')
  })

  it('saves no file unless the teacher asks', async () => {
    await ent.inEnt(
      `void Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['x'])), download: 'liste.csv' }).click()`,
    )
    await until(
      () => ent.barSays(),
      (text) => text.includes('liste.csv'),
      'download refused',
    )
    expect(await ent.inBar('document.getElementById("save").hidden')).toBe(false)
  })
})

describe('the regional ENT', () => {
  let className = ''

  it('gives a class list in a frame, page after page, as one list', async () => {
    await ent.go('/kosmos/classes', /classes$/)
    const [list = ''] = await linksOf('/kosmos/liste')
    await ent.go(list, /liste/)
    const first = await ent.ask('capture.page', { sourceId: kosmosId })
    expect(first).toMatchObject({ complete: false, announced: 35, dropped: ['Régime'], classNeeded: false, pages: 1 })
    expect(first.counts.new).toBe(20)
    expect(await ent.gestures()).toEqual(['0', '0'])
    await ent.go(`${list}&page=2`, /page=2/)
    const both = await ent.ask('capture.page', { sourceId: kosmosId })
    expect(both).toMatchObject({ complete: true, announced: 35, pages: 2, confidence: 'sure' })
    expect(both.rows).toHaveLength(35)
    // The same page once more adds nobody.
    const again = await ent.ask('capture.page', { sourceId: kosmosId })
    expect(again.rows).toHaveLength(35)
    expect(again.repeated).toBe(15)
    className = again.rows[0]?.className ?? ''
    const counts = await ent.ask('capture.apply', { sourceId: kosmosId, mapping: again.mapping })
    expect(counts).toMatchObject({ new: 35, refused: 0 })
    expect(await ent.gestures()).toEqual(['0', '0'])
    const classes = await ent.ask('classes.list', undefined)
    const found = classes.find(({ name }) => name === className)
    const roster = await ent.ask('classes.roster', { classId: found?.id ?? null })
    // Seen by two sources, each pupil is one person.
    expect(roster).toHaveLength(35)
    expect(roster.filter(({ emails }) => emails > 0).length).toBeGreaterThan(5)
  })

  it('gives its homework as cards under each day, with their documents', async () => {
    await ent.go('/kosmos/classes', /classes$/)
    const [work = ''] = await linksOf('/kosmos/cahier')
    await ent.go(work, /cahier/)
    await ent.press('capture')
    const state = await until(
      () => ent.ask('capture.state', undefined),
      ({ pending, window }) => pending !== null && window?.reading === false,
      'homework read',
    )
    expect(await ent.barSays()).toMatch(/À confirmer/)
    const preview = await ent.ask('capture.preview', {
      sourceId: kosmosId,
      revision: state.pending?.revision ?? 0,
      mapping: null,
    })
    expect(preview.mapping.kind).toBe('assignments')
    expect(preview.counts).toMatchObject({ doubtful: 0, refused: 0 })
    const shown = await ent.inEnt<number>('document.querySelectorAll("article").length')
    expect(preview.rows).toHaveLength(shown)
    expect(new Set(preview.rows.map((row) => row.className))).toEqual(new Set([className]))
    await ent.ask('capture.apply', { sourceId: kosmosId, mapping: preview.mapping })
    const [row] = preview.rows
    const listed = await ent.ask('assignments.list', { text: row?.label ?? '', limit: 50 })
    expect(listed.rows.map(({ title, dueOn }) => ({ title, dueOn }))).toContainEqual({
      title: row?.label,
      dueOn: row?.date,
    })
    expect(await ent.gestures()).toEqual(['0'])
    const withFiles = preview.rows.find((each) => each.details > 0)
    if (withFiles) {
      await until(
        () => ent.ask('assignments.list', { text: withFiles.label, limit: 50 }),
        ({ rows }) => rows.some(({ attachmentsHere }) => attachmentsHere > 0),
        'documents of the work',
      )
    }
  })

  it('takes one press for another class, once the mapping was agreed to', async () => {
    await ent.go('/kosmos/classes', /classes$/)
    const work = (await linksOf('/kosmos/cahier'))[1] ?? ''
    await ent.go(work, /cahier/)
    await ent.press('capture')
    await until(
      () => ent.barSays(),
      (text) => /enregistré/.test(text),
      'kept at once',
    )
    const { last, pending } = await ent.ask('capture.state', undefined)
    expect(pending).toBeNull()
    expect(last).toMatchObject({ outcome: 'kept', kind: 'assignments' })
  })

  it('is read again in a round over every remembered page', async () => {
    const { taskId } = await ent.ask('capture.round', { sourceId: kosmosId })
    const task = await until(
      async () => (await ent.ask('tasks.list', undefined)).find(({ id }) => id === taskId),
      (each) => each !== undefined && each.state !== 'running',
      'round',
    )
    expect(task).toMatchObject({ state: 'done', outcome: { pages: 3, kept: 3, toConfirm: 0, failed: 0 } })
    expect(await ent.gestures()).not.toContainEqual(expect.stringMatching(/[1-9]/))
  })

  it('in an outage gives the outage’s own sentence, and nothing changes', async () => {
    const before = (await ent.ask('classes.roster', { classId: null })).length
    await ent.ask('demo.setScenario', { scenario: 'maintenance' })
    await ent.press('reload')
    await until(
      () => ent.inEnt<string>('document.body.innerText'),
      (text) => /indisponible/.test(text),
      'outage',
    )
    expect((await ent.reply('capture.page', { sourceId: kosmosId })).error?.code).toBe('server-maintenance')
    const { taskId } = await ent.ask('capture.round', { sourceId: kosmosId })
    const task = await until(
      async () => (await ent.ask('tasks.list', undefined)).find(({ id }) => id === taskId),
      (each) => each !== undefined && each.state !== 'running',
      'round',
    )
    expect(task).toMatchObject({ state: 'failed', error: { code: 'server-maintenance' } })
    expect((await ent.ask('classes.roster', { classId: null })).length).toBe(before)
    await ent.ask('demo.setScenario', { scenario: 'normal' })
  })
})

describe('the PRONOTE-like space', () => {
  it('gives a whole class from a grid that draws twenty rows, and puts it back where it was', async () => {
    const { sourceId } = await ent.ask('capture.open', await ent.suggestion(1))
    pronoteId = sourceId
    expect(sourceId).not.toBe(kosmosId)
    await ent.arrived(/professeur/)
    await ent.logIn('id', 'mdp')
    const drawn = 'document.querySelectorAll(".corps [role=row]").length'
    await until(
      () => ent.inEnt<number>(drawn),
      (rows) => rows > 0,
      'grid',
    )
    await ent.inEnt('document.querySelector(".corps").scrollTop = 123')
    await ent.inEnt('void (document.documentElement.dataset.gestes = "0")')
    const preview = await ent.ask('capture.page', { sourceId })
    expect(preview).toMatchObject({ complete: true, classNeeded: false, dropped: ['Projet d’accompagnement'] })
    expect(preview.rows).toHaveLength(35)
    expect(await ent.inEnt(drawn)).toBeLessThanOrEqual(20)
    expect(await ent.inEnt('document.querySelector(".corps").scrollTop')).toBe(123)
    expect(await ent.gestures()).toEqual(['0'])
    const counts = await ent.ask('capture.apply', { sourceId, mapping: preview.mapping })
    expect(counts).toMatchObject({ new: 35, refused: 0 })
  })

  it('gives its cahier de textes', async () => {
    await ent.inEnt('void (location.hash = "cahier")')
    await until(
      () => ent.inEnt<string>('document.querySelector("[role=grid]").getAttribute("aria-busy")'),
      (busy) => busy === 'false',
      'grid',
    )
    const preview = await ent.ask('capture.page', { sourceId: pronoteId })
    expect(preview.mapping.kind).toBe('assignments')
    expect(preview.complete).toBe(true)
    expect(preview.counts).toMatchObject({ doubtful: 0, refused: 0 })
    expect(preview.rows.length).toBeGreaterThan(5)
    await ent.ask('capture.apply', { sourceId: pronoteId, mapping: preview.mapping })
  })
})

describe('a source that is removed', () => {
  it('takes its session with it', async () => {
    const cookies = (id: number) =>
      trousse.electron.evaluate(
        async ({ session }, partition) => (await session.fromPartition(partition).cookies.get({})).length,
        `ent-demo-${id}`,
      )
    expect(await cookies(kosmosId)).toBeGreaterThan(0)
    await ent.ask('sources.remove', { id: kosmosId })
    expect(await cookies(kosmosId)).toBe(0)
    expect(await cookies(pronoteId)).toBeGreaterThan(0)
  })
})
