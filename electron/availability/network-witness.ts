/** Tells "the platform is down" from "this computer has no network". */
import type { NetworkInterfaceInfo } from 'node:os'
import type { HttpClient } from '../platform/http.ts'

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

export interface WitnessOptions {
  /** `os.networkInterfaces`, given so that tests can take the cable out. */
  readonly interfaces: () => Interfaces
  /** An address outside the school that answers anything at all; without it only the interfaces are looked at. */
  readonly witness?: { readonly http: HttpClient; readonly url: string }
}

const WITNESS_MS = 5_000
const WITNESS_MAX_BYTES = 64 * 1024
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

/** @returns a function that never rejects; asked only after a service failed to answer. */
export function createNetworkWitness({ interfaces, witness }: WitnessOptions): () => Promise<boolean> {
  return async () => {
    const connected = hasNetwork(interfaces())
    if (!connected || !witness) return connected
    try {
      await witness.http.request({
        url: witness.url,
        method: 'HEAD',
        maxBytes: WITNESS_MAX_BYTES,
        firstByteMs: WITNESS_MS,
        totalMs: WITNESS_MS,
      })
      return true
    } catch {
      return false
    }
  }
}
