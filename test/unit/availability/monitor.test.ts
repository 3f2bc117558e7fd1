import { afterEach, describe, expect, it } from 'vitest'
import {
  type AvailabilityMonitor,
  createAvailabilityMonitor,
  type MonitoredService,
  type MonitorOptions,
} from '../../../electron/availability/monitor.ts'
import { TrousseError } from '../../../electron/contract/errors.ts'
import type { Availability } from '../../../electron/contract/views.ts'
import type { NetworkSeen } from '../../../electron/domain/outage-evidence.ts'
import type { HttpClient } from '../../../electron/platform/http.ts'
import type { AvailabilitySample } from '../../../electron/store/api.ts'

const START = Date.UTC(2026, 10, 24, 8)
const MINUTE = 60_000
/** A service that is a platform by itself. */
const ent = (url: string, service = 'ENT', platform = service): MonitoredService => ({
  service,
  platform,
  role: 'front',
  product: 'other',
  url,
})
const network =
  (witness: NetworkSeen['witness'], interfaces = true) =>
  async () => ({ interfaces, witness })
type Mood = 'up' | 'silent' | 'maintenance' | 'busy' | 'hangs'

let monitor: AvailabilityMonitor | undefined
afterEach(() => monitor?.stop())

/** A world whose clock moves only when everybody waits, and a platform whose mood the test sets. */
function world(change: Partial<MonitorOptions> = {}) {
  let now = START
  const moods = new Map<string, Mood>([['https://ent.example/', 'up']])
  const asked: { url: string; at: number }[] = []
  const samples: AvailabilitySample[] = []
  const changes: Availability[][] = []
  let services = [ent('https://ent.example/api')]
  let wake: (() => void) | null = null
  let jump = 0

  const http: HttpClient = {
    request: ({ url, signal }) => {
      asked.push({ url, at: now - START })
      const answer = (status: number, text: string, headers = {}) =>
        Promise.resolve({
          status,
          headers: { 'content-type': 'text/html', ...headers },
          body: Buffer.from(text),
          elapsedMs: 1,
        })
      switch (moods.get(url)) {
        case 'silent':
          return Promise.reject(new TrousseError('network-timeout'))
        case 'maintenance':
          return answer(200, 'Accès momentanément indisponible')
        case 'busy':
          return answer(503, 'Plus tard', { 'retry-after': '1800' })
        case 'hangs':
          return new Promise((_, reject) =>
            signal?.addEventListener('abort', () => reject(new TrousseError('cancelled'))),
          )
        default:
          return answer(200, 'Bonjour')
      }
    },
  }
  const wait = (milliseconds: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      wake = () => {
        wake = null
        now += milliseconds + jump
        jump = 0
        resolve()
      }
    })
  monitor = createAvailabilityMonitor({
    services: async () => services,
    http,
    clock: { now: () => now },
    random: () => 0.5,
    record: async (sample) => void samples.push(sample),
    onChange: (current) => void changes.push(current),
    network: network('answers'),
    wait,
    ...change,
  })
  const settle = async () => {
    for (let turn = 0; turn < 50; turn++) await Promise.resolve()
  }
  return {
    monitor,
    moods,
    asked,
    samples,
    changes,
    setServices: (next: typeof services) => {
      services = next
    },
    /** The next wait lasts this much longer, as when the lid is closed. */
    sleepThrough: (milliseconds: number) => {
      jump = milliseconds
    },
    async run(minutes: number) {
      const end = now + minutes * MINUTE
      await settle()
      while (now < end) {
        if (!wake) throw new Error('nobody waits')
        wake()
        await settle()
      }
    },
    settle,
  }
}

describe('the monitor', () => {
  it('looks by itself, records every sample and tells who listens', async () => {
    const { monitor: own, asked, samples, changes, run } = world()
    own.start()
    own.start()
    await run(20)
    expect(asked.length).toBeGreaterThanOrEqual(4)
    expect(asked.length).toBeLessThanOrEqual(7)
    expect(samples).toHaveLength(asked.length)
    expect(changes).toHaveLength(asked.length)
    expect(own.current()).toEqual([expect.objectContaining({ service: 'ENT', state: 'up', cause: 'answers' })])
  })

  it('sees an outage, dates it from its first sign, and its end', async () => {
    const { monitor: own, moods, samples, run } = world()
    own.start()
    await run(20)
    moods.set('https://ent.example/', 'silent')
    await run(15)
    const first = samples.find(({ state }) => state === 'down')
    expect(own.current()[0]).toMatchObject({ state: 'down', cause: 'no-answer', since: first?.at })
    expect(first?.shown.state).toBe('up')
    moods.set('https://ent.example/', 'up')
    await run(10)
    expect(own.current()[0]?.state).toBe('up')
  })

  it('never asks more often than once a minute by itself, and respects Retry-After', async () => {
    const { monitor: own, moods, asked, run } = world({ random: () => 0 })
    own.start()
    moods.set('https://ent.example/', 'silent')
    await run(60)
    const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(MINUTE)
    moods.set('https://ent.example/', 'busy')
    await run(5)
    const before = asked.length
    await run(20)
    expect(asked.length).toBe(before)
  })

  it('is rare when nobody looks', async () => {
    let isIdle = true
    const { monitor: own, asked, run } = world({ idle: () => isIdle })
    own.start()
    await run(120)
    expect(asked.length).toBeLessThanOrEqual(12)
    isIdle = false
    const before = asked.length
    await run(30)
    expect(asked.length - before).toBeGreaterThanOrEqual(5)
  })

  it('settles a doubt before it answers the teacher', async () => {
    const { monitor: own, moods, asked, run } = world()
    await Promise.all([own.checkNow(), run(0)])
    expect(own.current()[0]?.state).toBe('up')
    moods.set('https://ent.example/', 'silent')
    const before = asked.length
    const checking = own.checkNow()
    await run(0.01)
    expect((await checking)[0]).toMatchObject({ state: 'down' })
    expect(asked.length - before).toBe(2)
    moods.set('https://ent.example/', 'up')
    expect((await own.checkNow())[0]?.state).toBe('up')
    expect(asked.length - before).toBe(3)
  })

  it('asks once when several ask at the same time', async () => {
    const { monitor: own, asked } = world()
    await Promise.all([own.checkNow(), own.checkNow(), own.checkNow()])
    expect(asked).toHaveLength(1)
  })

  it('follows sources that come and go', async () => {
    const { monitor: own, setServices } = world()
    await own.checkNow()
    setServices([ent('https://ent.example/'), ent('https://pronote.example/', 'PRONOTE')])
    expect((await own.checkNow()).map(({ service }) => service)).toEqual(['ENT', 'PRONOTE'])
    setServices([])
    expect(await own.checkNow()).toEqual([])
  })

  it('goes on from what was shown before a restart', async () => {
    const since = '2026-11-24T06:00:00.000Z'
    const initial = [{ service: 'ENT', state: 'down', cause: 'maintenance-page', since, checkedAt: since } as const]
    const { monitor: own, moods } = world({ initial })
    moods.set('https://ent.example/', 'maintenance')
    expect((await own.checkNow())[0]).toMatchObject({ state: 'down', since })
  })

  it('says that our own network is down, and nothing about the platform', async () => {
    const { monitor: own, moods } = world({ network: network('none', false) })
    moods.set('https://ent.example/', 'silent')
    expect((await own.checkNow())[0]).toMatchObject({ state: 'own-network-down', cause: 'own-network' })
  })

  it('asks for what has changed only, and reads an outage anew each time', async () => {
    const asked: (string | undefined)[] = []
    let fallen = false
    const http: HttpClient = {
      request: async ({ headers = {} }) => {
        asked.push(headers['if-none-match'])
        const known = headers['if-none-match'] === '"1"' && !fallen
        const body = Buffer.from(fallen ? 'Accès momentanément indisponible' : 'Bonjour')
        return { status: known ? 304 : 200, headers: { etag: '"1"', 'content-type': 'text/html' }, body, elapsedMs: 1 }
      },
    }
    const { monitor: own } = world({ http })
    await own.checkNow()
    expect((await own.checkNow())[0]).toMatchObject({ state: 'up', cause: 'answers' })
    fallen = true
    await own.checkNow()
    expect((await own.checkNow())[0]?.state).toBe('down')
    expect(asked).toEqual([undefined, '"1"', '"1"', undefined])
  })

  it('looks sooner at what else the platform has when a part of it has just fallen', async () => {
    let state = 20_261_124
    const random = () => {
      state = (state * 16_807) % 2_147_483_647
      return state / 2_147_483_647
    }
    const { monitor: own, moods, asked, samples, setServices, run } = world({ random, idle: () => true })
    setServices([ent('https://ent.example/'), ent('https://pronote.example/', 'PRONOTE du lycée', 'ENT')])
    own.start()
    await run(200)
    moods.set('https://ent.example/', 'maintenance')
    await run(60)
    const fall = Date.parse(samples.find(({ state: seen }) => seen === 'down')?.at ?? '') - START
    const next = asked.find(({ url, at }) => url === 'https://pronote.example/' && at >= fall)
    // Nobody looks: its own turn would come in twenty minutes on average.
    expect((next?.at ?? Number.POSITIVE_INFINITY) - fall).toBeLessThanOrEqual(2.5 * MINUTE)
  })

  it('stays away for hours when the address of this computer is suspended', async () => {
    const body = Buffer.from('Votre adresse IP est provisoirement suspendue')
    const asked: number[] = []
    const http: HttpClient = {
      request: async () => {
        asked.push(1)
        return { status: 200, headers: { 'content-type': 'text/html' }, body, elapsedMs: 1 }
      },
    }
    const { monitor: own, run } = world({ http })
    own.start()
    await run(6 * 60)
    expect(own.current()[0]).toMatchObject({ state: 'unknown', cause: 'ip-suspended' })
    expect(asked.length).toBeLessThanOrEqual(2)
  })

  it('spreads its probe again after the computer slept', async () => {
    const { monitor: own, asked, run, sleepThrough } = world({ random: () => 0.9 })
    own.start()
    await run(10)
    const before = asked.length
    sleepThrough(60 * MINUTE)
    await run(61)
    // Not at the moment of waking: that is everybody's moment.
    expect(asked.length).toBe(before)
    await run(6)
    expect(asked.length).toBe(before + 1)
  })

  it('goes on when a sample cannot be kept, or the list of services cannot be read', async () => {
    let broken = true
    const {
      monitor: own,
      asked,
      run,
    } = world({
      record: () => Promise.reject(new TrousseError('disk-full')),
      services: async () => {
        if (broken) throw new TrousseError('store-busy')
        return [ent('https://ent.example/')]
      },
    })
    own.start()
    await run(3)
    expect(asked).toHaveLength(0)
    broken = false
    await run(10)
    expect(own.current()[0]?.state).toBe('up')
  })

  it('stops at once in the middle of a probe, for good', async () => {
    const { monitor: own, moods, asked, samples, settle } = world()
    moods.set('https://ent.example/', 'hangs')
    const checking = own.checkNow().catch((error: unknown) => error)
    await settle()
    expect(asked).toHaveLength(1)
    await own.stop()
    expect(await checking).toMatchObject({ code: 'cancelled' })
    expect(samples).toEqual([])
  })
})
