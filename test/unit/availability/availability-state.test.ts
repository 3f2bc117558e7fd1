import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  neverChecked,
  nextProbeDelay,
  type ProbeSituation,
  restored,
  type Sample,
  SHORTEST_PERIOD_MS,
  type TrackedService,
  takeSample,
} from '../../../electron/domain/availability-state.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 8, minute)).toISOString()
const kinds = {
  up: { state: 'up', cause: 'answers' },
  down: { state: 'down', cause: 'no-answer' },
  maintenance: { state: 'down', cause: 'maintenance-page' },
  quota: { state: 'down', cause: 'quota-page' },
  unknown: { state: 'unknown', cause: 'unexpected-answer' },
  offline: { state: 'own-network-down', cause: 'own-network' },
  checked: { state: 'up', cause: 'answers', explicit: true },
} as const satisfies Record<string, Omit<Sample, 'at'>>
type Kind = keyof typeof kinds

const play = (...sequence: readonly Kind[]): TrackedService =>
  sequence.reduce(
    (tracked, kind, minute) => takeSample(tracked, { at: at(minute), ...kinds[kind] }),
    neverChecked('ent'),
  )
const shown = (...sequence: readonly Kind[]) => {
  const { state, since } = play(...sequence).shown
  return `${state} ${since === null ? '-' : new Date(since).getUTCMinutes()}`
}

describe('what is shown', () => {
  it.each<[Kind[], string]>([
    [[], 'unknown -'],
    [['up'], 'up 0'],
    [['up', 'down'], 'up 0'],
    [['up', 'down', 'up'], 'up 0'],
    // The outage began with its first sign.
    [['up', 'down', 'down'], 'down 1'],
    [['up', 'down', 'up', 'down', 'down', 'down'], 'down 3'],
    // The platform's own word.
    [['up', 'maintenance'], 'down 1'],
    [['up', 'quota'], 'down 1'],
    [['up', 'down', 'maintenance'], 'down 1'],
    [['maintenance'], 'down 0'],
    [['down'], 'unknown -'],
    [['down', 'down'], 'down 0'],
    // Back: two good ones, or one that the teacher asked for.
    [['up', 'maintenance', 'up'], 'down 1'],
    [['up', 'maintenance', 'up', 'up'], 'up 2'],
    [['up', 'maintenance', 'checked'], 'up 2'],
    [['up', 'maintenance', 'up', 'down', 'up', 'up'], 'up 4'],
    // One unclear answer says nothing, two do.
    [['up', 'unknown'], 'up 0'],
    [['up', 'unknown', 'unknown'], 'unknown 1'],
    [['up', 'down', 'unknown'], 'unknown 1'],
    [['maintenance', 'unknown', 'unknown'], 'unknown 1'],
    // Our own network: at once both ways, and never called an outage of the platform.
    [['up', 'offline'], 'own-network-down 1'],
    [['up', 'offline', 'up'], 'up 2'],
    [['up', 'offline', 'down'], 'unknown 2'],
    [['up', 'offline', 'down', 'down'], 'down 2'],
    [['up', 'offline', 'maintenance'], 'down 2'],
    [['up', 'offline', 'unknown'], 'unknown 2'],
  ])('%j -> %s', (sequence, expected) => {
    expect(shown(...sequence)).toBe(expected)
  })

  it('goes on from what was shown before a restart', () => {
    const before = play('up', 'maintenance').shown
    const after = takeSample(restored(before), { at: at(30), ...kinds.maintenance })
    expect(after.shown).toMatchObject({ state: 'down', since: at(1), checkedAt: at(30) })
  })

  const sequences = fc.array(fc.constantFrom(...(Object.keys(kinds) as Kind[])), { maxLength: 40 })

  it('keeps its promises for every sequence', () => {
    fc.assert(
      fc.property(sequences, (sequence) => {
        let tracked = neverChecked('ent')
        let before = tracked
        sequence.forEach((kind, minute) => {
          before = tracked
          const sample = { at: at(minute), ...kinds[kind] }
          tracked = takeSample(tracked, sample)
          const now = tracked.shown
          expect(now.service).toBe('ent')
          expect(now.checkedAt).toBe(sample.at)
          // Never a state that no sample of the last two supports, but "unknown".
          const recent: string[] = sequence.slice(Math.max(0, minute - 1), minute + 1).map((one) => kinds[one].state)
          if (now.state !== before.shown.state && now.state !== 'unknown') expect(recent).toContain(now.state)
          // "since" never lies in the future, never goes back, and moves only with the state.
          if (now.since !== null) {
            expect(now.since <= sample.at).toBe(true)
            if (before.shown.since !== null) expect(now.since >= before.shown.since).toBe(true)
          }
          if (now.state === before.shown.state && before.shown.since !== null) {
            expect(now.since).toBe(before.shown.since)
          }
          // A doubt contradicts what is shown.
          if (tracked.doubt) expect(tracked.doubt.state).not.toBe(now.state)
        })
      }),
    )
  })

  it('is never down for one symptom between good answers', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), (coins) => {
        // Every bad sample is followed by a good one.
        const sequence = coins.flatMap((bad): Kind[] => (bad ? ['down', 'up'] : ['up']))
        let tracked = play('up')
        for (const [minute, kind] of sequence.entries()) {
          tracked = takeSample(tracked, { at: at(minute), ...kinds[kind] })
          expect(tracked.shown.state).toBe('up')
        }
      }),
    )
  })
})

describe('when to look again', () => {
  const calm: ProbeSituation = { probes: 5, shown: 'up', inDoubt: false, idle: false, retryAfterMs: 0 }
  const mean = (change: Partial<ProbeSituation>) => nextProbeDelay({ ...calm, ...change }, () => 0.5)

  it('is sooner in an outage or a doubt, later when nobody looks', () => {
    expect(mean({ inDoubt: true })).toBeLessThan(mean({ shown: 'down' }))
    expect(mean({ shown: 'down' })).toBeLessThan(mean({}))
    expect(mean({})).toBeLessThan(mean({ idle: true }))
    expect(mean({ shown: 'down', idle: true })).toBe(mean({ shown: 'down' }))
  })

  it('is never under a minute after a probe, nor before what the server asked, nor past an hour and a bit', () => {
    const situation = fc.record({
      probes: fc.integer({ min: 1, max: 1_000 }),
      shown: fc.constantFrom('up', 'down', 'unknown', 'own-network-down'),
      inDoubt: fc.boolean(),
      idle: fc.boolean(),
      retryAfterMs: fc.integer({ min: -5, max: 10 ** 9 }),
    }) as fc.Arbitrary<ProbeSituation>
    fc.assert(
      fc.property(situation, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (one, chance) => {
        const delay = nextProbeDelay(one, () => chance)
        expect(delay).toBeGreaterThanOrEqual(SHORTEST_PERIOD_MS)
        expect(delay).toBeGreaterThanOrEqual(Math.min(one.retryAfterMs, 3_600_000))
        expect(delay).toBeLessThanOrEqual(3_600_000 * 1.2)
      }),
    )
  })

  /** A repeatable stream of numbers, so that the simulation cannot fail by bad luck. */
  function stream(seed: number): () => number {
    let state = seed
    return () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state / 2 ** 32
    }
  }

  /** Probes per ten seconds of 5,000 laptops that all open at the same bell. */
  function simulate(minutes: number, idle: boolean, isUp: (ms: number) => boolean): number[] {
    const random = stream(20_261_124)
    const end = minutes * 60_000
    const buckets = Array.from({ length: end / 10_000 }, () => 0)
    for (let laptop = 0; laptop < 5_000; laptop++) {
      let tracked = neverChecked('ent')
      let now = 0
      for (let probes = 0; ; probes++) {
        const inDoubt = tracked.doubt !== null
        now += nextProbeDelay({ probes, shown: tracked.shown.state, inDoubt, idle, retryAfterMs: 0 }, random)
        if (now >= end) break
        const bucket = Math.floor(now / 10_000)
        buckets[bucket] = (buckets[bucket] ?? 0) + 1
        tracked = takeSample(tracked, { at: new Date(now).toISOString(), ...kinds[isUp(now) ? 'up' : 'down'] })
      }
    }
    return buckets
  }

  /** The same for three services of one platform, each part looked at sooner when another has fallen (see monitor). */
  function simulatePlatforms(minutes: number, isUp: (ms: number) => boolean): number[] {
    const random = stream(19_840_906)
    const end = minutes * 60_000
    const buckets = Array.from({ length: end / 10_000 }, () => 0)
    for (let laptop = 0; laptop < 5_000; laptop++) {
      const first = { probes: 0, shown: 'unknown', inDoubt: false, idle: false, retryAfterMs: 0 } as const
      const parts = ['front', 'login', 'application'].map((part) => ({
        tracked: neverChecked(part),
        probes: 0,
        due: nextProbeDelay(first, random),
      }))
      for (;;) {
        const next = parts.reduce((soonest, part) => (part.due < soonest.due ? part : soonest))
        const now = next.due
        if (now >= end) break
        const bucket = Math.floor(now / 10_000)
        buckets[bucket] = (buckets[bucket] ?? 0) + 1
        const before = next.tracked.shown.state
        next.tracked = takeSample(next.tracked, {
          at: new Date(now).toISOString(),
          ...kinds[isUp(now) ? 'up' : 'down'],
        })
        next.probes++
        const { shown: told, doubt } = next.tracked
        const situation = {
          probes: next.probes,
          shown: told.state,
          inDoubt: doubt !== null,
          idle: false,
          retryAfterMs: 0,
        }
        next.due = now + nextProbeDelay(situation, random)
        if (told.state !== 'down' || before === 'down') continue
        for (const part of parts) {
          if (part === next) continue
          const soon = now + nextProbeDelay({ ...first, probes: part.probes, inDoubt: true }, random)
          part.due = Math.min(part.due, soon)
        }
      }
    }
    return buckets
  }

  const WINDOW = 30
  function worstPeak(buckets: readonly number[]): number {
    let worst = 0
    for (let start = 0; start + WINDOW <= buckets.length; start++) {
      const window = buckets.slice(start, start + WINDOW)
      const average = window.reduce((sum, count) => sum + count, 0) / WINDOW
      worst = Math.max(worst, Math.max(...window) / average)
    }
    return worst
  }

  it.each<[string, boolean, (minute: number) => boolean]>([
    ['on a working day', false, () => true],
    ['with every window hidden', true, () => true],
    ['when the platform falls and comes back', false, (minute) => minute < 12 || minute > 40],
    ['when it is down at the bell', false, (minute) => minute > 30],
  ])('never thunders %s: 5,000 laptops peak at most at twice the mean of any five minutes', (_name, idle, isUp) => {
    const peak = worstPeak(simulate(70, idle, (ms) => isUp(ms / 60_000)))
    expect(peak).toBeGreaterThan(1)
    expect(peak).toBeLessThanOrEqual(2)
  })

  it.each<[string, (minute: number) => boolean]>([
    ['falls and comes back', (minute) => minute < 12 || minute > 40],
    ['is down at the bell and comes back', (minute) => minute > 30],
  ])('nor when three services of a platform are watched, and it %s', (_name, isUp) => {
    const peak = worstPeak(simulatePlatforms(70, (ms) => isUp(ms / 60_000)))
    expect(peak).toBeGreaterThan(1)
    expect(peak).toBeLessThanOrEqual(2)
  })

  it('comes back to a suspended address after hours only, and rarely during a planned pause', () => {
    const long = (cause: 'ip-suspended' | 'night-pause') =>
      nextProbeDelay({ ...calm, cause, shown: 'unknown' }, () => 0)
    expect(long('ip-suspended')).toBeGreaterThanOrEqual(6 * 60 * 60_000)
    expect(mean({ shown: 'down', cause: 'night-pause' })).toBe(mean({ idle: true }))
  })

  it('speeds up when a platform falls, but never beyond the pace of the bell', () => {
    const buckets = simulate(70, true, (ms) => ms < 25 * 60_000)
    const bell = buckets.slice(0, 30)
    const outage = buckets.slice(25 * 6)
    expect(Math.max(...outage)).toBeGreaterThan(Math.max(...buckets.slice(20 * 6, 25 * 6)))
    expect(Math.max(...outage)).toBeLessThanOrEqual(Math.max(...bell))
  })
})
