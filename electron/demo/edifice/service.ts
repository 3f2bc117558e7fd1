/**
 * An Edifice platform (NEO, monlycée.net…) with the school's classes: a session cookie, plain JSON, and 302 to the
 * login page when the session is over (protocol facts §3). Only what a teacher's account may read.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type DemoAnswer, html, json, readSmallBody, redirect } from '../answer.ts'
import type { DemoSchool } from '../model.ts'
import type { DemoService, ServiceMoment } from '../service.ts'
import { createTeacherView } from '../teacher-view.ts'
import { renderPage } from '../web/layout.ts'
import { createEdificeRoutes } from './routes.ts'

const PREFIX = '/edifice'
const COOKIE = 'oneSessionId'
const LOCKED = 'Votre compte est bloqué. Contactez l’administrateur de votre établissement.'

export interface DemoEdificeAccess {
  readonly url: string
  readonly email: string
  readonly password: string
}
export type DemoEdifice = DemoService & { access(): DemoEdificeAccess }

const loginPage = (failed: boolean) =>
  renderPage({
    title: 'Connexion',
    body: `<h1>Connexion</h1>${failed ? '<p role="alert">Identifiant ou mot de passe incorrect.</p>' : ''}
<form method="post" action="${PREFIX}/auth/login"><input name="email"><input name="password" type="password">
<input type="hidden" name="callBack" value="/"><button>Connexion</button></form>`,
  })

const sessionOf = (request: IncomingMessage): string =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1] ?? ''

/** @param secretOf derives what only the account knows; it protects invented data. */
export function createDemoEdifice(
  school: DemoSchool,
  origin: () => string,
  secretOf: (use: string) => string,
): DemoEdifice {
  const account = { email: 'professeur', password: secretOf('edifice-password') }
  const sessions = new Set<string>()
  const viewOf = createTeacherView(school)
  const routes = createEdificeRoutes(school)

  async function logIn(request: IncomingMessage, { scenario, deadLoginUrl }: ServiceMoment): Promise<DemoAnswer> {
    if (scenario === 'login-down') return redirect(deadLoginUrl)
    if (request.method !== 'POST') return html(200, loginPage(false))
    const form = new URLSearchParams((await readSmallBody(request)) ?? '')
    if (scenario === 'account-locked') return html(403, renderPage({ title: 'Connexion', body: `<h1>${LOCKED}</h1>` }))
    if (form.get('email') !== account.email || form.get('password') !== account.password) {
      return html(200, loginPage(true))
    }
    const session = randomBytes(18).toString('base64url')
    sessions.add(session)
    return redirect(`${PREFIX}/`, { 'set-cookie': `${COOKIE}=${session}; Path=${PREFIX}/; HttpOnly` })
  }

  return {
    prefix: PREFIX,
    access: () => ({ url: `${origin()}${PREFIX}`, ...account }),
    outage: (scenario) => (scenario === 'quota' ? json(509, { error: 'quota_overflow' }) : null),
    async answer(request, path, url, moment) {
      const { scenario } = moment
      if (path === '/auth/login') return logIn(request, moment)
      if (path === '/auth/context') return json(200, { cgu: true, passwordRegex: '.{8,}', mfaConfig: [] })
      if (request.method !== 'GET') return json(405, { error: 'read.only' }, { allow: 'GET' })
      if (scenario === 'login-down') return redirect(moment.deadLoginUrl)
      const known = sessions.has(sessionOf(request))
      if (!known || scenario === 'expired-token' || scenario === 'session-expired') {
        return redirect(`${PREFIX}/auth/login?callback=${encodeURIComponent(path)}`)
      }
      if (scenario === 'account-locked') return json(401, { error: LOCKED })
      if (path === '/') return html(200, renderPage({ title: school.name, body: `<h1>${school.name}</h1>` }))
      return routes(path, url.searchParams, viewOf(scenario))
    },
  }
}
