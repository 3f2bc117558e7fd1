/** Which outages are one bad day, and what was made meanwhile. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OutageView } from '../../../electron/contract/views.ts'
import { downTime, episodesToHandOver, openEpisodes, wasMeanwhile } from '../../../electron/domain/handover.ts'

const DAY = Date.parse('2026-11-24T07:00:00.000Z')
const HOUR = 3_600_000
const at = (hours: number) => new Date(DAY + hours * HOUR).toISOString()
const outage = (from: number, to: number | null, more: Partial<OutageView> = {}): OutageView => ({
  service: 'ENT',
  platform: 'ENT',
  role: 'front',
  cause: 'no-answer',
  beganAt: at(from),
  endedAt: to === null ? null : at(to),
  evidence: [],
  ...more,
})

describe('episodes', () => {
  it('one bad day is one, however often the platform came back for an hour', () => {
    const [episode, ...others] = openEpisodes([outage(3, 4), outage(0, 1), outage(0.5, 2, { service: 'CAS' })], null)
    expect(others).toEqual([])
    expect(episode).toMatchObject({ beganAt: at(0), endedAt: at(4) })
    expect(episode?.stretches).toEqual([
      { from: at(0), to: at(2) },
      { from: at(3), to: at(4) },
    ])
    expect(downTime(episode ? [episode] : [], at(9))).toBe(3 * HOUR)
  })

  it('two days apart are two', () => {
    expect(openEpisodes([outage(0, 1), outage(48, 49)], null)).toHaveLength(2)
  })

  it('one that still goes on has no end, and swallows what comes after it began', () => {
    const episodes = openEpisodes([outage(0, null), outage(100, 101, { service: 'CAS' })], null)
    expect(episodes).toHaveLength(1)
    expect(episodes[0]).toMatchObject({ endedAt: null, stretches: [{ from: at(0), to: null }] })
  })

  it('a planned pause is none', () => {
    expect(openEpisodes([outage(0, 9, { cause: 'night-pause' })], null)).toEqual([])
  })

  it('what fell before the teacher was done with it counts from there on only', () => {
    expect(openEpisodes([outage(0, 1)], at(2))).toEqual([])
    expect(openEpisodes([outage(0, null)], at(2))[0]).toMatchObject({ beganAt: at(2), endedAt: null })
  })

  it('whatever the outages: nothing is lost, stretches never overlap, and episodes are in order', () => {
    const some = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 500 }), length: fc.option(fc.integer({ min: 0, max: 60 })) }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(some, (list) => {
        const outages = list.map(({ from, length }) => outage(from, length === null ? null : from + length))
        const episodes = openEpisodes(outages, null)
        expect(episodes.flatMap((episode) => episode.outages)).toHaveLength(outages.length)
        const stretches = episodes.flatMap((episode) => episode.stretches)
        for (const [index, { to }] of stretches.entries()) {
          const next = stretches[index + 1]
          if (next !== undefined) expect(to !== null && to < next.from).toBe(true)
        }
        for (const { beganAt } of outages) expect(wasMeanwhile(beganAt, episodes)).toBe(true)
      }),
    )
  })
})

describe('what was made meanwhile', () => {
  const episodes = openEpisodes([outage(0, 1), outage(3, 4)], null)
  it.each([
    [-0.01, false],
    [0, true],
    [1, true],
    [1.2, true],
    [1.3, false],
    [2.9, false],
    [3.5, true],
  ])('%s hours after the beginning: %s', (hours, expected) => {
    expect(wasMeanwhile(at(hours), episodes)).toBe(expected)
  })
})

describe('what is handed over', () => {
  it('days on which something was done, however old; the last one while it is fresh', () => {
    const episodes = openEpisodes([outage(0, 1), outage(48, 49), outage(96, 97)], null)
    const done = (episode: { beganAt: string }) => episode.beganAt === at(48)
    expect(episodesToHandOver(episodes, done, at(98)).map(({ beganAt }) => beganAt)).toEqual([at(48), at(96)])
    expect(episodesToHandOver(episodes, done, at(200)).map(({ beganAt }) => beganAt)).toEqual([at(48)])
    expect(episodesToHandOver(openEpisodes([outage(0, null)], null), () => false, at(900))).toHaveLength(1)
  })
})
