/**
 * A Nextcloud as far as publishing sees one: files with pieces (chunked upload, version 2), public links, and the login
 * in the browser. Scripted after its developer manual: none can be installed from Debian's packages.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export const LOGIN_NAME = 'prof inventée'
export const APP_PASSWORD = 'aaaaa-bbbbb-ccccc'
const LEAST_PIECE = 5_000_000

export interface Nextcloud {
  readonly base: string
  readonly files: Map<string, { content: Buffer; id: number }>
  /** Names of pieces that were put, in order. */
  readonly pieces: string[]
  /** Expiry dates of links by path. */
  readonly links: Map<string, string | null>
  confirmLogin(): void
  /** What the next answers hold instead. */
  spoil: (request: IncomingMessage, response: ServerResponse) => boolean
  stop(): Promise<void>
}

export async function startNextcloud(powers = { links: true }): Promise<Nextcloud> {
  const files = new Map<string, { content: Buffer; id: number }>()
  const uploads = new Map<string, { destination: string; pieces: Map<string, Buffer> }>()
  const pieces: string[] = []
  const links = new Map<string, string | null>()
  let lastId = 0
  let isConfirmed = false
  const user = encodeURIComponent(LOGIN_NAME)
  const filesRoot = `/remote.php/dav/files/${user}/`
  const uploadsRoot = `/remote.php/dav/uploads/${user}/`
  const authorization = `Basic ${Buffer.from(`${LOGIN_NAME}:${APP_PASSWORD}`).toString('base64')}`
  const folders = new Set<string>([''])
  const etag = (content: Buffer) => `"${createHash('md5').update(content).digest('hex')}"`
  const cloud = { spoil: () => false } as unknown as Nextcloud & { spoil: Nextcloud['spoil'] }

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const piece of request) chunks.push(piece as Buffer)
    const body = Buffer.concat(chunks)
    const url = new URL(request.url ?? '/', 'http://x')
    const send = (status: number, text: string | Buffer = '', headers: Record<string, string> = {}) => {
      response.writeHead(status, headers).end(text)
    }
    const json = (value: unknown) => send(200, JSON.stringify(value), { 'Content-Type': 'application/json' })
    if (cloud.spoil(request, response)) return
    if (url.pathname === '/index.php/login/v2' && request.method === 'POST') {
      return json({
        poll: { token: 't'.repeat(128), endpoint: `${cloud.base}/login/v2/poll` },
        login: `${cloud.base}/index.php/login/v2/flow/abc`,
      })
    }
    if (url.pathname === '/login/v2/poll') {
      if (!isConfirmed || new URLSearchParams(body.toString()).get('token') !== 't'.repeat(128)) return send(404, '[]')
      return json({ server: cloud.base, loginName: LOGIN_NAME, appPassword: APP_PASSWORD })
    }
    if (request.headers.authorization !== authorization) return send(401)
    if (url.pathname.startsWith('/ocs/')) {
      if (request.headers['ocs-apirequest'] !== 'true') return send(997)
      if (url.pathname.endsWith('/capabilities')) {
        const publicLinks = powers.links ? { enabled: true } : []
        return json({
          ocs: {
            data: {
              capabilities: { dav: { chunking: '1.0' }, files_sharing: { api_enabled: true, public: publicLinks } },
            },
          },
        })
      }
      const path = (name: string | null) => name?.slice(1) ?? ''
      const link = (name: string) => ({ share_type: 3, url: `${cloud.base}/s/${files.get(name)?.id}` })
      if (request.method === 'GET') {
        const name = path(url.searchParams.get('path'))
        return json({ ocs: { data: links.has(name) ? [link(name)] : [] } })
      }
      const fields = new URLSearchParams(body.toString())
      const name = path(fields.get('path'))
      if (!powers.links || !files.has(name)) return send(404, '{"ocs":{"data":[]}}')
      links.set(name, fields.get('expireDate'))
      return json({ ocs: { data: link(name) } })
    }
    const listed = (href: string, content: Buffer | null) =>
      `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${
        content === null
          ? '<d:resourcetype><d:collection/></d:resourcetype>'
          : `<d:resourcetype/><d:getcontentlength>${content.byteLength}</d:getcontentlength><d:getetag>${etag(content).replaceAll('"', '&quot;')}</d:getetag>`
      }</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`
    const multistatus = (rows: readonly string[]) =>
      send(207, `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">${rows.join('')}</d:multistatus>`)

    if (url.pathname.startsWith(uploadsRoot)) {
      const [folder = '', name = ''] = url.pathname.slice(uploadsRoot.length).split('/')
      const upload = uploads.get(folder)
      if (request.method === 'MKCOL') {
        if (upload) return send(405)
        uploads.set(folder, { destination: String(request.headers.destination), pieces: new Map() })
        return send(201)
      }
      if (upload === undefined) return send(404)
      if (request.method === 'PROPFIND') {
        return multistatus([
          listed(url.pathname, null),
          ...[...upload.pieces].map(([each, content]) => listed(`${url.pathname}${each}`, content)),
        ])
      }
      if (request.headers.destination !== upload.destination) return send(400)
      if (request.method === 'PUT') {
        if (!/^\d{1,5}$/.test(name)) return send(400)
        upload.pieces.set(name, body)
        pieces.push(name)
        return send(201)
      }
      if (request.method === 'MOVE' && name === '.file') {
        const ordered = [...upload.pieces].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, content]) => content)
        if (ordered.slice(0, -1).some((piece) => piece.byteLength < LEAST_PIECE)) return send(400)
        const whole = Buffer.concat(ordered)
        if (String(whole.byteLength) !== request.headers['oc-total-length']) return send(400)
        const target = decodeURIComponent(new URL(upload.destination).pathname).slice(
          decodeURIComponent(filesRoot).length,
        )
        const there = files.get(target)
        const condition = /\(\[(.*)\]\)/.exec(String(request.headers.if ?? ''))?.[1]
        if (condition !== undefined && (there === undefined || etag(there.content) !== condition)) return send(412)
        files.set(target, { content: whole, id: there?.id ?? ++lastId })
        uploads.delete(folder)
        return send(there ? 204 : 201)
      }
      return send(400)
    }
    if (!url.pathname.startsWith(filesRoot)) return send(404)
    const name = decodeURIComponent(url.pathname.slice(filesRoot.length))
    const file = files.get(name)
    switch (request.method) {
      case 'MKCOL':
        if (folders.has(name)) return send(405)
        folders.add(name)
        return send(201)
      case 'PROPFIND': {
        if (file) return multistatus([listed(url.pathname, file.content)])
        if (!folders.has(name)) return send(404)
        const inside = [...files].filter(([each]) => each.startsWith(name) && !each.slice(name.length).includes('/'))
        return multistatus([
          listed(url.pathname, null),
          ...inside.map(([each, { content }]) =>
            listed(filesRoot + each.split('/').map(encodeURIComponent).join('/'), content),
          ),
        ])
      }
      case 'GET': {
        if (file === undefined) return send(404)
        const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '')
        const head = { ETag: etag(file.content) }
        if (range === null) return send(200, file.content, head)
        return send(206, file.content.subarray(Number(range[1]), Number(range[2]) + 1), head)
      }
      case 'DELETE':
        return send(files.delete(name) ? 204 : 404)
      default:
        return send(405)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return Object.assign(cloud, {
    base: `http://127.0.0.1:${address.port}`,
    files,
    pieces,
    links,
    confirmLogin: () => {
      isConfirmed = true
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
