/** Platforms, a suggestion and a history of outages for the fake bridge. */
import type * as v from '../../electron/contract/views.ts'

const KIND_OF_CAUSE: Partial<Record<v.AvailabilityCause, v.PlatformKind>> = {
  answers: 'up',
  'maintenance-page': 'maintenance-page',
  'own-network': 'own-network',
}

/** One platform per watched service, which is its front page. */
export const fakePlatforms = (services: readonly v.Availability[]): v.PlatformView[] =>
  services.map((shown) => ({
    platform: shown.service,
    state: shown.state,
    kind: KIND_OF_CAUSE[shown.cause] ?? 'unknown',
    since: shown.since,
    checkedAt: shown.checkedAt,
    services: [{ ...shown, role: 'front', product: 'kosmos', host: 'lycee.ent.example' }],
    directUrl: 'https://0990000a.pronote.example/pronote/professeur.html?login=true',
    watchedByHand: false,
  }))

export const fakeSuggestion = (url: string): v.WatchSuggestion => ({
  platform: 'ENT du lycée',
  product: 'kosmos',
  version: null,
  loginHost: 'cas.ent.example',
  services: [
    { role: 'front', product: 'kosmos', url, host: 'lycee.ent.example', state: 'up', cause: 'answers' },
    {
      role: 'login',
      product: 'kosmos',
      url: 'https://cas.ent.example/login',
      host: 'cas.ent.example',
      state: 'up',
      cause: 'answers',
    },
  ],
})

export function fakeHistory(ago: (minutes: number) => string, days: number): v.AvailabilityHistory {
  const day = 1_440
  const outage = (cause: v.AvailabilityCause, daysAgo: number, minutes: number): v.OutageView => ({
    service: 'ENT du lycée',
    platform: 'ENT du lycée',
    role: 'front',
    cause,
    beganAt: ago(daysAgo * day),
    endedAt: ago(daysAgo * day - minutes),
    evidence: [
      {
        at: ago(daysAgo * day),
        cause,
        status: 200,
        host: 'lycee.ent.example',
        title: 'Accès momentanément indisponible',
        excerpt: null,
      },
    ],
  })
  const outages = [outage('maintenance-page', 2, 95), outage('login-door', 6, 40)]
  return {
    watchedSince: ago(20 * day),
    from: ago(days * day),
    to: ago(0),
    services: [
      { service: 'ENT du lycée', platform: 'ENT du lycée', role: 'front', outages: 2, downMs: 135 * 60_000 },
      { service: 'PRONOTE', platform: 'ENT du lycée', role: 'application', outages: 0, downMs: 0 },
    ],
    outages,
  }
}
