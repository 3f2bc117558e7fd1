/** Service records of the domain name system, asked of the servers this computer uses. */
import { Resolver } from 'node:dns/promises'

const TRY_MS = 2_000
const TRIES = 2

/** Rejects when the name is not there, nobody answers, or the signal is aborted. */
export async function lookupSrv(
  name: string,
  signal: AbortSignal,
): Promise<{ name: string; port: number; priority: number; weight: number }[]> {
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES })
  const cancel = () => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    return await resolver.resolveSrv(name)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
