/** The web side: login, class lists, homework, calendar. Sessions live in memory. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { conditional, type DemoAnswer, html, readSmallBody, redirect } from '../answer.ts'
import type { DemoSchool } from '../model.ts'
import { timetableFeed } from './ical.ts'
import { renderPage } from './layout.ts'
import { classListPage, classPage, DEMO_LOGIN, loginPage, workPage } from './pages.ts'

const COOKIE = 'ent_session'
const COOKIE_RULES = 'Path=/; HttpOnly; SameSite=Lax'

export interface DemoSite {
  login(request: IncomingMessage): Promise<DemoAnswer>
  page(request: IncomingMessage, url: URL): DemoAnswer
  calendar(request: IncomingMessage): DemoAnswer
  isSignedIn(request: IncomingMessage): boolean
}

function cookieOf(request: IncomingMessage): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === COOKIE)?.[1]
}

const notFound = () =>
  html(404, renderPage({ title: 'Page introuvable', body: '<div class="carte"><h1>Page introuvable</h1></div>' }))

export function createDemoSite(school: DemoSchool, today: string): DemoSite {
  const sessions = new Set<string>()
  const isSignedIn = (request: IncomingMessage) => sessions.has(cookieOf(request) ?? '')
  const calendar = timetableFeed(school, school.featuredTeacherId)

  return {
    isSignedIn,

    async login(request) {
      if (request.method !== 'POST') return html(200, loginPage(false))
      const form = new URLSearchParams((await readSmallBody(request)) ?? '')
      if (form.get('identifiant') !== DEMO_LOGIN.user || form.get('motdepasse') !== DEMO_LOGIN.password) {
        return html(401, loginPage(true))
      }
      const session = randomBytes(18).toString('base64url')
      sessions.add(session)
      return redirect('/classes', { 'set-cookie': `${COOKIE}=${session}; ${COOKIE_RULES}` })
    },

    page(request, url) {
      if (url.pathname === '/favicon.ico') return { status: 204, headers: {}, body: '' }
      if (url.pathname === '/logout') {
        sessions.delete(cookieOf(request) ?? '')
        return redirect('/login', { 'set-cookie': `${COOKIE}=; Max-Age=0; ${COOKIE_RULES}` })
      }
      if (!isSignedIn(request)) return redirect('/login')
      if (url.pathname === '/') return redirect('/classes')
      if (url.pathname === '/classes') return html(200, classListPage(school))
      if (url.pathname === '/travail') return html(200, workPage(school, today, url.searchParams.get('classe')))
      const classId = /^\/classe\/([^/]+)$/.exec(url.pathname)?.[1]
      const found = school.classes.find(({ id }) => id === classId)
      return found ? html(200, classPage(school, found)) : notFound()
    },

    calendar(request) {
      return conditional(request, {
        status: 200,
        headers: { 'content-type': 'text/calendar; charset=utf-8' },
        body: calendar,
      })
    },
  }
}
