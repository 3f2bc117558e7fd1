/** Detection over the real HTTP client and the patient one in front of it; the network is a server of the test. */
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { PATIENCE } from '../../../electron/domain/retry-policy.ts'
import { detectMail } from '../../../electron/mail/detect/detect.ts'
import type { SrvRecord } from '../../../electron/mail/detect/srv.ts'
import { sleep, systemClock } from '../../../electron/platform/clock.ts'
import type { HttpClient } from '../../../electron/platform/http.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import { createPatientHttp } from '../../../electron/platform/http-patient.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const CONFIG = `<clientConfig version="1.1"><emailProvider id="x">
  <incomingServer type="imap"><hostname>imap.lycee.example</hostname><port>993</port><socketType>SSL</socketType></incomingServer>
  <outgoingServer type="smtp"><hostname>smtp.lycee.example</hostname><port>465</port><socketType>SSL</socketType></outgoingServer>
</emailProvider></clientConfig>`

/** Every https host is the test's own server, which sees the name that was asked for. */
async function network(listener: RequestListener): Promise<{ http: HttpClient; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.headers['x-host']}${request.url}`)
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const real = createFetchHttpClient()
  const http: HttpClient = {
    request: (question) => {
      const url = new URL(question.url)
      if (url.protocol !== 'https:') throw new Error(`asked in clear: ${url.href}`)
      return real.request({
        ...question,
        url: `${base}${url.pathname}${url.search}`,
        headers: { ...question.headers, 'x-host': url.host },
      })
    },
  }
  return { http: createPatientHttp({ http, policy: PATIENCE, clock: systemClock, random: () => 0, sleep }), asked }
}
const nothing = async (): Promise<SrvRecord[]> => []
const ADDRESS = 'prof@lycee.example'

describe('detection', () => {
  it('asks the provider and nobody else, and does not tell it the address', async () => {
    const { http, asked } = await network((request, response) => {
      if (request.headers['x-host'] === 'autoconfig.lycee.example') return response.end(CONFIG)
      response.writeHead(404).end()
    })
    const found = await detectMail(ADDRESS, { http, lookup: nothing })
    expect(found).toMatchObject({ by: 'autoconfig', otherDomain: false, smtp: { host: 'smtp.lycee.example' } })
    for (const address of asked) {
      expect(address).toMatch(/^(?:autoconfig\.)?lycee\.example\//)
      expect(address).not.toContain('prof')
    }
  })

  it('prefers what the domain says in its DNS', async () => {
    const { http } = await network((_request, response) => response.end(CONFIG))
    const lookup = async (name: string): Promise<SrvRecord[]> =>
      name === '_submissions._tcp.lycee.example'
        ? [{ name: 'envoi.lycee.example', port: 465, priority: 0, weight: 0 }]
        : name === '_imap._tcp.lycee.example'
          ? [{ name: 'boite.lycee.example', port: 143, priority: 0, weight: 0 }]
          : []
    expect(await detectMail(ADDRESS, { http, lookup })).toMatchObject({
      by: 'srv',
      smtp: { host: 'envoi.lycee.example', security: 'tls' },
      imap: { host: 'boite.lycee.example', security: 'starttls' },
    })
  })

  it('says when a server is somebody else’s', async () => {
    const { http } = await network((_request, response) =>
      response.end(CONFIG.replaceAll('lycee.example', 'voleur.example')),
    )
    expect(await detectMail(ADDRESS, { http, lookup: nothing })).toMatchObject({ otherDomain: true })
  })

  it.each<[string, RequestListener]>([
    ['a Wi-Fi portal', (_request, response) => response.end('<html><title>Portail</title></html>')],
    ['errors', (_request, response) => response.writeHead(500).end()],
    [
      'a redirect down to http',
      (_request, response) => response.writeHead(302, { location: 'http://x.example/' }).end(),
    ],
    [
      'a redirect to this computer',
      (_request, response) => response.writeHead(302, { location: 'https://127.0.0.1/' }).end(),
    ],
    ['a loop', (request, response) => response.writeHead(302, { location: String(request.url) }).end()],
    ['a page without an end', (_request, response) => response.end('x'.repeat(2_000_000))],
    ['a broken line', (request) => request.socket.destroy()],
  ])('%s: nothing found, and no fault', async (_, listener) => {
    const { http } = await network(listener)
    expect(await detectMail(ADDRESS, { http, lookup: nothing, timeoutMs: 3_000 })).toMatchObject({
      by: null,
      smtp: null,
      imap: null,
    })
  })

  it('ends in its time when nobody answers, DNS and pages alike', async () => {
    const { http } = await network(() => {})
    const start = performance.now()
    const found = await detectMail(ADDRESS, { http, lookup: () => new Promise(() => {}), timeoutMs: 200 })
    expect(found.smtp).toBeNull()
    expect(performance.now() - start).toBeLessThan(5_000)
  })

  it('stops when it is asked to', async () => {
    const { http } = await network(() => {})
    const abort = new AbortController()
    const waiting = detectMail(ADDRESS, { http, lookup: nothing, signal: abort.signal })
    abort.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('knows an académie by its address alone', async () => {
    const { http } = await network((_request, response) => response.writeHead(404).end())
    const found = await detectMail('prof@ac-exemple.fr', { http, lookup: nothing })
    expect(found).toMatchObject({ by: null, freeWebmail: false, quota: { name: 'national' } })
    await expect(detectMail('prof', { http, lookup: nothing })).rejects.toMatchObject({ code: 'mail-address-invalid' })
  })
})
