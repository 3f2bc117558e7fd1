/** Watches every service the teacher depends on, gently, and says when what is shown changes. */
import { TrousseError } from '../contract/errors.ts'
import type { Availability, WatchedService } from '../contract/views.ts'
import {
  neverChecked,
  nextProbeDelay,
  restored,
  SHORTEST_PERIOD_MS,
  type TrackedService,
  takeSample,
} from '../domain/availability-state.ts'
import { type Clock, sleep, toInstant } from '../platform/clock.ts'
import type { HttpClient } from '../platform/http.ts'
import { type Log, silentLog } from '../platform/log.ts'
import type { AvailabilitySample } from '../store/api.ts'
import type { NetworkWitness } from './network-witness.ts'
import { probeOnce, type Validator } from './probe.ts'

/** A doubt that the teacher is waiting on is settled after this, not at the next round. */
const CONFIRM_MS = 2_000
/** A probe this late means that the computer slept: everyone's wakes at the same bell. */
const OVERSLEPT_MS = SHORTEST_PERIOD_MS

export interface MonitoredService extends WatchedService {
  /** Its name among all. */
  readonly service: string
  readonly platform: string
}

export interface MonitorOptions {
  /** Read again before every round: sources come and go. */
  readonly services: () => Promise<readonly MonitoredService[]>
  readonly http: HttpClient
  readonly clock: Clock
  /** At least 0, less than 1. */
  readonly random: () => number
  readonly record: (sample: AvailabilitySample) => Promise<void>
  /** Called after every sample, with all services in the order of `services`. */
  readonly onChange: (current: Availability[]) => void
  readonly network: NetworkWitness
  /** Nobody is looking: probes become rare. Asked again at every round. */
  readonly idle?: () => boolean
  /** What was shown when the program was last closed. */
  readonly initial?: readonly Availability[]
  readonly log?: Log
  /** Waits, or rejects when the signal fires; for tests. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export interface AvailabilityMonitor {
  start(): void
  /** Cuts what is under way; resolves when nothing of it is left. */
  stop(): Promise<void>
  /** Looks at every service now, because the teacher asks; a doubt is settled before it resolves. */
  checkNow(): Promise<Availability[]>
  current(): Availability[]
  /** Reads the list of services again, at once. */
  refresh(): Promise<void>
  /** What is watched, with what is shown of it. */
  watched(): readonly (MonitoredService & { readonly shown: Availability })[]
}

interface Watched {
  asked: MonitoredService
  validator: Validator | null
  tracked: TrackedService
  probes: number
  dueAt: number
  inFlight: Promise<void> | null
}

export function createAvailabilityMonitor(options: MonitorOptions): AvailabilityMonitor {
  const { clock, random, log = silentLog, wait = sleep } = options
  const initial = new Map((options.initial ?? []).map((shown) => [shown.service, shown]))
  let watched = new Map<string, Watched>()
  const { idle = () => false } = options
  let wasIdle = false
  let stopping = new AbortController()
  let running: Promise<void> | null = null

  const current = () => [...watched.values()].map(({ tracked }) => tracked.shown)
  const delayOf = (one: Watched, retryAfterMs: number) =>
    nextProbeDelay(
      {
        probes: one.probes,
        shown: one.tracked.shown.state,
        cause: one.tracked.shown.cause,
        inDoubt: one.tracked.doubt !== null,
        idle: idle(),
        retryAfterMs,
      },
      random,
    )

  async function refresh(): Promise<void> {
    const listed = await options.services()
    const next = new Map<string, Watched>()
    for (const asked of listed) {
      const { service, url } = asked
      const known = watched.get(service)
      if (known) {
        if (known.asked.url !== url) known.validator = null
        known.asked = asked
        next.set(service, known)
        continue
      }
      const before = initial.get(service)
      const fresh: Watched = {
        asked,
        validator: null,
        tracked: before ? restored(before) : neverChecked(service),
        probes: 0,
        dueAt: 0,
        inFlight: null,
      }
      fresh.dueAt = clock.now() + delayOf(fresh, 0)
      next.set(service, fresh)
    }
    watched = next
  }

  async function probe(service: string, one: Watched, explicit: boolean, signal: AbortSignal): Promise<void> {
    const { http, network } = options
    const { asked, validator } = one
    const others = [...watched.values()].map((other) => other.asked.url)
    const found = await probeOnce({ service: asked, http, network, others, validator, clock, signal })
    const at = toInstant(clock.now())
    const { state, cause, evidence, retryAfterMs } = found
    const before = one.tracked.shown.state
    one.tracked = takeSample(one.tracked, { at, state, cause, explicit })
    one.validator = found.validator
    one.probes++
    one.dueAt = clock.now() + delayOf(one, retryAfterMs)
    if (one.tracked.shown.state === 'down' && before !== 'down') hastenSiblings(one)
    try {
      const { platform, role } = asked
      await options.record({ service, platform, role, at, state, cause, shown: one.tracked.shown, evidence })
    } catch (error) {
      // What is shown stays true even when it cannot be kept.
      log.warn('availability-not-recorded', { code: error instanceof TrousseError ? error.code : 'internal' })
    }
    options.onChange(current())
  }

  /** When a part has just fallen, what still stands is what the teacher asks next: as for a doubt, jittered. */
  function hastenSiblings(fallen: Watched): void {
    for (const one of watched.values()) {
      if (one === fallen || one.asked.platform !== fallen.asked.platform) continue
      const soon = clock.now() + nextProbeDelay({ ...calm, probes: one.probes, inDoubt: true }, random)
      one.dueAt = Math.min(one.dueAt, soon)
    }
  }

  /** One probe of a service at a time: who asks meanwhile waits for the same one. */
  function look(service: string, one: Watched, explicit: boolean, signal: AbortSignal): Promise<void> {
    one.inFlight ??= probe(service, one, explicit, signal).finally(() => {
      one.inFlight = null
    })
    return one.inFlight
  }

  async function round(signal: AbortSignal): Promise<void> {
    await refresh()
    const now = clock.now()
    for (const one of watched.values()) {
      if (now - one.dueAt > OVERSLEPT_MS) one.dueAt = now + nextProbeDelay({ ...calm, probes: 0 }, random)
    }
    // Somebody is back: what could wait until then is looked at in its usual turn.
    if (wasIdle && !idle()) for (const one of watched.values()) one.dueAt = Math.min(one.dueAt, now + delayOf(one, 0))
    wasIdle = idle()
    const due = [...watched].filter(([, one]) => one.dueAt <= now)
    await Promise.all(due.map(([service, one]) => look(service, one, false, signal)))
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await round(signal)
        const next = Math.min(...[...watched.values()].map(({ dueAt }) => dueAt - clock.now()), SHORTEST_PERIOD_MS)
        await wait(Math.max(next, SHORTEST_WAIT_MS), signal)
      } catch (error) {
        if (signal.aborted) return
        log.error('availability-round-failed', { code: error instanceof TrousseError ? error.code : 'internal' })
        await wait(SHORTEST_PERIOD_MS, signal).catch(() => undefined)
      }
    }
  }

  return {
    current,
    refresh,
    watched: () => [...watched.values()].map(({ asked, tracked }) => ({ ...asked, shown: tracked.shown })),
    start() {
      if (running) return
      stopping = new AbortController()
      running = run(stopping.signal)
    },
    async stop() {
      stopping.abort(new TrousseError('cancelled'))
      const flights = [...watched.values()].map(({ inFlight }) => inFlight)
      await Promise.allSettled([running, ...flights])
      running = null
    },
    async checkNow() {
      const { signal } = stopping
      await refresh()
      const all = [...watched]
      await Promise.all(all.map(([service, one]) => look(service, one, true, signal)))
      const doubtful = all.filter(([, one]) => one.tracked.doubt !== null)
      if (doubtful.length > 0) {
        await wait(CONFIRM_MS, signal)
        await Promise.all(doubtful.map(([service, one]) => look(service, one, true, signal)))
      }
      return current()
    },
  }
}

/** Timers may fire a little early: a round that finds nothing due must not spin. */
const SHORTEST_WAIT_MS = 250
const calm = { shown: 'up', inDoubt: false, idle: false, retryAfterMs: 0 } as const
