/**
 * What each outage does to each part of the platform. Modelled on outages that happened: the ENT of
 * Occitanie on 6 April 2021 (maintenance text with status 200), quota pages in Île-de-France the same week,
 * a login server (CAS) that failed alone and took everything behind it.
 */
import type { DemoScenario } from '../contract/views.ts'
import { type DemoAnswer, html, json, oneRosterError, redirect, type Zone } from './answer.ts'
import { renderPage } from './web/layout.ts'
import { loginPage } from './web/pages.ts'

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

const applicationDown = html(
  503,
  card('Cahier de textes', 'Cette application est arrêtée. Le reste de l’ENT fonctionne.'),
)
const nightPause = html(
  200,
  card(
    'Votre espace est en pause',
    'Conformément aux consignes nationales, l’accès est suspendu de 20 h à 7 h et le week-end.',
  ),
)
/** In place of every site, whatever was asked: a guest network that does not know this computer yet. */
const captivePortal = html(
  200,
  card('Portail captif', 'Identifiez-vous pour accéder au réseau Wi-Fi de l’établissement.'),
)
const ipSuspended = html(
  200,
  card('Accès refusé', 'Votre adresse IP est provisoirement suspendue à la suite de demandes trop nombreuses.'),
)
const MESSAGING_NOTICE = 'Par mesure de sécurité, la messagerie est suspendue jusqu’à nouvel ordre.'
const MESSAGING_PATH = '/messagerie'

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

/** The letter box is closed, and the front page says so above its form, which goes on working. */
function withoutMessaging({ zone, method, path }: ScenarioPlace): DemoAnswer | null {
  if (path === MESSAGING_PATH) return html(403, card('Messagerie', MESSAGING_NOTICE))
  return zone === 'login' && method !== 'POST' ? html(200, loginPage(false, MESSAGING_NOTICE)) : null
}

/** As Edifice does it: data asked without a good session lead to the login page, with where to come back to. */
const sessionExpired = (zone: Zone, path: string): DemoAnswer | null =>
  zone === 'api' || zone === 'files' ? redirect(`/login?callback=${encodeURIComponent(path)}`) : null

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
    case 'application-down':
      return zone === 'api' || zone === 'files' ? applicationDown : null
    case 'messaging-closed':
      return withoutMessaging(place)
    case 'night-pause':
      // A calendar that other programs read is not a screen: it goes on.
      return zone === 'ical' ? null : nightPause
    case 'captive-portal':
      return captivePortal
    case 'session-expired':
      return sessionExpired(zone, path)
    case 'ip-suspended':
      return ipSuspended
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
