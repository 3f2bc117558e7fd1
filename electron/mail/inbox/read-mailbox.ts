/**
 * Reads the inbox for what came back: notices, automatic answers, answers. The mailbox is opened with EXAMINE and
 * read with BODY.PEEK, so that nothing there is marked read, moved or deleted. First the few headers that tell what
 * may be ours, then, of that alone, the beginning of the message.
 *
 * TLS 1.2 or later before anything is said, as for sending (reliability.md M10).
 */
import type { Socket } from 'node:net'
import type { ImapFlow, ImapFlowOptions, MessageStructureObject } from 'imapflow'
import { TrousseError } from '../../contract/errors.ts'
import { classifyIncoming, mayBeNotice, messageIdsIn, threadIdsOf } from '../../domain/bounce.ts'
import { cleanText, cutText } from '../../domain/text-clean.ts'
import { type Clock, toInstant } from '../../platform/clock.ts'
import { connectThroughProxy } from '../../platform/proxy-connect.ts'
import type { InboxPlace, IncomingReply } from '../../store/api.ts'
import { anotherWayMayHelp, type MailRoute, STRAIGHT, STRAIGHT_BEFORE_PROXY_MS, tellingFailure } from '../route.ts'
import { imapFailure } from './imap-errors.ts'
import { MAX_SOURCE_BYTES, parseHeaderBlock, parseIncoming } from './parse-message.ts'
import { tunnelTransport } from './tunnel.ts'

export interface MailboxAccess {
  readonly host: string
  readonly port: number
  /** `tls`: from the first byte. `starttls`: required before the password. */
  readonly security: 'tls' | 'starttls'
  readonly user: string
  readonly password: string
  /** Instead of the password, for an account opened by a sign-in; another token when `renew`. */
  readonly accessToken?: (renew: boolean) => Promise<string>
  /** Default: straight. */
  readonly route?: MailRoute
  /** Certificate authorities in PEM, instead of the runtime's own. */
  readonly tlsCa?: readonly string[]
}

export interface ReadMailboxOptions {
  readonly access: MailboxAccess
  /** Where the last reading ended; null the first time. */
  readonly place: InboxPlace | null
  /** Milliseconds since 1970: nothing older is looked at, by whole days. */
  readonly since: number
  /** Which of these Message-IDs left from here, with their row of the ledger. */
  readonly ours: (messageIds: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Keeps what was found and how far the reading went, in one go: called after each batch. */
  readonly keep: (place: InboxPlace, replies: readonly IncomingReply[]) => Promise<void>
  readonly clock: Clock
  readonly signal?: AbortSignal
  readonly onProgress?: (change: { readonly step: string; readonly done: number; readonly total: number }) => void
  readonly timeouts?: ImapTimeouts
}

/** What it takes to look into a mailbox. */
export type MailboxVisit = Pick<ReadMailboxOptions, 'access' | 'signal' | 'timeouts'>

/** Milliseconds. */
export interface ImapTimeouts {
  readonly connect: number
  readonly greeting: number
  /** Silence during the conversation. */
  readonly silence: number
}
export const IMAP_TIMEOUTS: ImapTimeouts = { connect: 30_000, greeting: 20_000, silence: 60_000 }

export interface MailboxReading {
  /** Messages whose headers were looked at. */
  readonly looked: number
  /** Of them, those about a message of ours. */
  readonly found: number
  /** More messages wait than one reading takes: the next one goes on from there. */
  readonly more: boolean
}

const BATCH = 100
/** Headers are a few hundred bytes each; a mailbox with more than this since the outage is read in several times. */
const MAX_PER_READING = 3_000
const MAX_ATTACHMENTS = 50
const MAX_NAME = 200
/** Far more than headers or `MAX_SOURCE_BYTES` need: a server that announces more is cut off. */
const MAX_LITERAL = 2 * 1024 * 1024

/** What tells a notice or an answer from the rest; never the subject, never who else received it. */
const TELLING_HEADERS = [
  'message-id',
  'in-reply-to',
  'references',
  'return-path',
  'from',
  'content-type',
  'x-failed-recipients',
]

interface Door {
  readonly tunnel: Socket | null
  /** Null: the password opens. */
  readonly token: string | null
}

function clientOptions(access: MailboxAccess, timeouts: ImapTimeouts, { tunnel, token }: Door): ImapFlowOptions {
  return {
    ...(tunnel === null ? {} : { transport: tunnelTransport(tunnel) }),
    host: access.host,
    port: access.port,
    secure: access.security === 'tls',
    // Without this, a server (or someone in between) that stays silent about STARTTLS gets the password in clear.
    ...(access.security === 'starttls' ? { doSTARTTLS: true } : {}),
    auth: { user: access.user, ...(token === null ? { pass: access.password } : { accessToken: token }) },
    tls: {
      minVersion: 'TLSv1.2',
      rejectUnauthorized: true,
      ...(access.tlsCa === undefined ? {} : { ca: [...access.tlsCa] }),
    },
    // Its log holds addresses and subjects (reliability.md M15).
    logger: false,
    clientInfo: { name: 'Trousse' },
    disableAutoIdle: true,
    maxLiteralSize: MAX_LITERAL,
    maxLineLength: MAX_LITERAL,
    maxResponseSize: 2 * MAX_LITERAL,
    maxResponseTokens: 100_000,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.silence,
  }
}

/** One conversation, by one way. */
async function withClient<T>(
  options: MailboxVisit,
  door: Door,
  timeouts: ImapTimeouts,
  work: (client: ImapFlow) => Promise<T>,
): Promise<T> {
  const { access, signal } = options
  const stopped = () => new TrousseError('cancelled')
  if (signal?.aborted) throw stopped()
  // Loaded at the first reading: the window does not wait for it at start.
  const { ImapFlow } = await import('imapflow')
  const client = new ImapFlow(clientOptions(access, timeouts, door))
  const where = { host: access.host, port: access.port }
  // What is wrong arrives by the command under way; unheard, it would end the process.
  let lost: unknown = null
  client.on('error', (error) => {
    lost ??= error
  })
  let onAbort = () => {}
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      client.close()
      reject(stopped())
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
  aborted.catch(() => {})
  let opened = false
  try {
    await Promise.race([client.connect(), aborted])
    opened = true
    return await Promise.race([work(client), aborted])
  } catch (error) {
    if (signal?.aborted) throw stopped()
    throw imapFailure(lost ?? error, { ...where, opened })
  } finally {
    signal?.removeEventListener('abort', onAbort)
    if (client.usable) await Promise.race([client.logout().catch(() => {}), aborted.catch(() => {})])
    client.close()
    door.tunnel?.destroy()
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof TrousseError && error.code === 'inbox-credentials-refused'

/** By each way there is, and with another token when the first is no longer taken. */
export async function withMailbox<T>(options: MailboxVisit, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const { access, signal } = options
  const { host, port, accessToken, route = STRAIGHT } = access
  const timeouts = options.timeouts ?? IMAP_TIMEOUTS
  const ways = await route.ways(host, port)
  const failures: TrousseError[] = []
  for (const [index, way] of ways.entries()) {
    const connect = index + 1 < ways.length ? Math.min(STRAIGHT_BEFORE_PROXY_MS, timeouts.connect) : timeouts.connect
    const attempt = async (renew: boolean) => {
      const token = accessToken === undefined ? null : await accessToken(renew)
      const tunnel =
        way === null
          ? null
          : await connectThroughProxy({
              proxy: way,
              host,
              port,
              timeoutMs: connect,
              ...(signal ? { signal } : {}),
              ...(access.tlsCa ? { ca: access.tlsCa } : {}),
            })
      return withClient(options, { tunnel, token }, { ...timeouts, connect }, (client) => {
        route.worked(host, port, way)
        return work(client)
      })
    }
    try {
      return await attempt(false).catch((error: unknown) => {
        if (accessToken === undefined || !isRefusal(error)) throw error
        return attempt(true)
      })
    } catch (error) {
      if (accessToken !== undefined && isRefusal(error)) throw new TrousseError('mail-sign-in-needed', { host, port })
      if (!(error instanceof TrousseError) || !anotherWayMayHelp(error.code)) throw error
      failures.push(error)
    }
  }
  throw tellingFailure(failures, ({ code }) => code) ?? new TrousseError('inbox-unreachable', { host, port })
}

/** UIDs not yet looked at, lowest first. */
async function newMessages(client: ImapFlow, place: InboxPlace | null, since: number): Promise<number[]> {
  const query = { since: new Date(since), ...(place === null ? {} : { uid: `${place.lastUid + 1}:*` }) }
  const found = (await client.search(query, { uid: true })) || []
  // `n:*` is never empty: it gives the last message even when that one is older than n (RFC 3501 §6.4.8).
  return found.filter((uid) => uid > (place?.lastUid ?? 0)).sort((one, other) => one - other)
}

/** Files that came along: named, not fetched. */
export function attachmentsOf(
  node: MessageStructureObject | undefined,
): { readonly part: string; readonly name: string; readonly type: string; readonly bytes: number }[] {
  const list: { part: string; name: string; type: string; bytes: number }[] = []
  const visit = (part: MessageStructureObject, depth: number): void => {
    if (list.length >= MAX_ATTACHMENTS || depth > 10) return
    const name = part.dispositionParameters?.filename ?? part.parameters?.name
    const isText = part.type === 'text/plain' || part.type === 'text/html'
    const isFile = !part.type.startsWith('multipart/') && (part.disposition === 'attachment' || (name && !isText))
    if (isFile) {
      const shown = cutText(cleanText(name ?? ''), MAX_NAME)
      list.push({ part: part.part ?? '1', name: shown, type: cutText(part.type, MAX_NAME), bytes: part.size ?? 0 })
    }
    for (const child of part.childNodes ?? []) visit(child, depth + 1)
  }
  if (node !== undefined) visit(node, 0)
  return list
}

async function readOne(
  client: ImapFlow,
  uid: number,
  place: InboxPlace,
  options: ReadMailboxOptions,
): Promise<IncomingReply | null> {
  const fetched = await client.fetchOne(
    String(uid),
    { uid: true, internalDate: true, bodyStructure: true, source: { start: 0, maxLength: MAX_SOURCE_BYTES } },
    { uid: true },
  )
  // Deleted since by another program, or a server that gives nothing.
  if (!fetched || fetched.source === undefined) return null
  const parsed = await parseIncoming(fetched.source)
  const named = [...threadIdsOf(parsed.message), ...parsed.message.parts.flatMap(({ text }) => messageIdsIn(text))]
  const rows = await options.ours([...new Set(named)])
  const incoming = classifyIncoming(parsed.message, (id) => rows.has(id))
  if (incoming.kind === 'none') return null
  const [first] = incoming.ours
  const deliveryId = first === undefined ? undefined : rows.get(first)
  if (deliveryId === undefined) return null
  const received = fetched.internalDate === undefined ? Number.NaN : new Date(fetched.internalDate).getTime()
  const recipients = 'recipients' in incoming ? incoming.recipients : []
  return {
    // A notice without an id of its own is told apart by its place in the mailbox.
    messageIdHeader: parsed.messageId || `uid-${place.uidValidity}-${uid}`,
    deliveryId,
    kind: incoming.kind,
    fromAddress: parsed.fromAddress,
    fromName: parsed.fromName,
    subject: parsed.subject,
    body: parsed.body,
    receivedAt: toInstant(Number.isNaN(received) ? options.clock.now() : received),
    attachments:
      incoming.kind === 'answer' ? attachmentsOf(fetched.bodyStructure).map(({ part: _, ...file }) => file) : [],
    recipients,
  }
}

/**
 * Looks at what is new in the inbox and keeps what is ours, batch by batch: cut short anywhere, the next reading goes
 * on where this one stopped, and nothing is kept twice.
 *
 * Rejects with `inbox-unreachable`, `inbox-port-blocked`, `inbox-tls-required`, `inbox-credentials-refused`,
 * `inbox-no-imap`, `inbox-interrupted`, `mail-tls-certificate`, `network-dns`, `network-own-down`, `cancelled`.
 */
export function readMailbox(options: ReadMailboxOptions): Promise<MailboxReading> {
  return withMailbox(options, async (client) => {
    const { signal, onProgress } = options
    const mailbox = await client.mailboxOpen('INBOX', { readOnly: true })
    const uidValidity = String(mailbox.uidValidity)
    // As it was now: the object goes on counting what arrives meanwhile, which was not looked at.
    const { uidNext } = mailbox
    // Another validity: the numbers name other messages now (RFC 3501 §2.3.1.1), and all is looked at again.
    const known = options.place?.uidValidity === uidValidity ? options.place : null
    const uids = await newMessages(client, known, options.since)
    const taken = uids.slice(0, MAX_PER_READING)
    let place: InboxPlace = { uidValidity, lastUid: known?.lastUid ?? 0 }
    let found = 0
    onProgress?.({ step: 'reading-inbox', done: 0, total: taken.length })
    for (let start = 0; start < taken.length; start += BATCH) {
      if (signal?.aborted) throw new TrousseError('cancelled')
      const batch = taken.slice(start, start + BATCH)
      const heads = await client.fetchAll(batch.join(','), { uid: true, headers: TELLING_HEADERS }, { uid: true })
      const messages = heads.map(({ uid, headers }) => {
        const message = { headers: parseHeaderBlock(headers ?? new Uint8Array()), parts: [] }
        return { uid, thread: threadIdsOf(message), notice: mayBeNotice(message) }
      })
      const rows = await options.ours([...new Set(messages.flatMap(({ thread }) => thread))])
      const replies: IncomingReply[] = []
      for (const { uid, thread, notice } of messages) {
        if (!notice && !thread.some((id) => rows.has(id))) continue
        if (signal?.aborted) throw new TrousseError('cancelled')
        const reply = await readOne(client, uid, place, options)
        if (reply !== null) replies.push(reply)
      }
      place = { uidValidity, lastUid: Math.max(place.lastUid, ...batch) }
      found += replies.length
      await options.keep(place, replies)
      onProgress?.({ step: 'reading-inbox', done: Math.min(start + BATCH, taken.length), total: taken.length })
    }
    const more = uids.length > taken.length
    // What is older than the limit of age will not be asked for again.
    if (!more) await options.keep({ uidValidity, lastUid: Math.max(place.lastUid, uidNext - 1) }, [])
    return { looked: taken.length, found, more }
  })
}
