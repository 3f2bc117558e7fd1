/**
 * The settings a provider publishes for mail programs (the format of Thunderbird's Autoconfig), read from hostile bytes:
 * only servers that encrypt, only names and ports that can be ones, and nothing of what it would have us run.
 */
import { SaxesParser } from 'saxes'
import type { FoundServer } from '../../contract/views.ts'

const MAX_SERVERS = 20
const MAX_DEPTH = 20
const MAX_TEXT = 500

/** A full name with a dot in it, not an address in figures and not this computer. */
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

export const isServerName = (host: string): boolean =>
  HOST.test(host) && !/(?:^|\.)(?:localhost|local|internal)$/.test(host)

export interface Servers {
  readonly smtp: FoundServer | null
  readonly imap: FoundServer | null
}

interface Draft {
  readonly kind: 'imap' | 'smtp'
  host: string
  port: string
  socket: string
  user: string
  auth: string[]
}

/** The name to log in with, for this very address; null when the provider's recipe is not one we know. */
function userFrom(recipe: string, address: string): string | null {
  const local = address.slice(0, address.lastIndexOf('@'))
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const user = recipe
    .replaceAll('%EMAILADDRESS%', address)
    .replaceAll('%EMAILLOCALPART%', local)
    .replaceAll('%EMAILDOMAIN%', domain)
  return user === '' || user.includes('%') || user.length > 320 ? null : user
}

function serverOf(draft: Draft, address: string): FoundServer | null {
  const host = draft.host.trim().toLowerCase()
  const port = /^\d{1,5}$/.test(draft.port.trim()) ? Number(draft.port) : 0
  const socket = draft.socket.trim().toUpperCase()
  const security = socket === 'SSL' ? 'tls' : socket === 'STARTTLS' ? 'starttls' : null
  // In clear: the password would be read by everyone on the way. Such an entry is as if it were not there.
  if (security === null || !isServerName(host) || port < 1 || port > 65_535) return null
  const auth = draft.auth.map((one) => one.trim().toLowerCase())
  const byPassword = auth.length === 0 || auth.some((one) => one.startsWith('password'))
  const oauth = auth.includes('oauth2')
  if (!byPassword && !oauth) return null
  return { host, port, security, user: userFrom(draft.user.trim(), address), oauth: oauth && !byPassword }
}

/**
 * The first server of each kind that can be used, in the provider's order; null where there is none. A file that is not
 * this format, or has a document type, gives none.
 *
 * @param xml decoded; @param address whose servers these are
 */
export function readAutoconfig(xml: string, address: string): Servers {
  const none: Servers = { smtp: null, imap: null }
  const found: { smtp: FoundServer | null; imap: FoundServer | null } = { smtp: null, imap: null }
  const path: string[] = []
  let draft: Draft | null = null
  let text = ''
  let servers = 0
  let stopped = false
  let isConfig = false
  const parser = new SaxesParser({ xmlns: false, fragment: false })
  parser.on('error', () => {
    stopped = true
  })
  parser.on('doctype', () => {
    stopped = true
  })
  parser.on('opentag', ({ name, attributes }) => {
    path.push(name)
    text = ''
    if (path.length === 1) isConfig = name === 'clientConfig'
    if (path.length > MAX_DEPTH || !isConfig) stopped = true
    const type = String(attributes.type ?? '').toLowerCase()
    const kind =
      name === 'outgoingServer' && type === 'smtp'
        ? 'smtp'
        : name === 'incomingServer' && type === 'imap'
          ? 'imap'
          : null
    if (kind !== null && path.at(-2) === 'emailProvider' && ++servers <= MAX_SERVERS) {
      draft = { kind, host: '', port: '', socket: '', user: '', auth: [] }
    }
  })
  parser.on('text', (part) => {
    if (text.length < MAX_TEXT) text += part.slice(0, MAX_TEXT)
  })
  parser.on('closetag', ({ name }) => {
    path.pop()
    if (draft === null) return
    if (name === 'hostname') draft.host = text
    else if (name === 'port') draft.port = text
    else if (name === 'socketType') draft.socket = text
    else if (name === 'username') draft.user = text
    else if (name === 'authentication') draft.auth.push(text)
    else if (name === 'outgoingServer' || name === 'incomingServer') {
      found[draft.kind] ??= serverOf(draft, address)
      draft = null
    }
    text = ''
  })
  for (let at = 0; at < xml.length && !stopped; at += 4_096) {
    try {
      parser.write(xml.slice(at, at + 4_096))
    } catch {
      stopped = true
    }
  }
  return stopped ? none : found
}
