/** `app://trousse/`: the window's own files and nothing else, so that no document ever comes from `file://`. */
import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { APP_SCHEME, bundleFile, bundlePath } from './bundle-path.ts'
import { CONTENT_SECURITY_POLICY } from './csp.ts'

/** Before `app` is ready. Standard: has an origin. Secure: counts as https. Nothing that relaxes a rule. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the bundle in `root` to the windows of this session. */
export function serveApp(session: Session, root: string): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    const wanted = request.method === 'GET' ? bundlePath(request.url) : null
    const file = wanted && (await bundleFile(root, wanted.path))
    if (!wanted || !file) return new Response(null, { status: 404, headers: headers('text/plain') })
    try {
      return new Response(await readFile(file), { status: 200, headers: headers(wanted.mediaType) })
    } catch {
      return new Response(null, { status: 404, headers: headers('text/plain') })
    }
  })
}

const headers = (mediaType: string): Record<string, string> => ({
  'content-type': mediaType,
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
})
