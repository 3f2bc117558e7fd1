/** From a stored source to the driver that reads it, with its secret; and the adding of a new one. */
import { TrousseError } from '../contract/errors.ts'
import { type OneRosterConfig, oneRosterConfigSchema, type SourceView } from '../contract/views.ts'
import { sleep, toInstant } from '../platform/clock.ts'
import { checkConnection, createOneRosterDriver } from '../sources/oneroster/driver.ts'
import type { SourceDriver } from '../sources/source.ts'
import type { SourceRecord } from '../store/api.ts'
import type { Machine } from './machine.ts'
import type { Space } from './space.ts'

const secretName = (sourceId: number) => `source:${sourceId}:client-secret`

/** Throws `credentials-refused` when the secret is gone, `invalid-request` for a source that has no server. */
export async function driverFor(space: Space, source: SourceRecord): Promise<SourceDriver> {
  if (source.kind !== 'oneroster') throw new TrousseError('invalid-request', { field: 'source' })
  const clientSecret = await space.secrets.get(secretName(source.id))
  if (clientSecret === null) throw new TrousseError('credentials-refused', { source: source.label })
  return createOneRosterDriver({ config: oneRosterConfigSchema.parse(source.config), clientSecret })
}

export interface NewOneRosterSource {
  readonly label: string
  readonly config: OneRosterConfig
  readonly clientSecret: string
  readonly isDemo: boolean
}

/** Asks the server first: nothing is stored when the address or the credentials do not serve. */
export async function addOneRosterSource(
  machine: Machine,
  space: Space,
  source: NewOneRosterSource,
  signal: AbortSignal,
): Promise<SourceView> {
  await checkConnection(
    { config: source.config, clientSecret: source.clientSecret },
    {
      http: machine.http,
      clock: machine.clock,
      random: machine.random,
      sleep,
      validators: new Map(),
      signal,
      onProgress: () => {},
    },
  )
  return storeOneRosterSource(machine, space, source)
}

/** Stores without asking the server. */
export async function storeOneRosterSource(
  machine: Machine,
  space: Space,
  source: NewOneRosterSource,
): Promise<SourceView> {
  const id = await space.store.write.createSource({
    kind: 'oneroster',
    label: source.label,
    origin: new URL(source.config.url).host,
    isDemo: source.isDemo,
    config: { ...source.config },
    createdAt: toInstant(machine.clock.now()),
  })
  await space.secrets.set(secretName(id), source.clientSecret)
  const view = (await space.store.read.listSources()).find((candidate) => candidate.id === id)
  if (!view) throw new TrousseError('not-found', { what: 'source' })
  return view
}

export async function removeSource(space: Space, sourceId: number): Promise<void> {
  if ((await space.store.read.readSource(sourceId)) === null) throw new TrousseError('not-found', { what: 'source' })
  await space.store.write.removeSource(sourceId)
  await space.secrets.delete(secretName(sourceId))
}
