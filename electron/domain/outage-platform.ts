/**
 * From what is shown of each service to what has fallen of the platform: everything, the login door only, the
 * application only… Hysteresis is already in what is shown (`availability-state.ts`).
 */
import type { Availability, AvailabilityCause, PlatformKind, ServiceRole } from '../contract/views.ts'

export interface ServiceShown extends Availability {
  readonly role: ServiceRole
}

/** What the last synchronisation said of the teacher's own account; the probes carry no credential and cannot see it. */
export type AccountTrouble = 'account-locked' | 'session-expired' | 'ip-suspended'

export interface PlatformVerdict {
  readonly kind: PlatformKind
  readonly state: Availability['state']
  /** Of the first sign among the services that decide. */
  readonly since: string | null
  /** Of the service looked at the longest ago. */
  readonly checkedAt: string | null
}

/** The platform's own word decides before what can only be guessed from its silence. */
const OWN_WORD: readonly (readonly [AvailabilityCause, PlatformKind])[] = [
  ['night-pause', 'night-pause'],
  ['maintenance-page', 'maintenance-page'],
  ['quota-page', 'quota-page'],
]

const AT_THE_DOOR: ReadonlySet<AvailabilityCause> = new Set(['login-door', 'redirect-loop'])

const earliest = (instants: readonly (string | null)[]): string | null =>
  instants.reduce<string | null>((first, at) => (at !== null && (first === null || at < first) ? at : first), null)

const isDoor = ({ role, cause }: ServiceShown): boolean => role === 'login' || AT_THE_DOOR.has(cause)

function kindOfFall(down: readonly ServiceShown[], standing: readonly ServiceShown[]): PlatformKind {
  if (down.every(({ role, cause }) => role === 'messaging' || cause === 'messaging-closed')) return 'messaging-closed'
  const others = down.filter(({ role }) => role !== 'messaging')
  if (others.every(isDoor)) return 'login-door'
  // Only what lies behind the front page, which itself answers.
  const frontStands = standing.some(({ role }) => role === 'front')
  if (frontStands && others.every(({ role }) => role === 'application')) return 'application'
  const said = OWN_WORD.find(([cause]) => others.some((service) => service.cause === cause))
  if (said) return said[1]
  return others.some(({ cause }) => cause === 'overloaded') ? 'overloaded' : 'all-down'
}

function kindOfStanding(services: readonly ServiceShown[], account: AccountTrouble | null): PlatformKind {
  const says = (cause: AvailabilityCause) => services.some((service) => service.cause === cause)
  if (says('ip-suspended')) return 'ip-suspended'
  if (says('account-locked')) return 'account-locked'
  if (account !== null) return account
  if (says('too-many-requests')) return 'slow-down'
  if (says('messaging-closed')) return 'messaging-closed'
  if (says('overloaded')) return 'overloaded'
  return services.every(({ state }) => state === 'up') ? 'up' : 'unknown'
}

/**
 * One verdict for the services of one platform. Pure; never throws; nothing watched, or nothing known, stays
 * `unknown`.
 */
export function judgePlatform(
  services: readonly ServiceShown[],
  account: AccountTrouble | null = null,
): PlatformVerdict {
  const checkedAt = earliest(services.map(({ checkedAt: at }) => at))
  const verdict = (kind: PlatformKind, state: Availability['state'], deciding: readonly ServiceShown[]) => ({
    kind,
    state,
    since: earliest(deciding.map(({ since }) => since)),
    checkedAt,
  })
  if (services.length === 0) return verdict('unknown', 'unknown', [])
  const offline = services.filter(({ state }) => state === 'own-network-down')
  if (offline.length > 0) {
    const captive = offline.some(({ cause }) => cause === 'captive-portal')
    return verdict(captive ? 'captive-portal' : 'own-network', 'own-network-down', offline)
  }
  const down = services.filter(({ state }) => state === 'down')
  const standing = services.filter(({ state }) => state === 'up')
  if (down.length > 0) {
    const kind = kindOfFall(down, standing)
    // Without its letter box a platform is not down, as far as the rest of it is known.
    const others = down.length + standing.length === services.length ? 'up' : 'unknown'
    const state = kind === 'messaging-closed' && down.length < services.length ? others : 'down'
    return verdict(kind, state, down)
  }
  const kind = kindOfStanding(services, account)
  const unknown = services.filter(({ state }) => state === 'unknown')
  return verdict(kind, unknown.length > 0 ? 'unknown' : 'up', unknown.length > 0 ? unknown : services)
}
