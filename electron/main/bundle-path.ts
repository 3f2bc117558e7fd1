/** Which file of the bundle an address of the window names, and which addresses name none. Plain Node. */
import { realpath } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

export const APP_SCHEME = 'app'
export const APP_ORIGIN = `${APP_SCHEME}://trousse`
export const APP_URL = `${APP_ORIGIN}/index.html`

/** Only kinds that the build makes; anything else is not ours to serve. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

/**
 * Segments of letters, digits, `_`, `-`, `@` and inner dots. No `%`, so nothing is ever decoded; no leading
 * dot, so no `..`; no backslash, colon, NUL, empty segment; no query. What is not allowed does not exist.
 */
const PATH = /^(?:\/[A-Za-z0-9_@-][A-Za-z0-9_@.-]*)+$/

/** The path below the bundle's folder and its media type, or null for an address that is not ours. */
export function bundlePath(url: string): { path: string; mediaType: string } | null {
  if (!url.startsWith(`${APP_ORIGIN}/`)) return null
  const path = url.slice(APP_ORIGIN.length).replace(/#.*$/s, '')
  if (!PATH.test(path)) return null
  const mediaType = MEDIA_TYPES[extname(path)]
  return mediaType ? { path: path.slice(1), mediaType } : null
}

/** The file on disk, or null when it is missing or a link leads out of the bundle. */
export async function bundleFile(root: string, path: string): Promise<string | null> {
  try {
    const [realRoot, file] = await Promise.all([realpath(root), realpath(join(root, path))])
    return file.startsWith(realRoot + sep) ? file : null
  } catch {
    return null
  }
}
