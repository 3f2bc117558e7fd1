/** The proxy that a terminal is told of: HTTPS_PROXY or ALL_PROXY, less what NO_PROXY leaves out. */

type Environment = Readonly<Record<string, string | undefined>>

const named = (env: Environment, name: string): string => env[name.toLowerCase()] || env[name] || ''

/** `example.org` and `.example.org` both leave out the name and everything below it; `*` leaves out all. */
const isLeftOut = (list: string, host: string): boolean =>
  list
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .map((one) => one.toLowerCase().replace(/^\*?\./, ''))
    .some((one) => one === '*' || host === one || host.endsWith(`.${one}`))

/** As a PAC script answers (`platform/proxy-connect`). A proxy with a name and password in its address is not taken. */
export function environmentProxy(env: Environment, address: string): string {
  const host = new URL(address).hostname.toLowerCase()
  const proxy = named(env, 'HTTPS_PROXY') || named(env, 'ALL_PROXY')
  const url = URL.canParse(proxy) ? new URL(proxy) : null
  if (url === null || url.username !== '' || isLeftOut(named(env, 'NO_PROXY'), host)) return 'DIRECT'
  if (url.protocol === 'https:') return `HTTPS ${url.hostname}:${url.port || 443}; DIRECT`
  return url.protocol === 'http:' ? `PROXY ${url.hostname}:${url.port || 80}; DIRECT` : 'DIRECT'
}
