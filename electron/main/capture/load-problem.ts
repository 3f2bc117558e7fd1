/** Chromium's error names in Trousse's words. */
import type { ErrorCode, ErrorShape } from '../../contract/errors.ts'

const CODES: readonly (readonly [RegExp, ErrorCode])[] = [
  [/NAME_NOT_RESOLVED|DNS/, 'network-dns'],
  [/CERT|SSL|TLS/, 'network-tls'],
  [/TIMED_OUT/, 'network-timeout'],
  [/INTERNET_DISCONNECTED|NETWORK_CHANGED/, 'network-own-down'],
  [/TOO_MANY_REDIRECTS/, 'redirect-loop'],
  [/BLOCKED_BY_CLIENT|DISALLOWED|UNSAFE_PORT|UNKNOWN_URL_SCHEME/, 'address-refused'],
]

/** @param description e.g. `ERR_NAME_NOT_RESOLVED`. */
export function loadProblem(code: number, description: string, url: string): ErrorShape {
  const host = URL.canParse(url) ? new URL(url).host : ''
  const found = CODES.find(([pattern]) => pattern.test(description))
  return { code: found?.[1] ?? 'network-unreachable', params: { host, ...(code === 0 ? {} : { status: code }) } }
}
