/** Downloads that go on where they were cut, from a real server that cuts them. */
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import { createResumingHttp, type KeptPart, validatorOf } from '../../../electron/platform/http-resume.ts'

const FILE = randomBytes(600_000)
const CUT_AT = 250_000

interface Behaviour {
  file: Buffer
  etag: string | null
  ranges: boolean
  /** Bytes after which the line breaks; null sends it whole. */
  cutAt: number | null
  /** Lies about what it sends. */
  contentRange: string | null
}

let server: Server
let url: string
let behaviour: Behaviour
let asked: { range: string | undefined; ifRange: string | undefined }[]
let kept: Map<string, KeptPart>

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { file, etag, ranges, cutAt, contentRange } = behaviour
  const { range, 'if-range': ifRange } = request.headers
  asked.push({ range, ifRange: ifRange as string | undefined })
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
  if (ranges && range !== undefined && from >= file.byteLength) {
    response.writeHead(416, { 'content-range': `bytes */${file.byteLength}` })
    response.end()
    return
  }
  const goesOn = ranges && range !== undefined && ifRange === etag
  const body = goesOn ? file.subarray(from) : file
  response.writeHead(goesOn ? 206 : 200, {
    'content-length': body.byteLength,
    ...(etag === null ? {} : { etag }),
    ...(goesOn ? { 'content-range': contentRange ?? `bytes ${from}-${file.byteLength - 1}/${file.byteLength}` } : {}),
  })
  if (cutAt === null) response.end(body)
  else response.write(body.subarray(0, cutAt), () => setTimeout(() => response.destroy(), 50))
}

beforeEach(async () => {
  behaviour = { file: FILE, etag: '"v1"', ranges: true, cutAt: null, contentRange: null }
  asked = []
  kept = new Map()
  server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cours.pdf`
})
afterEach(() => new Promise((resolve) => server.close(resolve)))

const http = () =>
  createResumingHttp(createFetchHttpClient(), {
    find: async (key) => kept.get(key) ?? null,
    keep: async (key, part) => {
      kept.set(key, part)
    },
    forget: async (key) => {
      kept.delete(key)
    },
  })
const fetchFile = (more = {}) => http().request({ url, maxBytes: 10_000_000, resumable: true, ...more })
const hashOf = (body: Uint8Array) => createHash('sha256').update(body).digest('hex')
const cutOnce = async () => {
  behaviour.cutAt = CUT_AT
  await expect(fetchFile()).rejects.toMatchObject({ code: 'response-truncated' })
  behaviour.cutAt = null
}

describe('a download that was cut', () => {
  it('goes on with the rest, and is the file', async () => {
    await cutOnce()
    expect([...kept.values()].map(({ validator, body }) => [validator, body.byteLength])).toEqual([['"v1"', CUT_AT]])
    const whole = await fetchFile()
    expect(asked.at(-1)).toEqual({ range: `bytes=${CUT_AT}-`, ifRange: '"v1"' })
    expect(whole.status).toBe(200)
    expect(hashOf(whole.body)).toBe(hashOf(FILE))
    expect(kept.size).toBe(0)
  })

  it('cut again and again comes nearer each time', async () => {
    behaviour.cutAt = 200_000
    const lengths: number[] = []
    for (let time = 0; time < 2; time += 1) {
      await expect(fetchFile()).rejects.toMatchObject({ code: 'response-truncated' })
      lengths.push([...kept.values()][0]?.body.byteLength ?? 0)
    }
    expect(lengths).toEqual([200_000, 400_000])
    expect(hashOf((await fetchFile()).body)).toBe(hashOf(FILE))
  })

  it('of a file that changed since is fetched whole', async () => {
    await cutOnce()
    behaviour.file = randomBytes(600_000)
    behaviour.etag = '"v2"'
    expect(hashOf((await fetchFile()).body)).toBe(hashOf(behaviour.file))
    expect(kept.size).toBe(0)
  })

  it('of a file that became shorter than what is here is fetched whole', async () => {
    await cutOnce()
    behaviour.file = randomBytes(1000)
    expect(hashOf((await fetchFile()).body)).toBe(hashOf(behaviour.file))
  })

  it('of a server that takes no ranges is fetched whole', async () => {
    await cutOnce()
    behaviour.ranges = false
    expect(hashOf((await fetchFile()).body)).toBe(hashOf(FILE))
  })

  it.each(['bytes 0-349999/600000', 'bytes 250000-599998/600000', 'bytes 250000-599999/700000', 'octets', ''])(
    'a range that is not what was asked for is not believed: %s',
    async (contentRange) => {
      await cutOnce()
      behaviour.contentRange = contentRange
      expect(hashOf((await fetchFile()).body)).toBe(hashOf(FILE))
    },
  )

  it('leaves nothing behind when the server has no name for its bytes, or only a weak one', async () => {
    for (const etag of [null, 'W/"v1"']) {
      behaviour.etag = etag
      await cutOnce()
      expect(kept.size).toBe(0)
    }
  })

  it('too large at the end is refused, put together or not', async () => {
    await cutOnce()
    await expect(fetchFile({ maxBytes: 300_000 })).rejects.toMatchObject({ code: 'response-too-large' })
  })
})

it('any other request passes as it is', async () => {
  behaviour.cutAt = CUT_AT
  await expect(http().request({ url, maxBytes: 10_000_000 })).rejects.toMatchObject({ code: 'response-truncated' })
  expect(kept.size).toBe(0)
})

it.each([
  [{ etag: '"a"' }, '"a"'],
  [{ etag: 'W/"a"', 'last-modified': 'Tue, 24 Nov 2026 08:00:00 GMT' }, null],
  [{ 'last-modified': 'Tue, 24 Nov 2026 08:00:00 GMT' }, 'Tue, 24 Nov 2026 08:00:00 GMT'],
  [{ etag: '"a"', 'content-encoding': 'gzip' }, null],
  [{ etag: '"a"', 'accept-ranges': 'none' }, null],
  [{}, null],
])('what names the bytes of %j', (headers, validator) => {
  expect(validatorOf(headers as Record<string, string>)).toBe(validator)
})
