import type { Availability } from '../../../electron/contract/views.ts'

/** The state of everything watched, in one. `none`: no source is watched yet. */
export interface AvailabilitySummary {
  readonly state: Availability['state'] | 'none'
  readonly cause: Availability['cause']
  /** When this state began; the earliest of the services in it. */
  readonly since: string | null
  readonly checkedAt: string | null
  /** Those in this state, when others are not. */
  readonly services: readonly string[]
}

/** Own network first: without it nothing can be said of the ENT. */
const ORDER: readonly Availability['state'][] = ['own-network-down', 'down', 'unknown', 'up']

const earliest = (instants: readonly (string | null)[]): string | null =>
  instants.reduce<string | null>((first, at) => (at !== null && (first === null || at < first) ? at : first), null)

/** The worst state among the services decides; its cause and beginning come with it. */
export function summarise(services: readonly Availability[]): AvailabilitySummary {
  const state = ORDER.find((candidate) => services.some((service) => service.state === candidate))
  if (state === undefined) return { state: 'none', cause: 'never-checked', since: null, checkedAt: null, services: [] }
  const concerned = services.filter((service) => service.state === state)
  return {
    state,
    cause: concerned[0]?.cause ?? 'none',
    since: earliest(concerned.map(({ since }) => since)),
    checkedAt: earliest(concerned.map(({ checkedAt }) => checkedAt)),
    services: concerned.length === services.length ? [] : concerned.map(({ service }) => service),
  }
}

/** True when the teacher has to do without the ENT. */
export const isOutage = (state: AvailabilitySummary['state']): boolean =>
  state === 'down' || state === 'own-network-down'
