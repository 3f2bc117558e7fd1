import type { PlatformKind, PlatformView } from '../../../electron/contract/views.ts'

/** The state of everything watched, in one. `none`: nothing is watched yet. */
export interface AvailabilitySummary {
  readonly state: PlatformView['state'] | 'none'
  /** What has fallen, or what is worth knowing; a key under `outage:kind.`. */
  readonly kind: PlatformKind
  /** When this state began; the earliest of the platforms in it. */
  readonly since: string | null
  readonly checkedAt: string | null
  /** Those in this state, when others are not. */
  readonly platforms: readonly string[]
}

/** Own network first: without it nothing can be said of the ENT. */
const ORDER: readonly PlatformView['state'][] = ['own-network-down', 'down', 'unknown', 'up']

const earliest = (instants: readonly (string | null)[]): string | null =>
  instants.reduce<string | null>((first, at) => (at !== null && (first === null || at < first) ? at : first), null)

/** What says something before what says nothing in particular. */
const telling = (platforms: readonly PlatformView[]): PlatformView | undefined =>
  platforms.find(({ kind }) => kind !== 'up' && kind !== 'unknown') ?? platforms[0]

/** The worst state among the platforms decides; what has fallen and since when come with it. */
export function summarise(platforms: readonly PlatformView[]): AvailabilitySummary {
  const state = ORDER.find((candidate) => platforms.some((platform) => platform.state === candidate))
  if (state === undefined) return { state: 'none', kind: 'unknown', since: null, checkedAt: null, platforms: [] }
  const concerned = platforms.filter((platform) => platform.state === state)
  return {
    state,
    kind: telling(concerned)?.kind ?? 'unknown',
    since: earliest(concerned.map(({ since }) => since)),
    checkedAt: earliest(concerned.map(({ checkedAt }) => checkedAt)),
    platforms: concerned.length === platforms.length ? [] : concerned.map(({ platform }) => platform),
  }
}

/** True when the teacher has to do without the ENT. */
export const isOutage = (state: AvailabilitySummary['state']): boolean =>
  state === 'down' || state === 'own-network-down'

/** True when there is something to tell of a platform, even one that answers. */
export const isWorthTelling = ({ kind }: Pick<PlatformView, 'kind'>): boolean => kind !== 'up' && kind !== 'unknown'
