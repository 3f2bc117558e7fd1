/** Capture of pages that anyone may have written: hostile, odd, without a mark; and the screen that shows what was read. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entOf, until } from './ent.ts'
import { cleanUp, launchTrousse, type Trousse } from './harness.ts'

let trousse: Trousse
let ent: ReturnType<typeof entOf>

beforeAll(async () => {
  trousse = await launchTrousse({ args: ['--demo'] })
  await trousse.page.locator('#root > *').first().waitFor()
  ent = entOf(trousse)
})
afterAll(async () => {
  await trousse?.quit()
  await cleanUp()
})

describe('a hostile page', () => {
  const NAMES = Array.from(
    { length: 6_000 },
    (_, index) => `<tr><td>NOM${index} &lt;img src=x onerror=alert(1)&gt;</td><td>Prénom</td></tr>`,
  )
  const HOSTILE = `<!doctype html><html><head><title>Classe 3e B</title></head><body>
<h1>Classe 3e B</h1><table><tr><th>Nom</th><th>Prénom</th></tr>${NAMES.join('')}</table>
<script>
window.caught = []
try { window.caught.push(typeof trousse) } catch (error) { window.caught.push('error') }
Array.prototype.push = function () { throw new Error('no') }
Array.prototype.map = function () { return [{ text: 'forged' }] }
Element.prototype.querySelectorAll = function () { return [] }
Document.prototype.querySelectorAll = function () { return [] }
Object.defineProperty(window, 'trousseReadFrame', { value: () => [] })
</script></body></html>`
  const ODD = `<!doctype html><html><head><title>Liste</title></head><body>
<table><tr><td><h2>Élèves de 4e C</h2>
<table><tr><th>Nom</th><th style="display:none">Code</th><th>Prénom</th><th colspan="2">Responsable 1</th></tr>
<tr><th></th><th style="display:none"></th><th></th><th>Nom</th><th>Téléphone</th></tr>
<tr><td>\u200fDURAND\u00a0</td><td style="display:none">secret</td><td> Zoé\n </td><td rowspan="2">DURAND Anne</td><td rowspan="2">06 39 98 00 01</td></tr>
<tr><td>DURAND</td><td style="display:none">secret</td><td>Tom</td></tr></table>
</td></tr></table></body></html>`
  /** As a client of its own would draw it: boxes that say nothing, of which a dozen are drawn at a time. */
  const BOXES = `<!doctype html><html><head><title>Espace</title><style>.rang{position:absolute;height:30px;display:flex}.rang div{width:160px}</style></head><body>
<h1>Classe 6e B</h1><div class="titres"><div>Élève</div><div>Né(e) le</div><div>PAI</div></div>
<div style="height:240px;overflow-y:auto"><div id="liste" style="position:relative;height:1500px"></div></div>
<script>
const list = document.getElementById('liste'), view = list.parentElement
const draw = () => {
  const first = Math.max(0, Math.min(38, Math.floor(view.scrollTop / 30) - 1))
  list.textContent = ''
  for (let index = first; index < first + 12; index++) {
    const box = document.createElement('div')
    box.className = 'rang'
    box.style.top = index * 30 + 'px'
    for (const text of ['NOM' + 'ABCDEFGHIJ'[index % 10] + 'VWXYZ'[Math.floor(index / 10)] + ' Zoé', '01/02/2014', 'allergie']) {
      box.append(Object.assign(document.createElement('div'), { textContent: text }))
    }
    list.append(box)
  }
}
view.addEventListener('scroll', draw)
draw()
</script></body></html>`
  const PAGES: Readonly<Record<string, string>> = { '/odd': ODD, '/boxes': BOXES }
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    const framed = `<h1>Mon espace</h1><iframe width="800" height="400" src="http://localhost:${port()}/odd"></iframe>`
    response.end(request.url === '/framed' ? framed : (PAGES[request.url ?? ''] ?? HOSTILE))
  })
  const port = () => (server.address() as AddressInfo).port
  let url = ''
  let sourceId = 0

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    ;({ sourceId } = await ent.ask('capture.open', { url, label: 'Inconnu' }))
    await ent.arrived(new RegExp(url))
  })
  afterAll(() => server.close())

  it('neither forges what is read nor does anything, and is cut where it is too long', async () => {
    expect(await ent.inEnt('window.caught')).toEqual(['undefined'])
    const preview = await ent.ask('capture.page', { sourceId })
    expect(preview.complete).toBe(false)
    expect(preview.rows.length).toBeLessThanOrEqual(5_200)
    expect(JSON.stringify(preview)).not.toContain('forged')
    expect(preview.mapping.className).toBe('3e B')
    await ent.ask('capture.discard', { sourceId })
    await expect(ent.ask('app.state', undefined)).resolves.toMatchObject({ phase: 'ready' })
  })

  it('behind a certificate that nobody vouches for is not opened, and Trousse says why', async () => {
    const fixture = (name: string) => readFileSync(new URL(`../fixtures/smtp/${name}`, import.meta.url))
    const tls = createTlsServer({ key: fixture('server.key'), cert: fixture('self-signed.pem') }, (_, response) =>
      response.end(HOSTILE),
    )
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
    const address = `https://127.0.0.1:${(tls.address() as AddressInfo).port}/`
    const before = await ent.inEnt<string>('location.href')
    await ent.inEnt(`void setTimeout(() => { location.href = ${JSON.stringify(address)} }, 0)`)
    await until(
      async () => (await ent.ask('capture.state', undefined)).window?.problem?.code,
      (code) => code === 'network-tls',
      'certificate',
    )
    expect((await ent.reply('capture.page', { sourceId })).error?.code).toBe('network-tls')
    expect(await ent.barSays()).toMatch(/certificat|sécuris/i)
    tls.close()
    await trousse.electron.evaluate(({ webContents }, url) => {
      const bar = webContents.getAllWebContents().find((contents) => contents.getURL().includes('capture-bar.html'))
      const view = webContents
        .getAllWebContents()
        .find((contents) => contents !== bar && !contents.getURL().startsWith('app:'))
      return view?.loadURL(url)
    }, before)
    await ent.arrived(new RegExp(url))
  })

  it('without a single mark of a table is read from its boxes, to the last', async () => {
    await ent.go('/boxes', /boxes/)
    const preview = await ent.ask('capture.page', { sourceId })
    expect(preview).toMatchObject({ complete: true, dropped: ['PAI'], mapping: { kind: 'roster', className: '6e B' } })
    expect(preview.rows).toHaveLength(50)
    expect(JSON.stringify(preview)).not.toContain('allergie')
    expect(await ent.inEnt('document.querySelectorAll(".rang").length')).toBe(12)
  })

  it('of another site inside a frame is read too', async () => {
    await ent.go('/framed', /framed/)
    const preview = await until(
      () => ent.ask('capture.page', { sourceId }),
      ({ rows }) => rows.length > 0,
      'frame of another site',
    )
    expect(preview.rows.map(({ label }) => label)).toEqual(['DURAND Zoé', 'DURAND Tom'])
    await ent.ask('capture.discard', { sourceId })
  })

  it('with nested tables, spans, hidden columns and odd spaces reads as a person would', async () => {
    await ent.go('/odd', /odd/)
    const preview = await ent.ask('capture.page', { sourceId })
    expect(preview.rows.map(({ label, className, details }) => ({ label, className, details }))).toEqual([
      { label: 'DURAND Zoé', className: '4e C', details: 1 },
      { label: 'DURAND Tom', className: '4e C', details: 1 },
    ])
    expect(JSON.stringify(preview)).not.toContain('secret')
  })
})

describe('Trousse’s own window', () => {
  it('shows what was read before it keeps it, by keyboard and for screen readers', async () => {
    await trousse.page.evaluate(() => {
      window.location.hash = '#/sources/capture'
    })
    await trousse.page.getByRole('heading', { name: 'Ce que Trousse a lu' }).waitFor()
    await trousse.page.getByText('DURAND Zoé').waitFor()
    // Before axe, whose own injection the page's rules report.
    expect(trousse.pageErrors).toEqual([])
    const { violations } = await new AxeBuilder({ page: trousse.page }).setLegacyMode().analyze()
    expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => target) }))).toEqual([])
    const keep = trousse.page.getByRole('button', { name: 'Enregistrer 2 élèves' })
    await keep.focus()
    await trousse.page.keyboard.press('Enter')
    await trousse.page.getByText('Page lue').first().waitFor()
    await trousse.page.getByText('C’est enregistré dans Trousse.').waitFor()
  })
})
