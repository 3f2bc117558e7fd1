/** Whether somebody answers in the place of the servers: a Wi-Fi that wants a sign-in first. */
import { TrousseError } from '../../contract/errors.ts'
import type { HttpClient } from '../../platform/http.ts'

const LOOK_MS = 5_000
const MAX_BYTES = 64 * 1024

/**
 * Looks at the front page of the provider's own domain, of which nothing but the signs of a portal is read: status 511
 * (RFC 6585), a redirect from https down to http, a good certificate for another name. Never rejects; anything else is no
 * proof.
 */
export async function looksLikePortal(http: HttpClient, domain: string, signal?: AbortSignal): Promise<boolean> {
  try {
    const { status, headers } = await http.request({
      url: `https://${domain}/`,
      method: 'HEAD',
      maxBytes: MAX_BYTES,
      firstByteMs: LOOK_MS,
      totalMs: LOOK_MS,
      ...(signal ? { signal } : {}),
    })
    if (status === 511) return true
    return status >= 300 && status < 400 && /^http:\/\//i.test(headers.location ?? '')
  } catch (error) {
    return error instanceof TrousseError && error.code === 'network-tls' && error.params.reason === 'name'
  }
}
