/** The demonstration's regional ENT and PRONOTE-like space: doors, frames, pages of a list, outages. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DemoServer } from '../../../electron/demo/server.ts'
import { startSmallDemo } from '../../helpers/demo-server.ts'

let server: DemoServer
beforeAll(async () => {
  server = await startSmallDemo({ size: { pupils: 90, assignments: 60, classes: 3 } })
})
beforeEach(() => server.setScenario('normal'))
afterAll(() => server.stop())

const visit = (path: string, cookie = '') => fetch(server.url + path, { redirect: 'manual', headers: { cookie } })
const text = async (path: string, cookie = '') => (await visit(path, cookie)).text()
const post = (path: string, fields: Record<string, string>) =>
  fetch(server.url + path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''

async function kosmosCookie(): Promise<string> {
  const fields = { username: 'professeur', password: 'demonstration', execution: 'e', _eventId: 'submit' }
  const relay = (await post('/kosmos/cas/login', fields)).headers.get('location') ?? ''
  const ticket = new URL(relay, server.url).searchParams.get('ticket') ?? ''
  expect(await text(relay)).toContain(ticket)
  const back = await post('/kosmos/retour', { ticket })
  // A ticket is good once.
  expect(cookieOf(await post('/kosmos/retour', { ticket }))).toBe('')
  return cookieOf(back)
}
const pronoteCookie = async () => cookieOf(await post('/pronote/connexion', { id: 'professeur', mdp: 'demonstration' }))

describe('the regional ENT', () => {
  it('asks who one is before anything else', async () => {
    for (const path of ['/kosmos/', '/kosmos/classes', '/kosmos/sg.do?classe=x', '/kosmos/cahier']) {
      expect((await visit(path)).headers.get('location')).toBe('/kosmos/guichet')
    }
    const refused = await post('/kosmos/cas/login', { username: 'professeur', password: 'non' })
    expect([refused.status, cookieOf(refused)]).toEqual([401, ''])
  })

  it('shows a class in a frame, twenty at a time, and says how many there are', async () => {
    const cookie = await kosmosCookie()
    const [, href = ''] = /href="(\/kosmos\/liste[^"]+)"/.exec(await text('/kosmos/classes', cookie)) ?? []
    const [, source = ''] = /<iframe[^>]+src="([^"]+)"/.exec(await text(href, cookie)) ?? []
    const list = await text(source.replaceAll('&amp;', '&'), cookie)
    expect(list.match(/<tr><td>/g)).toHaveLength(20)
    expect(list).toMatch(/1 – 20 sur \d+/)
    const work = await text(href.replace('liste', 'cahier'), cookie)
    expect(work).toMatch(/<article><h4>/)
    const [, file] = /href="(\/files\/[^"]+)"/.exec(work) ?? []
    if (file) expect((await visit(file, cookie)).status).toBe(200)
    expect((await visit('/kosmos/ailleurs', cookie)).status).toBe(404)
  })
})

describe('the PRONOTE-like space', () => {
  it('says to anyone whether it is there, and who lets its teachers in', async () => {
    const state = await (await visit('/pronote/InfoMobileApp.json')).json()
    expect(state).toMatchObject({ CAS: { actif: true, casURL: `${server.url}/kosmos/cas/login` } })
  })

  it('gives its data to who logged in, and to nobody else', async () => {
    expect((await visit('/pronote/donnees?ecran=liste')).status).toBe(403)
    const cookie = await pronoteCookie()
    const list = (await (await visit('/pronote/donnees?ecran=liste', cookie)).json()) as { lignes: { eleve: string }[] }
    expect(list.lignes.length).toBeGreaterThan(15)
    expect(list.lignes[0]?.eleve).toMatch(/^\p{Lu}{2}/u)
    expect(await text('/pronote/professeur.html', cookie)).toContain('<select id="classe">')
  })
})

describe('in an outage', () => {
  it.each([
    ['maintenance', 200, /momentanément indisponible/],
    ['quota', 200, /quota/],
    ['overload', 503, /surchargé/],
  ] as const)('%s takes both', async (scenario, status, words) => {
    await server.setScenario(scenario)
    for (const path of ['/kosmos/', '/pronote/professeur.html']) {
      const answer = await visit(path)
      expect([answer.status, words.test(await answer.text())]).toEqual([status, true])
    }
  })

  it('of the ENT’s login door, the other still lets in', async () => {
    await server.setScenario('login-down')
    expect((await visit('/kosmos/classes')).status).not.toBe(200)
    expect(await pronoteCookie()).toMatch(/^pronote_session=/)
  })
})
