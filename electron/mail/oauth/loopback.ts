/**
 * Where the browser brings the answer of a sign-in back: a page on this computer only, for one answer (RFC 8252 §7.3). The
 * port is any free one; the address is 127.0.0.1 and never a name, which another program could make its own (§8.3).
 */
import { timingSafeEqual } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the provider said: a code, or its word for a refusal. */
export type SignInAnswer = { readonly code: string } | { readonly refusal: string }

export interface LoopbackPage {
  /** To give the provider as `redirect_uri`. */
  readonly redirectUri: string
  /** The first answer that carries our state. Rejects when the signal is aborted. */
  readonly answer: Promise<SignInAnswer>
  close(): void
}

const PATH = '/trousse'
const MAX_CODE = 4_096
const MAX_REFUSAL = 100
/** Nobody but the browser on this computer asks, and it asks for little. */
const MAX_HEADER_BYTES = 16 * 1024

const sameText = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Trousse</title><style>body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}</style><h1>${title}</h1><p>${text}</p></html>`

const DONE = page('C’est fait', 'Vous pouvez fermer cette page et revenir dans Trousse.')
const REFUSED = page(
  'Connexion refusée',
  'Rien n’a été enregistré. Vous pouvez fermer cette page et revenir dans Trousse.',
)

/** Listens until the answer is there, the signal is aborted or it is closed. @param state see `pkce.ts` */
export async function openLoopbackPage(state: string, signal?: AbortSignal): Promise<LoopbackPage> {
  let answered: (answer: SignInAnswer) => void = () => {}
  let failed: (error: unknown) => void = () => {}
  const answer = new Promise<SignInAnswer>((resolve, reject) => {
    answered = resolve
    failed = reject
  })
  answer.catch(() => {})
  const server: Server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const end = (status: number, body: string) => {
      response.writeHead(status, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
        connection: 'close',
      })
      response.end(body)
    }
    // Another page of the browser may ask for anything here: only an answer with our own state is one.
    const given = url.searchParams.get('state') ?? ''
    if (request.method !== 'GET' || url.pathname !== PATH || !sameText(given, state)) return end(404, '')
    const code = url.searchParams.get('code') ?? ''
    const refusal = url.searchParams.get('error') ?? ''
    if (code !== '' && code.length <= MAX_CODE && refusal === '') {
      end(200, DONE)
      return answered({ code })
    }
    end(200, REFUSED)
    answered({ refusal: refusal.replace(/[^a-z_]/gi, '').slice(0, MAX_REFUSAL) || 'unknown' })
  })
  const onAbort = () => failed(signal?.reason ?? new DOMException('stopped', 'AbortError'))
  const close = () => {
    signal?.removeEventListener('abort', onAbort)
    server.close()
    server.closeAllConnections()
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  signal?.addEventListener('abort', onAbort, { once: true })
  if (signal?.aborted) onAbort()
  const { port } = server.address() as AddressInfo
  return { redirectUri: `http://127.0.0.1:${port}${PATH}`, answer, close }
}
