/** Who is logged in to one of the demonstration's web spaces: a cookie of its own, kept in memory. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export interface WebSessions {
  isSignedIn(request: IncomingMessage): boolean
  /** The value of `set-cookie` for a new session. */
  begin(): string
  /** Ends the request's session; the value of `set-cookie` that forgets it. */
  end(request: IncomingMessage): string
}

export function createWebSessions(cookie: string, path: string): WebSessions {
  const rules = `Path=${path}; HttpOnly; SameSite=Lax`
  const sessions = new Set<string>()
  const cookieOf = (request: IncomingMessage): string => {
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
    return pairs.find(([name]) => name === cookie)?.[1] ?? ''
  }
  return {
    isSignedIn: (request) => sessions.has(cookieOf(request)),
    begin() {
      const value = randomBytes(18).toString('base64url')
      sessions.add(value)
      return `${cookie}=${value}; ${rules}`
    },
    end(request) {
      sessions.delete(cookieOf(request))
      return `${cookie}=; Max-Age=0; ${rules}`
    },
  }
}
