/**
 * Weighs everything one look at a service brought back: the name, the line, the certificate, the answer, its time,
 * our own network and a witness outside the school. An answer alone is read in `outage-classifier.ts`.
 */
import type { Availability, AvailabilityCause, OutageEvidence, ServiceRole } from '../contract/views.ts'
import { type Answer, classifyAnswer } from './outage-classifier.ts'
import { foldFrench, readPage } from './outage-page.ts'
import { PHRASE_RULES } from './outage-phrases.ts'

/** How far the question went. */
export type Transport =
  | 'answered'
  /** No such name, or nobody to ask for it. */
  | 'no-address'
  | 'no-connection'
  | 'timeout'
  | 'certificate'
  /** A certificate that is good, for another name. */
  | 'certificate-name'
  /** The line broke in the middle of the answer. */
  | 'cut'
  | 'too-large'
  /** Our own rules refused the address. */
  | 'refused'

export interface NetworkSeen {
  /** Some interface but loopback has an address. */
  readonly interfaces: boolean
  /**
   * Another host at the same moment. `portal`: something answered in its place. `none`: nobody was asked, because
   * nobody is named or because the service answered.
   */
  readonly witness: 'answers' | 'silent' | 'portal' | 'none'
}

export interface Evidence {
  readonly role: ServiceRole
  readonly transport: Transport
  readonly answer: Answer | null
  /** Every address asked, in order: the service, then where it sent us. */
  readonly chain: readonly string[]
  /** An address came twice, or the chain was too long. */
  readonly looped: boolean
  readonly elapsedMs: number
  readonly network: NetworkSeen
}

export interface Judgement {
  readonly state: Availability['state']
  readonly cause: AvailabilityCause
}

/** A page that takes this long is a platform at its limit. A person waits about ten seconds before giving up. */
const SLOW_MS = 8_000

const CAPTIVE: Judgement = { state: 'own-network-down', cause: 'captive-portal' }
const OWN_NETWORK: Judgement = { state: 'own-network-down', cause: 'own-network' }

const parse = (address: string | undefined): URL | null =>
  address !== undefined && URL.canParse(address) ? new URL(address) : null

/** RFC 1918, link-local and the shared range of RFC 6598: where the door of a guest network lives. */
const PRIVATE_HOST =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/

/** From a site of the Internet to an unprotected address of the local network: only a portal does that. */
function ledToPortal(chain: readonly string[]): boolean {
  const first = parse(chain[0])
  const last = parse(chain.at(-1))
  if (!first || !last || first.host === last.host) return false
  return last.protocol === 'http:' && PRIVATE_HOST.test(last.hostname) && !PRIVATE_HOST.test(first.hostname)
}

/** The failure came after the platform had sent us to another host. */
function isAtLoginDoor({ chain, role }: Evidence): boolean {
  const first = parse(chain[0])
  const last = parse(chain.at(-1))
  return role === 'login' || (first !== null && last !== null && first.host !== last.host)
}

function judgeSilence(evidence: Evidence): Judgement {
  const { transport, network } = evidence
  // It answers, at length.
  if (transport === 'too-large') return { state: 'up', cause: 'answers' }
  if (transport === 'refused') return { state: 'unknown', cause: 'unexpected-answer' }
  if (!network.interfaces || network.witness === 'silent') return OWN_NETWORK
  if (transport === 'certificate-name' && network.witness !== 'answers') return CAPTIVE
  if (isAtLoginDoor(evidence) && transport !== 'no-address') return { state: 'down', cause: 'login-door' }
  if (transport === 'certificate' || transport === 'certificate-name') return { state: 'down', cause: 'certificate' }
  if (transport !== 'no-address') return { state: 'down', cause: 'no-answer' }
  // The name we came from was found a moment ago: the line is there.
  if (evidence.chain.length > 1) return { state: 'down', cause: 'login-door' }
  // A line that is cut finds no name at all: without another host that answers, it may be ours.
  return { state: network.witness === 'answers' ? 'down' : 'unknown', cause: 'no-address' }
}

/** Words of the platform about itself: whose door says them does not matter. */
const OWN_WORDS: ReadonlySet<AvailabilityCause> = new Set([
  'maintenance-page',
  'night-pause',
  'quota-page',
  'messaging-closed',
])

function judgeAnswer(evidence: Evidence, answer: Answer): Judgement {
  const { state, cause } = classifyAnswer({ ...answer, role: evidence.role })
  if (cause === 'captive-portal') return CAPTIVE
  if (cause === 'own-network') return OWN_NETWORK
  // We come without a session: being asked to open one is no news.
  if (cause === 'session-expired') return { state: 'unknown', cause: 'unexpected-answer' }
  if (state === 'down' && isAtLoginDoor(evidence) && !OWN_WORDS.has(cause)) return { state, cause: 'login-door' }
  if (state === 'up' && cause === 'answers' && evidence.elapsedMs >= SLOW_MS) return { state, cause: 'overloaded' }
  return { state, cause }
}

/**
 * Says what one look proves about one service. Pure; never throws; in time proportional to the answer's length.
 *
 * A failure after the platform sent us to another host is the login door's, not the platform's: the teacher may
 * still reach what does not go through it.
 */
export function judgeEvidence(evidence: Evidence): Judgement {
  if (evidence.network.witness === 'portal' || ledToPortal(evidence.chain)) return CAPTIVE
  if (evidence.looped) return { state: 'down', cause: isAtLoginDoor(evidence) ? 'login-door' : 'redirect-loop' }
  if (evidence.transport !== 'answered' || evidence.answer === null) return judgeSilence(evidence)
  return judgeAnswer(evidence, evidence.answer)
}

// --- what is kept of it -----------------------------------------------------------------------

const TITLE_MAX = 120
const EXCERPT_MAX = 280
/** Enough of a page, and of its text, to take a sentence from. */
const READ_MAX = 60_000
const TEXT_MAX = 2_000

const COMBINING: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  cedil: '\u0327',
  uml: '\u0308',
}

const readable = (text: string): string =>
  text
    .replace(/&([a-z])(acute|grave|circ|cedil|uml);/gi, (_, letter: string, accent: string) =>
      `${letter}${COMBINING[accent.toLowerCase()] ?? ''}`.normalize('NFC'),
    )
    .replace(/&(?:nbsp|#160|#xa0);/gi, ' ')
    .replace(/&(?:rsquo|apos|#0?39|#8217);/gi, '’')
    .replace(/&(?:quot|lt|gt|amp);/gi, ' ')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they would break a table and a sheet of paper
    .replace(/[\s\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim()

/** Whatever could name a person, a machine or a session: no page of an outage needs it. */
const redacted = (text: string): string =>
  text
    .replace(/[^\s@]{1,64}@[^\s@]{1,255}/g, '[…]')
    .replace(/\bhttps?:\/\/\S{1,2000}/gi, '[…]')
    .replace(/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '[…]')
    .replace(/\b(?:[\da-f]{0,4}:){3,7}[\da-f]{0,4}\b/gi, '[…]')
    .replace(/\+?\d(?:[ .-]?\d){7,}/g, '[…]')
    .replace(/\b[A-Za-z0-9_-]{24,}\b/g, '[…]')
    .replace(
      /\b(bonjour|bienvenue)[ ,]+(?:m\.|mme|monsieur|madame)?[ ]?[^\s,.!]{1,60}(?: [^\s,.!]{1,60})?/giu,
      '$1 […]',
    )

/** Words shown before the announcement itself. */
const LEAD = 60

/** From a little before the words that tell, so that a menu or a header does not take all the room. */
function fromAnnouncement(text: string, cause: AvailabilityCause): string {
  // Folding changes letters, not their number: positions stay near enough.
  const folded = foldFrench(text)
  const phrases = PHRASE_RULES.filter((rule) => rule.cause === cause).flatMap((rule) => rule.phrases)
  const found = phrases.map(([phrase]) => folded.indexOf(phrase)).filter((at) => at >= 0)
  const at = found.length === 0 ? 0 : Math.min(...found) - LEAD
  if (at <= 0) return text
  // At a word's beginning: half an address would not be recognised as one.
  const start = text.indexOf(' ', at) + 1
  return start === 0 ? text : `… ${text.slice(start)}`
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`

/**
 * What is kept of one look, to show later what was seen: status, host, title and a few words of the page, without
 * addresses, numbers or tokens. At most 120 and 280 characters.
 */
export function evidenceOf(evidence: Evidence, at: string, cause: AvailabilityCause): OutageEvidence {
  const { answer, chain } = evidence
  const host = parse(chain.at(-1))?.host ?? ''
  if (answer === null) return { at, cause, status: null, host, title: null, excerpt: null }
  const isHtml = /^\s*</.test(answer.bodyText) || /html/i.test(answer.contentType ?? '')
  const page = isHtml ? readPage(answer.bodyText.slice(0, READ_MAX)) : null
  const title = page ? cut(redacted(readable(page.title).slice(0, TEXT_MAX)), TITLE_MAX) : ''
  const excerpt = page
    ? cut(redacted(fromAnnouncement(readable(page.visible), cause).slice(0, TEXT_MAX)), EXCERPT_MAX)
    : ''
  return { at, cause, status: answer.status, host, title: title || null, excerpt: excerpt || null }
}
