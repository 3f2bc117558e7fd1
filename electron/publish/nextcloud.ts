/**
 * What Nextcloud adds to WebDAV: where its files, its pieces and its links are, and a login in the browser that ends
 * with a password for Trousse alone, which works behind any single sign-on. Source: Nextcloud's developer manual
 * (WebDAV, Login flow v2, OCS share API).
 */
import { z } from 'zod'
import { TrousseError } from '../contract/errors.ts'
import type { HttpClient } from '../platform/http.ts'
import { checkServerAddress, isLoopback } from '../platform/server-address.ts'
import type { Dav } from './dav.ts'

/** The one header without which its services answer nothing. */
const OCS = { 'OCS-APIRequest': 'true', Accept: 'application/json' }
const MAX_ANSWER = 256 * 1024
/** The page is good for twenty minutes. */
const LOGIN_MS = 20 * 60_000
const POLL_MS = 2_000

const FILES = /^(.*)\/remote\.php\/dav\/files\/([^/]+)\//

export interface NextcloudPlaces {
  /** Of the server, without a slash at its end. */
  readonly base: string
  /** Ends in a slash. */
  readonly piecesAt: string
  /** The folder within the user's files, starting and ending with a slash. */
  readonly folder: string
}

/** Null when the address is no folder of a Nextcloud's files. */
export function nextcloudOf(address: string): NextcloudPlaces | null {
  const url = new URL(address)
  const found = FILES.exec(url.pathname)
  if (found === null) return null
  const [whole, prefix = '', user = ''] = found
  return {
    base: url.origin + prefix,
    piecesAt: `${url.origin}${prefix}/remote.php/dav/uploads/${user}/`,
    folder: `/${decodeURIComponent(url.pathname.slice(whole.length))}`.replace(/\/*$/, '/'),
  }
}

/** Where a user's files are, from the server's address. */
export const filesAddress = (base: string, loginName: string): string =>
  `${base.replace(/\/$/, '')}/remote.php/dav/files/${encodeURIComponent(loginName)}/`

const capabilitiesSchema = z.object({
  ocs: z.object({
    data: z.object({
      capabilities: z.object({
        dav: z.object({ chunking: z.string().optional() }).optional(),
        files_sharing: z
          .object({
            api_enabled: z.boolean().optional(),
            // An empty array when links are switched off, as PHP writes an empty map.
            public: z.union([z.object({ enabled: z.boolean() }), z.array(z.unknown())]).optional(),
          })
          .optional(),
      }),
    }),
  }),
})

export interface NextcloudPowers {
  readonly pieces: boolean
  readonly links: boolean
}

/** What this server does; nothing of it when it is no Nextcloud after all. Throws as the network does. */
export async function readPowers(dav: Dav, { base }: NextcloudPlaces): Promise<NextcloudPowers> {
  const response = await dav.ask({
    url: `${base}/ocs/v2.php/cloud/capabilities?format=json`,
    headers: OCS,
    maxBytes: MAX_ANSWER,
  })
  const parsed = response.status === 200 ? capabilitiesSchema.safeParse(parseJson(response.body)) : null
  if (!parsed?.success) return { pieces: false, links: false }
  const { dav: davPowers, files_sharing: sharing } = parsed.data.ocs.data.capabilities
  const isPublic = sharing?.public !== undefined && !Array.isArray(sharing.public) && sharing.public.enabled
  return { pieces: davPowers?.chunking !== undefined, links: sharing?.api_enabled !== false && isPublic }
}

const shareSchema = z.object({ ocs: z.object({ data: z.object({ url: z.url({ protocol: /^https?$/ }) }) }) })
const sharesSchema = z.object({
  ocs: z.object({ data: z.array(z.object({ share_type: z.number(), url: z.string().optional() })) }),
})
const PUBLIC_LINK = 3
const READ_ONLY = 1

/**
 * The public link of a file, made when it has none: read only, until the end of that day. Null when the server
 * makes no link (an administrator may forbid them).
 *
 * @param expiresOn ISO date.
 */
export async function publicLink(
  dav: Dav,
  { base, folder }: NextcloudPlaces,
  name: string,
  expiresOn: string | null,
): Promise<string | null> {
  const url = `${base}/ocs/v2.php/apps/files_sharing/api/v1/shares`
  const path = folder + name
  const known = await dav.ask({
    url: `${url}?format=json&path=${encodeURIComponent(path)}`,
    headers: OCS,
    maxBytes: MAX_ANSWER,
  })
  const shares = known.status === 200 ? sharesSchema.safeParse(parseJson(known.body)) : null
  const found = shares?.data?.ocs.data.find(({ share_type, url: link }) => share_type === PUBLIC_LINK && link)?.url
  if (found !== undefined && URL.canParse(found) && /^https?:$/.test(new URL(found).protocol)) return found
  const fields = new URLSearchParams({
    path,
    shareType: String(PUBLIC_LINK),
    permissions: String(READ_ONLY),
    ...(expiresOn === null ? {} : { expireDate: expiresOn }),
  })
  const made = await dav.ask({
    url: `${url}?format=json`,
    method: 'POST',
    headers: { ...OCS, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: fields.toString(),
    maxBytes: MAX_ANSWER,
  })
  const share = made.status === 200 ? shareSchema.safeParse(parseJson(made.body)) : null
  return share?.success ? share.data.ocs.data.url : null
}

const flowSchema = z.object({ login: z.string(), poll: z.object({ token: z.string().min(1), endpoint: z.string() }) })
const grantSchema = z.object({ server: z.string(), loginName: z.string().min(1), appPassword: z.string().min(1) })

export interface LoginFlow {
  /** To open in the browser. */
  readonly loginUrl: string
  /** Waits until the teacher has confirmed. Throws `share-login-expired`, `cancelled`. */
  wait(signal: AbortSignal): Promise<{ readonly address: string; readonly userName: string; readonly password: string }>
}

/**
 * Begins a login in the browser. Null when the server is no Nextcloud.
 *
 * @param server its address as people know it, `https://nuage03.example` or with a path.
 * @throws TrousseError `address-refused` when it sends us elsewhere or off https, and as the network does.
 */
export async function startLogin(
  http: HttpClient,
  server: string,
  { sleep, now }: { sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>; now: () => number },
): Promise<LoginFlow | null> {
  const base = checkServerAddress(server, isLoopback(URL.canParse(server) ? new URL(server).hostname : ''))
  const ours = (text: string): string => {
    const url = checkServerAddress(text, isLoopback(base.hostname))
    if (url.hostname !== base.hostname) throw new TrousseError('address-refused', { host: url.host, reason: 'other' })
    return url.href
  }
  const root = `${base.origin}${base.pathname.replace(/\/$/, '')}`
  const begun = await http.request({
    url: `${root}/index.php/login/v2`,
    method: 'POST',
    headers: { 'User-Agent': 'Trousse' },
    maxBytes: MAX_ANSWER,
  })
  const flow = begun.status === 200 ? flowSchema.safeParse(parseJson(begun.body)) : null
  if (!flow?.success) return null
  const { login, poll } = flow.data
  const [loginUrl, endpoint] = [ours(login), ours(poll.endpoint)]
  return {
    loginUrl,
    async wait(signal) {
      const deadline = now() + LOGIN_MS
      for (;;) {
        if (signal.aborted) throw new TrousseError('cancelled')
        const answer = await http.request({
          url: endpoint,
          method: 'POST',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams({ token: poll.token }).toString(),
          maxBytes: MAX_ANSWER,
          signal,
        })
        // 404 until it is confirmed.
        if (answer.status === 200) {
          const grant = grantSchema.safeParse(parseJson(answer.body))
          if (!grant.success) throw new TrousseError('response-unexpected', { host: base.host, status: 200 })
          const { loginName, appPassword, server: where } = grant.data
          return { address: filesAddress(ours(where), loginName), userName: loginName, password: appPassword }
        }
        if (now() > deadline) throw new TrousseError('share-login-expired')
        await sleep(POLL_MS, signal)
      }
    },
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return null
  }
}
