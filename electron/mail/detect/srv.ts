/** The servers that a domain names in its own DNS: submission and mailbox (RFC 6186, RFC 8314). */
import type { FoundServer } from '../../contract/views.ts'
import { isServerName, type Servers } from './autoconfig.ts'

export interface SrvRecord {
  readonly name: string
  readonly port: number
  readonly priority: number
  readonly weight: number
}

/** Rejects or gives none when the name is not there. */
export type LookupSrv = (name: string, signal: AbortSignal) => Promise<readonly SrvRecord[]>

/** Encrypted from the first byte comes first (RFC 8314 §5.1), whatever the priorities of the other. */
const SERVICES = {
  smtp: [
    ['_submissions._tcp', 'tls'],
    ['_submission._tcp', 'starttls'],
  ],
  imap: [
    ['_imaps._tcp', 'tls'],
    ['_imap._tcp', 'starttls'],
  ],
} as const

/** The lowest priority, then the greatest weight; a single `.` says that there is no such service (RFC 2782). */
export function bestOf(records: readonly SrvRecord[], security: FoundServer['security']): FoundServer | null {
  const usable = records
    .map((record) => ({ ...record, host: record.name.replace(/\.$/, '').toLowerCase() }))
    .filter(({ host, port }) => isServerName(host) && Number.isInteger(port) && port > 0 && port <= 65_535)
    .sort((one, other) => one.priority - other.priority || other.weight - one.weight)
  const [best] = usable
  return best === undefined ? null : { host: best.host, port: best.port, security, user: null, oauth: false }
}

/** What the domain names; null where it names nothing. Never rejects. */
export async function serversOfDns(domain: string, lookup: LookupSrv, signal: AbortSignal): Promise<Servers> {
  const find = async (kind: 'smtp' | 'imap'): Promise<FoundServer | null> => {
    const answers = await Promise.all(
      SERVICES[kind].map(async ([service, security]) => {
        const records = await lookup(`${service}.${domain}`, signal).catch(() => [])
        return bestOf(records.slice(0, 50), security)
      }),
    )
    return answers.find((answer) => answer !== null) ?? null
  }
  const [smtp, imap] = await Promise.all([find('smtp'), find('imap')])
  return { smtp, imap }
}
