/** A window's own session for tests: cookies kept by host and sent back, as the isolated window does. */
import type { HttpClient } from '../../electron/platform/http.ts'
import { createFetchHttpClient } from '../../electron/platform/http-fetch.ts'

export function createCookieClient(): HttpClient {
  const jar = new Map<string, Map<string, string>>()
  const cookiesOf = (host: string) => {
    const known = jar.get(host) ?? new Map<string, string>()
    jar.set(host, known)
    return known
  }
  const inner = createFetchHttpClient()
  return {
    async request(question) {
      const cookies = cookiesOf(new URL(question.url).host)
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const headers = { ...question.headers, ...(cookie === '' ? {} : { cookie }) }
      const response = await inner.request({ ...question, headers })
      const set = /^([^=;\s]+)=([^;]*)/.exec(response.headers['set-cookie'] ?? '')
      if (set?.[1] !== undefined) cookies.set(set[1], set[2] ?? '')
      return response
    },
  }
}

/** Logs in by hand, as the teacher does in the window. */
export async function logInByHand(
  http: HttpClient,
  account: { readonly url: string; readonly email: string; readonly password: string },
): Promise<void> {
  const { email, password } = account
  await http.request({
    url: `${account.url}/auth/login`,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email, password, callBack: '/' }).toString(),
    maxBytes: 1_000_000,
  })
}
