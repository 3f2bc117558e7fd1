/** The regional ENT's addresses: a door, a relay with a ticket, then the pages. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type DemoAnswer, html, readSmallBody, redirect } from '../answer.ts'
import type { DemoSchool } from '../model.ts'
import { DEMO_LOGIN } from '../web/pages.ts'
import {
  classesPage,
  familyDoorPage,
  homePage,
  listFrame,
  listPage,
  loginPage,
  notFoundPage,
  relayPage,
  wayfPage,
  workPage,
} from './pages.ts'
import { findClass } from './school-data.ts'
import { createWebSessions } from './session.ts'

export const KOSMOS = '/kosmos/'
export const KOSMOS_LOGIN = '/kosmos/cas/login'

export interface WebSpace {
  answer(request: IncomingMessage, url: URL): Promise<DemoAnswer>
  isSignedIn(request: IncomingMessage): boolean
}

export function createKosmosSite(school: DemoSchool, today: string): WebSpace {
  // Documents are under `/files/`: the session is known there too.
  const sessions = createWebSessions('kosmos_session', '/')
  const tickets = new Set<string>()
  const token = (prefix: string) => `${prefix}-${randomBytes(12).toString('base64url')}`

  async function login(request: IncomingMessage): Promise<DemoAnswer> {
    if (request.method !== 'POST') return html(200, loginPage(token('e'), false))
    const form = new URLSearchParams((await readSmallBody(request)) ?? '')
    if (form.get('username') !== DEMO_LOGIN.user || form.get('password') !== DEMO_LOGIN.password) {
      return html(401, loginPage(token('e'), true))
    }
    const ticket = token('ST')
    tickets.add(ticket)
    return redirect(`/kosmos/relais?ticket=${ticket}`)
  }

  async function comeBack(request: IncomingMessage): Promise<DemoAnswer> {
    const ticket = new URLSearchParams((await readSmallBody(request)) ?? '').get('ticket') ?? ''
    // A ticket is good once.
    return tickets.delete(ticket)
      ? redirect('/kosmos/accueil', { 'set-cookie': sessions.begin() })
      : redirect('/kosmos/guichet')
  }

  function signedIn(url: URL): DemoAnswer {
    const one = findClass(school, url.searchParams.get('classe'))
    const number = Number(url.searchParams.get('page') ?? 1) || 1
    switch (url.pathname) {
      case KOSMOS:
        return redirect('/kosmos/accueil')
      case '/kosmos/accueil':
        return html(200, homePage())
      case '/kosmos/classes':
        return html(200, classesPage(school))
      case '/kosmos/liste':
        return one ? html(200, listFrame(one, number)) : html(404, notFoundPage())
      case '/kosmos/sg.do':
        return one ? html(200, listPage(school, one, number)) : html(404, notFoundPage())
      case '/kosmos/cahier':
        return one ? html(200, workPage(school, one, today)) : html(404, notFoundPage())
      default:
        return html(404, notFoundPage())
    }
  }

  return {
    isSignedIn: sessions.isSignedIn,
    async answer(request, url) {
      switch (url.pathname) {
        case '/kosmos/guichet':
          return html(200, url.searchParams.has('selection') ? familyDoorPage() : wayfPage())
        case KOSMOS_LOGIN:
          return login(request)
        case '/kosmos/relais':
          return html(200, relayPage(url.searchParams.get('ticket') ?? ''))
        case '/kosmos/retour':
          return comeBack(request)
        case '/kosmos/deconnexion':
          return redirect('/kosmos/guichet', { 'set-cookie': sessions.end(request) })
        default:
          return sessions.isSignedIn(request) ? signedIn(url) : redirect('/kosmos/guichet')
      }
    },
  }
}
