/**
 * What each outage does to each part of the platform. Modelled on outages that happened: the ENT of
 * Occitanie on 6 April 2021 (maintenance text with status 200), quota pages in Île-de-France the same week,
 * a login server (CAS) that failed alone and took everything behind it.
 */
import type { DemoScenario } from '../contract/views.ts'
import { type DemoAnswer, html, json, oneRosterError, redirect, type Zone } from './answer.ts'
import { renderPage } from './web/layout.ts'

export const SLOW_MS = 1_500
const RETRY_AFTER_S = 30
const QUOTA_RETRY_AFTER_S = 60
/** Share of a body that arrives before it is cut. */
const CUT_AT = 0.6

const card = (title: string, ...paragraphs: readonly string[]): string =>
  renderPage({
    title,
    body: `<div class="carte alerte"><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}</div>`,
  })

const maintenance = html(
  200,
  card(
    'Accès momentanément indisponible',
    'Nous mettons tout en œuvre pour rétablir le service dans les meilleurs délais.',
    'Nous vous prions de nous excuser pour la gêne occasionnée.',
  ),
)
const quota = html(
  200,
  card(
    'Merci de patienter',
    'En raison d’une très forte affluence, nous avons limité le temps des sessions et instauré une logique de quota.',
    'Veuillez réessayer dans quelques minutes.',
  ),
)
const overload = html(503, card('Service surchargé', 'Le serveur reçoit trop de demandes. Réessayez plus tard.'), {
  'retry-after': String(RETRY_AFTER_S),
})
const loginDown = html(503, card('Authentification', 'Le service d’authentification ne répond pas.'))

const LOCKED = 'Votre compte est verrouillé après trop de tentatives. Contactez l’administrateur.'

function tooMany(zone: Zone): DemoAnswer {
  const headers = { 'retry-after': String(QUOTA_RETRY_AFTER_S) }
  if (zone === 'api') return oneRosterError(429, 'server_busy', 'Too many requests', headers)
  if (zone === 'token') return json(429, { error: 'temporarily_unavailable' }, headers)
  return html(429, card('Trop de demandes', 'Vous avez envoyé trop de demandes. Patientez une minute.'), headers)
}

function locked(zone: Zone, method: string): DemoAnswer | null {
  if (zone === 'token') return json(403, { error: 'access_denied', error_description: LOCKED })
  if (zone === 'api' || zone === 'files') return oneRosterError(403, 'forbidden', LOCKED)
  // The platform works; only this account is refused, and only once it says who it is.
  return zone === 'login' && method === 'POST' ? html(403, card('Connexion refusée', LOCKED)) : null
}

function doorDown(zone: Zone, deadLoginUrl: string): DemoAnswer | null {
  if (zone === 'token') return loginDown
  if (zone === 'api' || zone === 'files') return oneRosterError(401, 'unauthorisedrequest', 'Token not recognised')
  // A calendar's secret address does not go through the login door, and survives it.
  return zone === 'ical' ? null : redirect(deadLoginUrl)
}

export interface ScenarioPlace {
  readonly zone: Zone
  readonly method: string
  readonly path: string
  /** Where a login server once was: nothing answers there. */
  readonly deadLoginUrl: string
}

/** The answer an outage gives in place of the platform's own; null when the platform answers by itself. */
export function outageAnswer(scenario: DemoScenario, place: ScenarioPlace): DemoAnswer | null {
  const { zone, method, path, deadLoginUrl } = place
  switch (scenario) {
    case 'overload':
      return overload
    case 'maintenance':
      return maintenance
    case 'quota':
      return quota
    case 'redirect-loop':
      return redirect(path === '/sso/aller' ? '/sso/retour' : '/sso/aller')
    case 'too-many-requests':
      return tooMany(zone)
    case 'account-locked':
      return locked(zone, method)
    case 'login-down':
      return doorDown(zone, deadLoginUrl)
    case 'normal':
    case 'slow':
    case 'empty-roster':
    case 'half-roster':
    case 'truncated-json':
    case 'expired-token':
      return null
  }
}

/** The beginning of a body, as a line that breaks would leave it. */
export function cutBody(body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  return bytes.subarray(0, Math.max(1, Math.floor(bytes.byteLength * CUT_AT)))
}
