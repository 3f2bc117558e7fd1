/**
 * The inbox of the demonstration's teacher, over as much of IMAP4rev1 (RFC 3501) as reading answers back needs: one
 * mailbox, read only. No maintained library gives a server; what is here is what one client asks, and anything else is
 * answered `BAD`.
 */
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:tls'
import type { DemoMail } from './replies.ts'

export interface DemoImap {
  readonly port: number
  /** Puts a message into the inbox. */
  deliver(message: DemoMail): void
  stop(): Promise<void>
}

export interface DemoImapOptions {
  readonly key: string
  readonly cert: string
  readonly user: string
  readonly password: string
}

interface Stored extends DemoMail {
  readonly uid: number
  readonly bytes: Buffer
}

/** A line of a client is a few words; a longer one is not a client's. */
const MAX_LINE = 8_192
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const DAY_MS = 86_400_000

const pad = (value: number): string => String(value).padStart(2, '0')

/** RFC 3501 `date-time`, in UTC. */
function internalDate(at: number): string {
  const date = new Date(at)
  const day = `${pad(date.getUTCDate())}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()}`
  return `"${day} ${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())} +0000"`
}

/** `23-Nov-2026` as the start of that day, UTC; 0 when it is no date. */
function dayOf(text: string): number {
  const [day = '', month = '', year = ''] = text.split('-')
  const index = MONTHS.findIndex((one) => one.toLowerCase() === month.toLowerCase())
  const at = Date.UTC(Number(year), index, Number(day))
  return index === -1 || Number.isNaN(at) ? 0 : at
}

/** The UIDs of a set (`5`, `2:4`, `6:*`) that there are; `n:*` always has the last one (RFC 3501 §6.4.8). */
function uidsIn(set: string, stored: readonly Stored[]): ReadonlySet<number> {
  const last = stored.at(-1)?.uid ?? 0
  const found = new Set<number>()
  for (const part of set.split(',')) {
    const [from = '', to = from] = part.split(':')
    const bound = (text: string) => (text === '*' ? last : Number(text))
    const [low, high] = [Math.min(bound(from), bound(to)), Math.max(bound(from), bound(to))]
    for (const { uid } of stored) if (uid >= low && uid <= high) found.add(uid)
  }
  return found
}

const headerOf = (bytes: Buffer): string => {
  const text = bytes.toString('latin1')
  return text.slice(0, text.indexOf('\r\n\r\n') + 2)
}

/** The named header lines with their continuations, and the empty line that ends them. */
function fieldsOf(bytes: Buffer, names: readonly string[]): string {
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  const lines = headerOf(bytes)
    .replace(/\r\n(?=[ \t])/g, '\u0000')
    .split('\r\n')
  const kept = lines.filter((line) => wanted.has(line.slice(0, line.indexOf(':')).toLowerCase()))
  return `${kept.map((line) => `${line.replaceAll('\u0000', '\r\n')}\r\n`).join('')}\r\n`
}

/** One part of text, or a report in three parts: the shapes of `replies.ts`. */
const structureOf = ({ kind, bytes }: Stored): string => {
  const text = `("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "8BIT" ${bytes.length} 1)`
  if (kind === 'answer') return text
  const status = `("MESSAGE" "DELIVERY-STATUS" NIL NIL NIL "7BIT" ${bytes.length})`
  const returned = `("TEXT" "RFC822-HEADERS" NIL NIL NIL "7BIT" ${bytes.length} 1)`
  return `(${text}${status}${returned} "REPORT")`
}

function fetched(stored: Stored, sequence: number, items: string): string {
  const parts = [`UID ${stored.uid}`]
  if (/\bINTERNALDATE\b/i.test(items)) parts.push(`INTERNALDATE ${internalDate(stored.at)}`)
  if (/\bBODYSTRUCTURE\b/i.test(items)) parts.push(`BODYSTRUCTURE ${structureOf(stored)}`)
  const fields = /BODY\.PEEK\[HEADER\.FIELDS \(([^)]*)\)\]/i.exec(items)
  if (fields !== null) {
    const names = (fields[1] ?? '').split(/\s+/)
    const text = fieldsOf(stored.bytes, names)
    parts.push(`BODY[HEADER.FIELDS (${names.join(' ').toUpperCase()})] {${text.length}}\r\n${text}`)
  }
  const whole = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(items)
  if (whole !== null) {
    const from = Number(whole[1] ?? 0)
    const part = stored.bytes.subarray(from, whole[2] === undefined ? undefined : from + Number(whole[2]))
    const origin = whole[1] === undefined ? '' : `<${from}>`
    parts.push(`BODY[]${origin} {${part.length}}\r\n${part.toString('latin1')}`)
  }
  return `* ${sequence} FETCH (${parts.join(' ')})\r\n`
}

/** Rejects when no port can be had. */
export async function startDemoImap(options: DemoImapOptions): Promise<DemoImap> {
  const stored: Stored[] = []
  /** Another one at each start: the messages of before are gone, and their numbers mean others. */
  const validity = Math.floor(Date.now() / 1_000)
  const expected = Buffer.from(`\u0000${options.user}\u0000${options.password}`, 'utf8').toString('base64')
  const sockets = new Set<Socket>()

  function search(line: string): string {
    const since = dayOf(/\bSINCE (\S+)/i.exec(line)?.[1] ?? '')
    const set = /\bUID ([\d:*,]+)\s*$/i.exec(line)?.[1]
    const inSet = set === undefined ? null : uidsIn(set, stored)
    const found = stored.filter(({ uid, at }) => Math.floor(at / DAY_MS) * DAY_MS >= since && (inSet?.has(uid) ?? true))
    return `* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}\r\n`
  }

  function fetch(line: string): string {
    const [, set = '', items = ''] = /UID FETCH ([\d:*,]+) (.+)$/i.exec(line) ?? []
    const wanted = uidsIn(set, stored)
    return stored.map((one, index) => (wanted.has(one.uid) ? fetched(one, index + 1, items) : '')).join('')
  }

  function talk(socket: Socket): void {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    const say = (text: string) => socket.write(text, 'latin1')
    let isIn = false
    let isOpen = false
    let pending = ''
    let rest = ''

    const logIn = (tag: string, credentials: string): string => {
      isIn = credentials === expected
      return isIn ? `${tag} OK in\r\n` : `${tag} NO [AUTHENTICATIONFAILED] unknown name or password\r\n`
    }

    function answer(line: string): string {
      if (pending !== '') {
        const tag = pending
        pending = ''
        return logIn(tag, line.trim())
      }
      const [tag = '*', word = '', sub = ''] = line.split(' ')
      const verb = word.toUpperCase()
      const command = verb === 'UID' ? `UID ${sub.toUpperCase()}` : verb
      const ok = `${tag} OK done\r\n`
      if (command === 'CAPABILITY') return `* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR ID\r\n${ok}`
      if (command === 'NOOP') return ok
      if (command === 'ID') return `* ID NIL\r\n${ok}`
      if (command === 'LOGOUT') return `* BYE au revoir\r\n${ok}`
      if (command === 'AUTHENTICATE' && sub.toUpperCase() === 'PLAIN') {
        const [, , , initial] = line.split(' ')
        if (initial !== undefined) return logIn(tag, initial)
        pending = tag
        return '+ \r\n'
      }
      if (!isIn) return `${tag} NO first the name and password\r\n`
      if (command === 'LIST' || command === 'LSUB') return `* ${command} (\\HasNoChildren) "/" "INBOX"\r\n${ok}`
      if (command === 'EXAMINE') {
        isOpen = /^"?INBOX"?$/i.test(sub)
        if (!isOpen) return `${tag} NO there is only INBOX\r\n`
        const next = (stored.at(-1)?.uid ?? 0) + 1
        const state = `* FLAGS ()\r\n* ${stored.length} EXISTS\r\n* 0 RECENT\r\n`
        return `${state}* OK [UIDVALIDITY ${validity}] .\r\n* OK [UIDNEXT ${next}] .\r\n${tag} OK [READ-ONLY] open\r\n`
      }
      if (!isOpen) return `${tag} BAD not now\r\n`
      if (command === 'UID SEARCH') return `${search(line)}${ok}`
      if (command === 'UID FETCH') return `${fetch(line)}${ok}`
      return `${tag} BAD not here\r\n`
    }

    say('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR ID] Trousse\r\n')
    socket.on('data', (chunk: Buffer) => {
      rest += chunk.toString('latin1')
      if (rest.length > MAX_LINE) return void socket.destroy()
      for (let end = rest.indexOf('\r\n'); end !== -1; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        say(answer(line))
        if (/^\S+ LOGOUT$/i.test(line)) socket.end()
      }
    })
  }

  const server = createServer({ key: options.key, cert: options.cert, minVersion: 'TLSv1.2' }, talk)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    deliver(message) {
      stored.push({ ...message, uid: stored.length + 1, bytes: Buffer.from(message.text, 'utf8') })
    },
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
