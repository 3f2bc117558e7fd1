/**
 * An École Directe with the school's classes: every call a POST, status always 200, a code in the body, a token that
 * changes with each reply, and a question asked of a computer that is not known yet (protocol facts §4).
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type DemoAnswer, html, json, readSmallBody } from '../answer.ts'
import type { DemoSchool } from '../model.ts'
import type { DemoService, ServiceMoment } from '../service.ts'
import { createTeacherView } from '../teacher-view.ts'
import { createEcoleDirecteRoutes, type Envelope, teacherAccount } from './routes.ts'

const PREFIX = '/ecole-directe/v3'
const IP_WARNING = 'Nous avons enregistré votre adresse IP à la suite de tentatives de connexion suspectes.'
/** About the account holder, as the real ones are. */
const QUESTION = {
  text: 'Quelle est votre ville de naissance ?',
  choices: ['LILLE', 'NANTES', 'TOURS'],
  good: 'NANTES',
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

export interface DemoEcoleDirecteAccess {
  readonly url: string
  readonly login: string
  readonly password: string
  /** The right answer to the question of the second factor. */
  readonly answer: string
}
export type DemoEcoleDirecte = DemoService & { access(): DemoEcoleDirecteAccess }

/** @param secretOf derives what only the account knows; it protects invented data. */
export function createDemoEcoleDirecte(
  school: DemoSchool,
  origin: () => string,
  secretOf: (use: string) => string,
): DemoEcoleDirecte {
  const account = { login: 'professeur', password: secretOf('ecole-directe-password') }
  const gtk = secretOf('ecole-directe-gtk')
  const proof = { cn: secretOf('ecole-directe-cn'), cv: secretOf('ecole-directe-cv') }
  const viewOf = createTeacherView(school)
  const routes = createEcoleDirecteRoutes(school)
  /** The one good token; another client with it would throw the first one out. */
  let token = ''
  /** Whether the token was only given to answer the question. */
  let asking = false
  /** In `expired-token`, the token of one login dies once. */
  let killed = false

  const reply = ({ code, message = '', data = {} }: Envelope, next = ''): DemoAnswer =>
    json(
      200,
      { code, token: next, message, host: 'HTTP00', data },
      next === '' ? {} : { 'x-token': next, '2fa-token': `2fa-${next}` },
    )
  const nextToken = () => {
    token = randomBytes(16).toString('hex')
    return token
  }

  interface Call {
    readonly request: IncomingMessage
    readonly data: Readonly<Record<string, unknown>>
    readonly url: URL
    readonly moment: ServiceMoment
  }

  function logIn({ request, data, url, moment }: Call): DemoAnswer {
    if (moment.scenario === 'login-down') return html(503, '<h1>Service d’authentification indisponible</h1>')
    if (request.method === 'GET' && url.searchParams.get('gtk') === '1') {
      return { ...reply({ code: 200 }), headers: { 'set-cookie': `GTK=${gtk}; Path=/; Secure` } }
    }
    if (request.headers['x-gtk'] !== gtk || !(request.headers.cookie ?? '').includes(gtk)) return reply({ code: 225 })
    if (moment.scenario === 'account-locked') return reply({ code: 535, message: 'Votre compte est bloqué.' })
    if (data.identifiant !== account.login || data.motdepasse !== account.password) {
      return reply({ code: 505, message: 'Identifiant et/ou mot de passe invalide !' })
    }
    const proofs: unknown = data.fa
    const known =
      Array.isArray(proofs) && proofs.some((one: Partial<typeof proof>) => one?.cn === proof.cn && one?.cv === proof.cv)
    asking = !known
    killed = false
    return known ? reply({ code: 200, data: teacherAccount(viewOf(moment.scenario)) }, nextToken()) : ask()
  }
  const ask = () => reply({ code: 250, data: { totp: false } }, nextToken())

  function secondFactor({ data, url }: Call): DemoAnswer {
    if (url.searchParams.get('verbe') === 'get') {
      const propositions = QUESTION.choices.map(base64)
      return reply({ code: 200, data: { question: base64(QUESTION.text), propositions } }, nextToken())
    }
    return data.choix === base64(QUESTION.good)
      ? reply({ code: 200, data: proof }, nextToken())
      : reply({ code: 505, message: 'Réponse incorrecte.' }, nextToken())
  }

  return {
    prefix: PREFIX,
    access: () => ({ url: `${origin()}${PREFIX}`, ...account, answer: QUESTION.good }),
    outage(scenario) {
      if (scenario === 'maintenance') return reply({ code: 517, message: 'Le service est en maintenance.' })
      return scenario === 'ip-suspended' ? reply({ code: 403, message: IP_WARNING }) : null
    },
    async answer(request, path, url, moment) {
      const form = new URLSearchParams((await readSmallBody(request)) ?? '')
      const call = { request, data: readData(form.get('data')), url, moment }
      if (path === '/login.awp') return logIn(call)
      if (request.method !== 'POST') return html(404, '<h1>Page introuvable</h1>')
      const { scenario } = moment
      if (scenario === 'expired-token' && !killed) {
        killed = true
        token = ''
      }
      if (token === '' || request.headers['x-token'] !== token || scenario === 'session-expired') {
        return reply({ code: 525, message: 'Session expirée !' })
      }
      if (path === '/connexion/doubleauth.awp') return secondFactor(call)
      if (asking) return reply({ code: 520, message: 'Token invalide !' })
      const view = viewOf(scenario)
      if (path === '/telechargement.awp') {
        const id = /^fichier-(.+)$/.exec(url.searchParams.get('fichierId') ?? '')?.[1] ?? ''
        const file = school.attachments.get(id)?.file
        if (!file) return reply({ code: 404, message: 'Fichier introuvable' }, nextToken())
        const next = nextToken()
        const headers = { 'content-type': file.mediaType, 'x-token': next, '2fa-token': `2fa-${next}` }
        return { status: 200, headers, body: file.bytes() }
      }
      return reply(routes(path, call.data, view), nextToken())
    },
  }
}

function readData(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
