/** What is watched, what of it has fallen, and the history of it: for the window and the terminal. */
import type { MonitoredService } from '../availability/monitor.ts'
import { checkWatchAddress } from '../availability/suggest.ts'
import type {
  Availability,
  AvailabilityHistory,
  HistoryFormat,
  PlatformView,
  SourceView,
  WatchedService,
  witnessSchema,
} from '../contract/views.ts'
import {
  inOrderOfRoles,
  pronoteDirectUrl,
  pronoteRoot,
  serviceName,
  servicesOfSource,
} from '../domain/availability-services.ts'
import { type AccountTrouble, judgePlatform } from '../domain/outage-platform.ts'
import { historyPage, historyTable } from '../domain/outage-report.ts'
import { localDay, toInstant } from '../platform/clock.ts'
import { toCsv } from '../platform/csv.ts'
import type { StoreClient } from '../store/api.ts'
import type { Machine } from './machine.ts'
import { saveNumbered, savePage } from './save-numbered.ts'
import type { Space } from './space.ts'

/** All that is needed of a space. */
type Kept = Pick<Space, 'store'>

type Watching = MonitoredService & { readonly shown: Availability }

const DAY_MS = 24 * 60 * 60 * 1000

const sameOrigin = (one: string, other: string): boolean => new URL(one).origin === new URL(other).origin

/** The services of every source that has a server, then those watched by hand; each name once. */
export async function watchedServices(space: Kept): Promise<MonitoredService[]> {
  const { read } = space.store
  const watched: MonitoredService[] = []
  const add = (platform: string, service: WatchedService) => {
    const name = serviceName(platform, service)
    if (!watched.some((other) => other.service === name)) watched.push({ ...service, service: name, platform })
  }
  for (const source of await read.listSources()) {
    const record = await read.readSource(source.id)
    for (const service of servicesOfSource(source.kind, record?.config ?? {})) {
      // The calendar of a platform that is watched already tells nothing new of it.
      if (source.kind === 'ical' && watched.some(({ url }) => sameOrigin(url, service.url))) continue
      add(source.label, service)
    }
  }
  for (const { platform, ...service } of await read.listWatchedServices()) add(platform, service)
  return watched
}

const TROUBLES: Readonly<Record<string, AccountTrouble>> = {
  'account-locked': 'account-locked',
  'session-expired': 'session-expired',
  'ip-suspended': 'ip-suspended',
  // A key or a session that was good until now: what to do is the same.
  'credentials-refused': 'session-expired',
}

/** What the last synchronisation of a source of this name met; probes carry no credential and cannot see it. */
function accountTrouble(platform: string, sources: readonly SourceView[]): AccountTrouble | null {
  const codes = sources.filter(({ label }) => label === platform).map(({ lastRun }) => lastRun?.error?.code ?? '')
  return codes.map((code) => TROUBLES[code]).find((trouble) => trouble !== undefined) ?? null
}

/** PRONOTE's own form, while PRONOTE answers: a CAS that failed does not stand before it. The platform's own first. */
function directUrlOf(platform: string, watching: readonly Watching[]): string | null {
  const all = watching.filter(({ product, shown }) => product === 'pronote' && shown.state === 'up')
  const standing = all.find((one) => one.platform === platform) ?? all[0]
  const root = standing && pronoteRoot(standing.url)
  return root ? pronoteDirectUrl(root) : null
}

/** One view per platform, in the order they are watched. */
export async function readPlatforms(space: Kept, watching: readonly Watching[]): Promise<PlatformView[]> {
  const [sources, byHand] = await Promise.all([space.store.read.listSources(), space.store.read.listWatchedServices()])
  const names = [...new Set(watching.map(({ platform }) => platform))]
  return names.map((platform) => {
    const services = inOrderOfRoles(watching.filter((one) => one.platform === platform))
    const shown = services.map((one) => ({
      ...one.shown,
      role: one.role,
      product: one.product,
      host: new URL(one.url).host,
    }))
    return {
      platform,
      ...judgePlatform(shown, accountTrouble(platform, sources)),
      services: shown,
      directUrl: directUrlOf(platform, watching),
      watchedByHand: byHand.some((one) => one.platform === platform),
    }
  })
}

/**
 * Beside what is watched under this name already: an ENT and its PRONOTE have two addresses. Throws
 * `address-refused` for an address that cannot be watched; then nothing is stored.
 */
export async function watchPlatform(
  machine: Machine,
  space: Kept,
  platform: string,
  services: readonly WatchedService[],
): Promise<void> {
  const checked = services.map((service) => ({ ...service, url: checkWatchAddress(service.url).href }))
  const before = (await space.store.read.listWatchedServices()).filter((one) => one.platform === platform)
  await space.store.write.watchPlatform(platform, [...before, ...checked], toInstant(machine.clock.now()))
}

// --- the witness ------------------------------------------------------------------------------

const WITNESS_SETTING = 'witnessUrl'

export async function readWitnessUrl(store: StoreClient): Promise<string | null> {
  const url = (await store.read.readSettings())[WITNESS_SETTING]
  return typeof url === 'string' && URL.canParse(url) ? url : null
}

/** Throws `address-refused`. Null asks nobody. */
export async function writeWitnessUrl(store: StoreClient, { url }: (typeof witnessSchema)['_output']): Promise<void> {
  const address = url === null || url.trim() === '' ? null : checkWatchAddress(url).href
  await store.write.updateSettings({ [WITNESS_SETTING]: address })
}

// --- the history ------------------------------------------------------------------------------

const lengthOf = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from))

/**
 * Outages of the last days, and how long each service was down within them. What is open although nobody looks at
 * its service any more ended, as far as we know, when it was last looked at.
 */
export async function readHistory(
  machine: Machine,
  space: Kept,
  watching: readonly Watching[],
  days: number,
): Promise<AvailabilityHistory> {
  const to = toInstant(machine.clock.now())
  const from = toInstant(machine.clock.now() - days * DAY_MS)
  const { read } = space.store
  const [records, watchedSince] = await Promise.all([read.listOutages(from), read.watchedSince()])
  const isWatched = (service: string) => watching.some((one) => one.service === service)
  const outages = records.map(({ checkedAt, ...outage }) => {
    const isOpen = outage.endedAt === null && isWatched(outage.service)
    return isOpen ? outage : { ...outage, endedAt: outage.endedAt ?? checkedAt ?? outage.beganAt }
  })
  const all = [...watching, ...outages.filter(({ service }) => !isWatched(service))]
  const names = [...new Set(all.map(({ service }) => service))]
  const services = names.flatMap((service) => {
    const one = all.find((candidate) => candidate.service === service)
    if (!one) return []
    const own = outages.filter((outage) => outage.service === service)
    const downMs = own.reduce(
      (sum, { beganAt, endedAt }) => sum + Math.min(lengthOf(beganAt, endedAt ?? to), lengthOf(from, endedAt ?? to)),
      0,
    )
    return [{ service, platform: one.platform, role: one.role, outages: own.length, downMs }]
  })
  return { watchedSince, from, to, services, outages }
}

const FILE_NAME = { fr: 'Historique des pannes', en: 'History of outages' } as const

/**
 * Writes the history into a folder, whole or not at all. Where nothing can print, the page itself is written.
 *
 * @returns the file's name, numbered when the folder has one of that name
 * @throws TrousseError of the drive: `disk-full`, `disk-read-only`, `disk-gone`
 */
export async function exportHistory(
  machine: Machine,
  history: AvailabilityHistory,
  target: { readonly folder: string; readonly format: HistoryFormat; readonly locale: 'fr' | 'en' },
): Promise<string> {
  const { folder, format, locale } = target
  const name = `${FILE_NAME[locale]} ${localDay(machine.clock.now())}`
  if (format === 'csv') return saveNumbered(folder, `${name}.csv`, toCsv(historyTable(history, locale)))
  return savePage(machine, folder, name, historyPage(history, locale))
}
