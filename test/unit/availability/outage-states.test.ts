/**
 * Each outage through the whole chain: a real server on loopback, the synchronisation that meets it, the probes,
 * the store, and the one word the teacher reads.
 */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AvailabilityMonitor, createAvailabilityMonitor } from '../../../electron/availability/monitor.ts'
import { createNetworkWitness } from '../../../electron/availability/network-witness.ts'
import type { DemoScenario, PlatformKind, ServiceRole } from '../../../electron/contract/views.ts'
import { type DemoServer, startDemoServer } from '../../../electron/demo/server.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import { createFetchHttpClient } from '../../../electron/platform/http-fetch.ts'
import type { Machine } from '../../../electron/services/machine.ts'
import { exportHistory, readHistory, readPlatforms, watchedServices } from '../../../electron/services/outages.ts'
import { SMALL, TODAY } from '../../helpers/demo-server.ts'
import { type EngineBench, openEngineBench } from '../../helpers/sources-engine.ts'

const http = createFetchHttpClient()
let demo: DemoServer
let bench: EngineBench
let monitor: AvailabilityMonitor
let sourceId: number

beforeAll(async () => {
  demo = await startDemoServer({ size: SMALL, today: TODAY })
  bench = await openEngineBench()
  sourceId = await bench.addServer(demo)
  const { store } = bench
  monitor = createAvailabilityMonitor({
    services: () => watchedServices({ store } as Parameters<typeof watchedServices>[0]),
    http,
    clock: systemClock,
    random: Math.random,
    network: createNetworkWitness({ interfaces: () => true, http, clock: systemClock, witnessUrl: async () => null }),
    record: (sample) => store.write.recordAvailability(sample),
    onChange: () => {},
    wait: async () => {},
  })
})
afterAll(async () => {
  await monitor.stop()
  await bench.close()
  await demo.stop()
})

async function seen() {
  await monitor.checkNow()
  const [platform] = await readPlatforms(bench, monitor.watched())
  return platform
}

describe('each outage is recognised', () => {
  it.each<[DemoScenario, PlatformKind, readonly ServiceRole[]]>([
    ['normal', 'up', ['front', 'application']],
    ['maintenance', 'maintenance-page', []],
    ['overload', 'overloaded', []],
    ['quota', 'quota-page', []],
    // The data still answer to whoever has a session.
    ['login-down', 'login-door', ['application']],
    ['redirect-loop', 'login-door', []],
    ['application-down', 'application', ['front']],
    ['messaging-closed', 'messaging-closed', ['front', 'application']],
    ['night-pause', 'night-pause', []],
    ['captive-portal', 'captive-portal', []],
    ['too-many-requests', 'slow-down', []],
    ['ip-suspended', 'ip-suspended', []],
    // Here the application says it to strangers too.
    ['account-locked', 'account-locked', ['front']],
    ['session-expired', 'session-expired', ['front', 'application']],
    ['normal', 'up', ['front', 'application']],
  ])('%s: %s', async (scenario, kind, standing) => {
    await demo.setScenario(scenario)
    await bench.engine.sync(sourceId)
    const platform = await seen()
    expect(platform?.kind).toBe(kind)
    expect(platform?.services.filter(({ state }) => state === 'up').map(({ role }) => role)).toEqual(standing)
  })

  it('a server that is gone: everything', async () => {
    const gone = await startDemoServer({ size: SMALL, today: TODAY })
    const other = await openEngineBench()
    await other.addServer(gone)
    await gone.stop()
    const { store } = other
    const own = createAvailabilityMonitor({
      services: () => watchedServices({ store } as Parameters<typeof watchedServices>[0]),
      http,
      clock: systemClock,
      random: Math.random,
      network: async () => ({ interfaces: true, witness: 'answers' }),
      record: (sample) => store.write.recordAvailability(sample),
      onChange: () => {},
      wait: async () => {},
    })
    await own.checkNow()
    expect((await readPlatforms({ store }, own.watched()))[0]).toMatchObject({ kind: 'all-down', state: 'down' })
    await own.stop()
    await other.close()
  })
})

describe('the history', () => {
  const machine = (printPdf: Machine['printPdf'] = null) => ({ clock: systemClock, printPdf }) as Machine
  const history = () => readHistory(machine(), bench, monitor.watched(), 30)

  it('tells each outage with its length and what was seen', async () => {
    const { outages, services, watchedSince } = await history()
    expect(watchedSince).not.toBeNull()
    expect(outages.every(({ endedAt }) => endedAt !== null)).toBe(true)
    const causes = outages.map(({ cause }) => cause)
    expect(causes).toContain('messaging-closed')
    const titles = outages.flatMap(({ evidence }) => evidence.map(({ title }) => title))
    expect(titles).toContain('Accès momentanément indisponible – Mon ENT (démonstration)')
    expect(services.map(({ role }) => role)).toEqual(['front', 'application'])
    expect(services.every(({ outages: count }) => count > 0)).toBe(true)
  })

  it('is written as CSV, PDF or page, under a name that is free, without a file half written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trousse-history-'))
    const data = await history()
    const [row] = data.outages
    const hostile = { ...row, platform: '=HYPERLINK("http://x")', evidence: [] } as NonNullable<typeof row>
    const target = { folder, locale: 'fr' as const }
    const first = await exportHistory(machine(), { ...data, outages: [hostile] }, { ...target, format: 'csv' })
    const csv = await readFile(join(folder, first))
    expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(csv.toString('utf8')).toContain(`"'=HYPERLINK(""http://x"")"`)
    await writeFile(join(folder, first), 'kept')
    const second = await exportHistory(machine(), data, { ...target, format: 'csv' })
    expect(second).toContain('(2)')
    expect(await readFile(join(folder, first), 'utf8')).toBe('kept')

    const printed: string[] = []
    const print = async (html: string) => {
      printed.push(html)
      return new TextEncoder().encode('%PDF-1.7')
    }
    const pdf = await exportHistory(machine(print), data, { ...target, format: 'pdf' })
    expect(pdf).toMatch(/\.pdf$/)
    expect(printed[0]).toContain('<html lang="fr">')
    expect(printed[0]).not.toMatch(/<script|src=|href=/)
    expect(await exportHistory(machine(), data, { ...target, format: 'pdf', locale: 'en' })).toMatch(/outages.*\.html$/)
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
    await rm(folder, { recursive: true })
    await expect(exportHistory(machine(), data, { ...target, format: 'csv' })).rejects.toMatchObject({
      code: 'disk-gone',
    })
  })
})

describe('a real witness', () => {
  let witness: Server
  let answer: { status: number; location?: string } = { status: 204 }
  let url = ''
  const methods: string[] = []
  beforeAll(async () => {
    witness = createServer(({ method = '' }, response) => {
      methods.push(method)
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end()
    })
    await new Promise<void>((resolve) => witness.listen(0, '127.0.0.1', resolve))
    const address = witness.address()
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
  })

  const ask = (address: string) =>
    createNetworkWitness({ interfaces: () => true, http, clock: systemClock, witnessUrl: async () => address })({
      host: 'ent.example',
      others: [],
    })

  it('is asked for its headers only, and tells a dead line, a good one and a portal apart', async () => {
    expect((await ask(url)).witness).toBe('answers')
    answer = { status: 302, location: 'http://10.0.0.1/portail' }
    expect((await ask(url)).witness).toBe('portal')
    expect(methods).toEqual(['HEAD', 'HEAD'])
    await new Promise((resolve) => witness.close(resolve))
    expect((await ask(url)).witness).toBe('silent')
  })
})
