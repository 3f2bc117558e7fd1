/**
 * Reads one HTTP answer as a teacher would: is the platform there, down, or is it impossible to say?
 *
 * French platforms often announce an outage with status 200 and a page of text, so the status alone proves
 * nothing. The words are in `outage-phrases.ts`; what surrounds an answer (DNS, TLS, our own network, a witness)
 * is weighed in `outage-evidence.ts`.
 */
import type { AvailabilityCause, ServiceRole } from '../contract/views.ts'
import { foldFrench, type PageText, readPage } from './outage-page.ts'
import { JSON_RULES, PHRASE_RULES, type PhraseRule } from './outage-phrases.ts'

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
  /** Names of which a good JSON answer has at least one; another object is some other program's. */
  readonly markers?: readonly string[]
  readonly role?: ServiceRole
}

export type Verdict = {
  /** `unknown`: the server answered, but what it said proves neither that the platform works nor that it does not. */
  readonly state: 'up' | 'down' | 'unknown'
  readonly cause: AvailabilityCause
}

const UP: Verdict = { state: 'up', cause: 'answers' }
const UNEXPECTED: Verdict = { state: 'unknown', cause: 'unexpected-answer' }
/** Sent to the login door in place of data: the door works, it is our session that is no longer known. */
const SESSION_EXPIRED: Verdict = { state: 'unknown', cause: 'session-expired' }

const looksLikeHtml = (contentType: string | null, body: string): boolean =>
  /\b(?:text\/html|application\/xhtml)/i.test(contentType ?? '') ||
  /^\s*<(?:!doctype html|html|head|body)\b/i.test(body)

const looksLikeJson = (contentType: string | null, body: string): boolean =>
  /\bjson\b/i.test(contentType ?? '') ? !/^\s*</.test(body) : /^\s*[[{]/.test(body)

const verdictOf = ({ state, cause }: { state: Verdict['state']; cause: AvailabilityCause }): Verdict => ({
  state,
  cause,
})

function matchPhrases(text: string, noticesOnly = false): PhraseRule | null {
  const folded = foldFrench(text).replace(/(\d) h\b/g, '$1h')
  const rules = noticesOnly ? PHRASE_RULES.filter(({ place }) => place === 'notice') : PHRASE_RULES
  return rules.find((rule) => rule.phrases.some(([phrase]) => folded.includes(phrase))) ?? null
}

function readPageWords(page: PageText, status: number): PhraseRule | null {
  const fromHeadings = matchPhrases(page.headings)
  if (fromHeadings) return fromHeadings
  if (page.visible.replace(/\s+/g, ' ').length > OUTAGE_PAGE_MAX_TEXT) return null
  // A working login page may announce next Sunday's maintenance.
  return matchPhrases(page.visible, page.hasPasswordField && status < 400)
}

/** What the words of a body say, or null when they say nothing particular. */
function readWords(answer: Answer, body: string): Verdict | null {
  if (looksLikeJson(answer.contentType, body)) {
    const rule = JSON_RULES.find((candidate) => candidate.pattern.test(body))
    if (rule) return verdictOf(rule)
    // Homework may well speak of maintenance: words inside good JSON mean nothing.
    const said = answer.status >= 400 ? matchPhrases(body.slice(0, OUTAGE_PAGE_MAX_TEXT)) : null
    return said && verdictOf(said)
  }
  const said = readPageWords(readPage(body), answer.status)
  if (said === null) return null
  // What is said of the letter box closes the letter box, and only that.
  if (said.cause === 'messaging-closed' && (answer.role === 'messaging' || answer.status >= 400)) {
    return { state: 'down', cause: 'messaging-closed' }
  }
  return verdictOf(said)
}

function classifyRefusal(status: number, words: Verdict | null): Verdict {
  if (status === 429) return { state: 'unknown', cause: 'too-many-requests' }
  // 511: a captive portal (RFC 6585). 407: the school's proxy wants to know who we are.
  if (status === 511) return { state: 'unknown', cause: 'captive-portal' }
  if (status === 407) return { state: 'unknown', cause: 'own-network' }
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

/** True when the JSON is the one that is due: one of its markers stands as a key. */
const hasMarker = (body: string, markers: readonly string[]): boolean =>
  markers.some((marker) => new RegExp(`"${marker}"\\s*:`).test(body))

function classifySuccess(answer: Answer, body: string): Verdict {
  const { status, contentType, expected = 'any', markers = [] } = answer
  if (status === 304 || status === 204) return UP
  if (body.trim() === '') return UNEXPECTED
  if (expected !== 'json') return UP
  if (looksLikeHtml(contentType, body)) return isLoginPage(body) ? SESSION_EXPIRED : UNEXPECTED
  if (!looksLikeJson(contentType, body)) return UNEXPECTED
  return markers.length === 0 || hasMarker(body, markers) ? UP : UNEXPECTED
}

/** A form for a password, or a SAML relay that posts itself. */
const isLoginPage = (body: string): boolean =>
  readPage(body).hasPasswordField || /\bname\s*=\s*["']?SAML(?:Request|Response)\b/i.test(body)

/**
 * Says what one answer proves. Pure; never throws. `down` with `maintenance-page` or `quota-page` is the
 * platform's own word, the rest is a symptom (see `availability-state.ts` for what that changes). `up` with
 * `messaging-closed`: everything but the letter box.
 */
export function classifyAnswer(answer: Answer): Verdict {
  const { status, redirects, expected = 'any' } = answer
  if (redirects > MAX_REDIRECTS) return { state: 'down', cause: 'redirect-loop' }
  if (status >= 300 && status < 400 && status !== 304) {
    // A door on another host for a page is a working day's login; for data it means the session is not valid.
    return expected === 'json' ? SESSION_EXPIRED : UP
  }
  const body = answer.bodyText.slice(0, MAX_EXAMINED)
  const words = readWords(answer, body)
  if (status === 401 || status === 403) {
    // Asking who we are is an answer: the platform is there.
    return words ?? UP
  }
  if (status === 404 || status === 410) return words ?? (expected === 'any' ? UP : UNEXPECTED)
  if (status >= 400 || status < 200) return classifyRefusal(status, words)
  return words ?? classifySuccess(answer, body)
}
