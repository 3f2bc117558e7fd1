/** Tells "the platform is down" from "this computer has no network" and from "somebody answers in its place". */
import type { NetworkInterfaceInfo } from 'node:os'
import { TrousseError } from '../contract/errors.ts'
import { operatorOf } from '../domain/availability-services.ts'
import type { NetworkSeen } from '../domain/outage-evidence.ts'
import type { Clock } from '../platform/clock.ts'
import type { HttpClient, HttpResponse } from '../platform/http.ts'

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** Asked only after a service failed to answer; never rejects. `host` failed, `others` are watched too. */
export type NetworkWitness = (asked: {
  readonly host: string
  readonly others: readonly string[]
}) => Promise<NetworkSeen>

export interface WitnessOptions {
  readonly interfaces: () => boolean
  readonly http: HttpClient
  readonly clock: Clock
  /**
   * An address outside the school, named by the teacher; null asks nobody outside.
   *
   * Off unless named. During an outage every copy of Trousse would put its question to the same host, which nobody
   * has promised to carry that, and a third party would learn when a teacher's ENT is down. What it would add is
   * covered another way: a name that is not found proves nothing by itself, and another watched platform that
   * answers proves that the line is there.
   */
  readonly witnessUrl: () => Promise<string | null>
}

const WITNESS_MS = 5_000
const WITNESS_MAX_BYTES = 64 * 1024
/** The same host is not asked again within this: several services fail at the same moment. */
const REMEMBERED_MS = 60_000
/** Addresses a machine gives itself when nobody gave it one. */
const SELF_ASSIGNED = /^(?:169\.254\.|fe80:)/i

/** True when the host is this computer, which needs no network. */
export function isLoopbackHost(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').toLowerCase()
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127(?:\.\d{1,3}){3}$/.test(bare)
}

/** True when some interface but loopback has an address that somebody gave it. */
export function hasNetwork(interfaces: Interfaces): boolean {
  return Object.values(interfaces).some((addresses) =>
    addresses?.some(({ internal, address }) => !internal && !SELF_ASSIGNED.test(address)),
  )
}

function readWitness(url: URL, { status, headers }: HttpResponse): NetworkSeen['witness'] {
  if (status === 511) return 'portal'
  if (status < 300 || status >= 400 || headers.location === undefined) return 'answers'
  const target = URL.canParse(headers.location, url.href) ? new URL(headers.location, url.href) : url
  // A site may send to its own other names; a portal sends elsewhere, or down from https.
  const isElsewhere = operatorOf(target.host) !== operatorOf(url.host)
  return isElsewhere || (url.protocol === 'https:' && target.protocol === 'http:') ? 'portal' : 'answers'
}

export function createNetworkWitness({ interfaces, http, clock, witnessUrl }: WitnessOptions): NetworkWitness {
  const known = new Map<string, { readonly at: number; readonly seen: Promise<NetworkSeen['witness']> }>()

  async function ask(address: string): Promise<NetworkSeen['witness']> {
    const url = new URL(address)
    try {
      const response = await http.request({
        url: url.href,
        method: 'HEAD',
        maxBytes: WITNESS_MAX_BYTES,
        firstByteMs: WITNESS_MS,
        totalMs: WITNESS_MS,
      })
      return readWitness(url, response)
    } catch (error) {
      if (!(error instanceof TrousseError)) return 'silent'
      if (error.code === 'response-too-large') return 'answers'
      // It was not asked.
      if (error.code === 'address-refused' || error.code === 'cancelled') return 'none'
      return error.code === 'network-tls' && error.params.reason === 'name' ? 'portal' : 'silent'
    }
  }
  const askOnce = (address: string): Promise<NetworkSeen['witness']> => {
    const before = known.get(address)
    if (before && clock.now() - before.at < REMEMBERED_MS) return before.seen
    const seen = ask(address)
    known.set(address, { at: clock.now(), seen })
    return seen
  }

  return async ({ host, others }) => {
    if (!interfaces()) return { interfaces: false, witness: 'none' }
    const named = await witnessUrl().catch(() => null)
    if (named !== null && URL.canParse(named)) return { interfaces: true, witness: await askOnce(named) }
    const other = others.find(
      (address) => URL.canParse(address) && operatorOf(new URL(address).host) !== operatorOf(host),
    )
    if (other === undefined) return { interfaces: true, witness: 'none' }
    const seen = await askOnce(`${new URL(other).origin}/`)
    // It may have fallen too: its silence is no proof, and its redirect may be its own login.
    return { interfaces: true, witness: seen === 'answers' ? 'answers' : 'none' }
  }
}
