/**
 * The servers of an address, from what its own provider publishes: DNS first, then its Autoconfig page. Nobody else is
 * asked: a directory of providers would learn who is setting up which mailbox and when. Nothing is tried at random, and no
 * password goes anywhere before the teacher has seen the name.
 */
import { TrousseError } from '../../contract/errors.ts'
import type { MailDetection } from '../../contract/views.ts'
import { operatorOf } from '../../domain/availability-services.ts'
import { checkMailAddress } from '../../domain/mail-address.ts'
import { domainOf, isFreeWebmail, quotaFor } from '../../domain/mail-provider.ts'
import type { HttpClient } from '../../platform/http.ts'
import { askFollowing } from '../../platform/http-follow.ts'
import { readAutoconfig, type Servers } from './autoconfig.ts'
import { type LookupSrv, serversOfDns } from './srv.ts'

/** Whoever waits for a form to fill itself does not wait longer; then the fields are typed. */
const DETECTION_MS = 12_000
const PAGE_MS = 6_000
const MAX_BYTES = 128 * 1024

export interface DetectTools {
  readonly http: HttpClient
  readonly lookup: LookupSrv
  readonly signal?: AbortSignal
  /** Default `DETECTION_MS`. */
  readonly timeoutMs?: number
}

const NONE: Servers = { smtp: null, imap: null }

/** Of the provider's own domain, encrypted; the whole address is not told. */
const pagesOf = (domain: string): readonly string[] => [
  `https://autoconfig.${domain}/mail/config-v1.1.xml`,
  `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
]

async function readPage(url: string, address: string, http: HttpClient, signal: AbortSignal): Promise<Servers> {
  try {
    const { response } = await askFollowing(http, {
      url,
      headers: { accept: 'application/xml, text/xml' },
      maxBytes: MAX_BYTES,
      firstByteMs: PAGE_MS,
      totalMs: PAGE_MS,
      signal,
    })
    return response.status === 200 ? readAutoconfig(Buffer.from(response.body).toString('utf8'), address) : NONE
  } catch {
    // No page, a page that is not for us, a server that is down: nothing was found there, and the next is asked.
    return NONE
  }
}

/**
 * Looks for the servers of an address. Always ends within `timeoutMs`, with nulls where nothing was found.
 * Rejects with `mail-address-invalid`, `cancelled`.
 */
export async function detectMail(address: string, tools: DetectTools): Promise<MailDetection> {
  const checked = checkMailAddress(address)
  if (!checked.ok) throw new TrousseError('mail-address-invalid', { field: 'from', reason: checked.reason })
  const domain = domainOf(checked.address)
  const timeout = AbortSignal.timeout(tools.timeoutMs ?? DETECTION_MS)
  const signal = tools.signal ? AbortSignal.any([tools.signal, timeout]) : timeout
  const overdue = new Promise<Servers>((resolve) => {
    if (signal.aborted) return resolve(NONE)
    signal.addEventListener('abort', () => resolve(NONE), { once: true })
  })
  // Asked together, so that a name server that does not answer costs no more than a page that does not.
  const dns = Promise.race([serversOfDns(domain, tools.lookup, signal), overdue])
  const pages = pagesOf(domain).map((url) =>
    Promise.race([readPage(url, checked.address, tools.http, signal), overdue]),
  )
  const named = await dns
  let by: MailDetection['by'] = named.smtp === null ? null : 'srv'
  let servers = named
  for (const page of by === null ? pages : []) {
    const found = await page
    if (found.smtp === null) continue
    servers = { smtp: found.smtp, imap: found.imap ?? named.imap }
    by = 'autoconfig'
    break
  }
  if (tools.signal?.aborted) throw new TrousseError('cancelled')
  const { smtp, imap } = servers
  const otherDomain = [smtp, imap].some((server) => server !== null && operatorOf(server.host) !== operatorOf(domain))
  return { domain, by, smtp, imap, otherDomain, quota: quotaFor(domain), freeWebmail: isFreeWebmail(domain) }
}
