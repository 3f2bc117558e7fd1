/**
 * Reads one HTTP answer as a teacher would: is the platform there, down, or is it impossible to say?
 *
 * French platforms often announce an outage with status 200 and a page of text, so the status alone proves
 * nothing. Every list of phrases names where the phrase was seen.
 */
import type { Availability } from '../contract/views.ts'

/** More hops than this, or the same address twice, is a loop. Source: CAS and SAML relays stay under ten. */
export const MAX_REDIRECTS = 10

/** A real page may quote an outage in its news; an outage page is short. Visible characters, tags removed. */
const OUTAGE_PAGE_MAX_TEXT = 2_500
/** Nothing past this many characters is looked at: a page may be hostile or endless. */
const MAX_EXAMINED = 200_000

export interface Answer {
  readonly status: number
  readonly contentType: string | null
  /** The start of the body, decoded. */
  readonly bodyText: string
  /** Redirects followed before this answer; more than `MAX_REDIRECTS` says that the caller saw a loop. */
  readonly redirects: number
  /** Host of `Location` when this answer is itself a redirect that was not followed. */
  readonly locationHost?: string | null
  /** What the route gives on a good day. */
  readonly expected?: 'json' | 'html' | 'any'
}

export type Verdict = {
  /** `unknown`: the server answered, but what it said proves neither that the platform works nor that it does not. */
  readonly state: 'up' | 'down' | 'unknown'
  readonly cause: Availability['cause']
}

interface PhraseRule {
  readonly verdict: Verdict
  /** Already folded: lower case, no accents, straight apostrophes, single spaces. */
  readonly phrases: readonly string[]
  readonly source: string
}

/** First match wins: the most particular rules come first. */
const PHRASE_RULES: readonly PhraseRule[] = [
  {
    verdict: { state: 'unknown', cause: 'account-locked' },
    phrases: [
      'provisoirement suspendue',
      'adresse ip a ete suspendue',
      'compte est verrouille',
      'compte verrouille',
      'compte a ete verrouille',
      'compte est bloque',
      'compte bloque',
      'compte suspendu',
      'compte est suspendu',
      'trop de tentatives',
      'account is locked',
      'account has been locked',
    ],
    source: 'PRONOTE, "IP ... provisoirement suspendue"; CAS throttling and lock pages of ENTs',
  },
  {
    verdict: { state: 'down', cause: 'quota-page' },
    phrases: [
      'logique de quota',
      'limite le temps des sessions',
      'attendez votre tour',
      "dans la file d'attente",
      "place en file d'attente",
      "salle d'attente virtuelle",
      'nombre maximum de connexions',
      "nombre maximal d'utilisateurs",
      'quota de connexions',
      'trop de connexions simultanees',
      'quota_overflow',
    ],
    source:
      'Île-de-France, April 2021 ("nous avons limité le temps des sessions et instauré une logique de quota"); Nantes waiting room ("attendez votre tour"); Edifice, 509 quota_overflow',
  },
  {
    verdict: { state: 'down', cause: 'maintenance-page' },
    phrases: [
      'momentanement indisponible',
      'temporairement indisponible',
      'actuellement indisponible',
      "n'est pas disponible pour le moment",
      "le site n'est pas disponible",
      'site indisponible',
      'service indisponible',
      'acces indisponible',
      'momentanement inaccessible',
      'temporairement inaccessible',
      'en cours de maintenance',
      'est en maintenance',
      'site en maintenance',
      'service en maintenance',
      'actuellement en maintenance',
      'maintenance en cours',
      'operation de maintenance',
      'operations de maintenance',
      'page de maintenance',
      'fermeture temporaire',
      'temporarily unavailable',
      'under maintenance',
      'down for maintenance',
      'site is undergoing maintenance',
    ],
    source:
      'ENT Occitanie, 6 April 2021 ("Accès momentanément indisponible"); PRONOTE ("Le site n\'est pas disponible"); Moodle maintenance page; default pages of proxies',
  },
  {
    verdict: { state: 'down', cause: 'overloaded' },
    phrases: [
      'serveur surcharge',
      'site surcharge',
      'tres forte affluence',
      "forte demande d'acces",
      'server is too busy',
    ],
    source: 'Kosmos and Edifice front pages, March 2020 and April 2021',
  },
  {
    verdict: { state: 'unknown', cause: 'own-network' },
    phrases: [
      'portail captif',
      'captive portal',
      'acces au reseau wi-fi',
      'connectez-vous au wi-fi',
      'se connecter au wifi',
    ],
    source: 'sign-in pages of guest networks, which answer in place of every site',
  },
]

/** Error codes inside a JSON body, seen with status 200. */
const JSON_RULES: readonly { readonly verdict: Verdict; readonly pattern: RegExp; readonly source: string }[] = [
  {
    verdict: { state: 'down', cause: 'maintenance-page' },
    pattern: /"errorcode"\s*:\s*"(?:sitemaintenance|upgraderunning)"/,
    source: 'Moodle web services',
  },
  {
    verdict: { state: 'down', cause: 'maintenance-page' },
    pattern: /^\s*\{\s*"code"\s*:\s*(?:516|517|535)\b/,
    source: 'École Directe, closed or in maintenance',
  },
  {
    verdict: { state: 'unknown', cause: 'account-locked' },
    pattern: /"G"\s*:\s*5\b[^}]{0,200}suspendue/,
    source: 'PRONOTE, Erreur.G = 5',
  },
  { verdict: { state: 'down', cause: 'quota-page' }, pattern: /quota_overflow/, source: 'Edifice' },
]

const UP: Verdict = { state: 'up', cause: 'answers' }
const UNEXPECTED: Verdict = { state: 'unknown', cause: 'unexpected-answer' }
const LOGIN_NEEDED: Verdict = { state: 'unknown', cause: 'login-door' }

/** Lower case, without accents, entities decoded as far as French needs, apostrophes and spaces made plain. */
export function foldFrench(text: string): string {
  return text
    .replace(/&([a-z])(?:acute|grave|circ|cedil|uml);/gi, '$1')
    .replace(/&(?:nbsp|#160|#xa0);/gi, ' ')
    .replace(/&(?:rsquo|apos|#0?39|#8217|#x2019);/gi, "'")
    .replace(/&#(\d{2,5});/g, (_, code: string) => String.fromCharCode(Number(code)))
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

const looksLikeHtml = (contentType: string | null, body: string): boolean =>
  /\b(?:text\/html|application\/xhtml)/i.test(contentType ?? '') ||
  /^\s*<(?:!doctype html|html|head|body)\b/i.test(body)

const looksLikeJson = (contentType: string | null, body: string): boolean =>
  /\bjson\b/i.test(contentType ?? '') ? !/^\s*</.test(body) : /^\s*[[{]/.test(body)

interface PageText {
  /** Title and first headings: an outage page says it there even when it is long. */
  readonly headings: string
  readonly visible: string
  readonly hasPasswordField: boolean
}

const HIDDEN_ELEMENTS: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template'])
/** A tag is looked at no further than this. */
const MAX_TAG = 2_000

/**
 * The text of a page, in one pass and in time proportional to its length: a page from outside may be built
 * to make a pattern search for minutes.
 */
function readPage(html: string): PageText {
  const lower = html.toLowerCase()
  const visible: string[] = []
  const headings: string[] = []
  let heading = ''
  let hasPasswordField = false
  let position = 0
  const take = (end: number) => {
    const text = html.slice(position, end)
    visible.push(text)
    if (heading !== '') headings.push(text)
  }
  while (position < html.length) {
    const open = html.indexOf('<', position)
    if (open < 0) {
      take(html.length)
      break
    }
    take(open)
    const comment = html.startsWith('<!--', open)
    const close = comment ? html.indexOf('-->', open + 4) : html.indexOf('>', open)
    if (close < 0) break
    position = close + (comment ? 3 : 1)
    if (comment) continue
    const tag = lower.slice(open + 1, Math.min(close, open + MAX_TAG))
    const name = /^\/?[a-z][a-z0-9]*/.exec(tag)?.[0] ?? ''
    if (HIDDEN_ELEMENTS.has(name)) {
      const end = lower.indexOf(`</${name}`, position)
      if (end < 0) break
      position = end
    }
    if (name === 'title' || name === 'h1') heading = name
    else if (name === `/${heading}`) heading = ''
    if (name === 'input' && /\btype\s*=\s*["']?password/.test(tag)) hasPasswordField = true
    visible.push(' ')
    if (heading !== '') headings.push(' ')
  }
  return { headings: foldFrench(headings.join('')), visible: foldFrench(visible.join('')), hasPasswordField }
}

function matchPhrases(text: string): Verdict | null {
  return PHRASE_RULES.find((rule) => rule.phrases.some((phrase) => text.includes(phrase)))?.verdict ?? null
}

/** What the words of a body say, or null when they say nothing particular. */
function readWords(answer: Answer, body: string): Verdict | null {
  if (looksLikeJson(answer.contentType, body)) {
    const rule = JSON_RULES.find((candidate) => candidate.pattern.test(body))
    if (rule) return rule.verdict
    // Homework may well speak of maintenance: words inside good JSON mean nothing.
    return answer.status >= 400 ? matchPhrases(foldFrench(body.slice(0, OUTAGE_PAGE_MAX_TEXT))) : null
  }
  const page = readPage(body)
  const fromHeadings = matchPhrases(page.headings)
  if (fromHeadings) return fromHeadings
  // A working login page may announce next Sunday's maintenance.
  if (page.hasPasswordField && answer.status < 400) return null
  return page.visible.length <= OUTAGE_PAGE_MAX_TEXT ? matchPhrases(page.visible) : null
}

function classifyRefusal(status: number, words: Verdict | null): Verdict {
  if (status === 429) return { state: 'unknown', cause: 'too-many-requests' }
  // 511: a captive portal (RFC 6585). 407: the school's proxy wants to know who we are.
  if (status === 511 || status === 407) return { state: 'unknown', cause: 'own-network' }
  // 509: Edifice's quota answer.
  if (status === 509) return { state: 'down', cause: 'quota-page' }
  if (status === 423) return { state: 'unknown', cause: 'account-locked' }
  if (status >= 500) {
    if (words && words.state === 'down') return words
    return { state: 'down', cause: status === 503 ? 'overloaded' : 'server-error' }
  }
  if (words) return words
  if (status === 408) return { state: 'unknown', cause: 'overloaded' }
  return UNEXPECTED
}

function classifyRedirect(answer: Answer): Verdict {
  // A door on another host for a page is a working day's login; for data it means the session is not valid.
  return answer.expected === 'json' ? LOGIN_NEEDED : UP
}

/**
 * Says what one answer proves. Pure; never throws. `down` with `maintenance-page` or `quota-page` is the
 * platform's own word, the rest is a symptom (see `availability-state.ts` for what that changes).
 */
export function classifyAnswer(answer: Answer): Verdict {
  const { status, redirects } = answer
  const expected = answer.expected ?? 'any'
  if (redirects > MAX_REDIRECTS) return { state: 'down', cause: 'redirect-loop' }
  if (status >= 300 && status < 400 && status !== 304) return classifyRedirect(answer)

  const body = answer.bodyText.slice(0, MAX_EXAMINED)
  const words = readWords(answer, body)
  if (status === 401 || status === 403) {
    if (words) return words
    // Asking who we are is an answer: the platform is there.
    return UP
  }
  if (status === 404 || status === 410) {
    if (words) return words
    return expected === 'any' ? UP : UNEXPECTED
  }
  if (status >= 400 || status < 200) return classifyRefusal(status, words)

  if (words) return words
  if (status === 304 || status === 204) return UP
  if (body.trim() === '') return UNEXPECTED
  if (expected === 'json' && looksLikeHtml(answer.contentType, body)) {
    return readPage(body).hasPasswordField ? LOGIN_NEEDED : UNEXPECTED
  }
  if (expected === 'json' && !looksLikeJson(answer.contentType, body)) return UNEXPECTED
  return UP
}
