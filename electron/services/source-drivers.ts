/** From a stored source to the driver that reads it, with its secrets; and the adding of a new one. */
import { TrousseError } from '../contract/errors.ts'
import { isServerKind, type NewSource, type ServerKind, type SourceView } from '../contract/views.ts'
import { sleep, toInstant } from '../platform/clock.ts'
import type { PatientHttpClient } from '../platform/http-patient.ts'
import type { SourceContext, SourceDriver } from '../sources/source.ts'
import type { SourceRecord } from '../store/api.ts'
import { entPartition } from './ent-partition.ts'
import type { Machine } from './machine.ts'
import { ecoleDirecteWay } from './servers/ecole-directe.ts'
import { edificeWay } from './servers/edifice.ts'
import { icalWay } from './servers/ical.ts'
import { moodleWay } from './servers/moodle.ts'
import { oneRosterWay } from './servers/oneroster.ts'
import type { Ask, CheckTools, KeptServer, NewSourceOf, ServerWay, SourceAccess } from './servers/server-way.ts'
import { noSignInWindow, type SignInWindow } from './sign-in-window.ts'
import type { Space } from './space.ts'

/** Every kind that has a server: a new one does not compile until it says how it is tried and read. */
const WAYS: { readonly [K in ServerKind]: ServerWay<K> } = {
  oneroster: oneRosterWay,
  ical: icalWay,
  moodle: moodleWay,
  edifice: edificeWay,
  'ecole-directe': ecoleDirecteWay,
}

const secretName = (sourceId: number, name: string) => `source:${sourceId}:${name}`

export interface SourceTools {
  readonly machine: Machine
  readonly space: Space
  readonly http: PatientHttpClient
}

function accessTo({ machine, space, http }: SourceTools, source: SourceRecord): SourceAccess {
  return {
    machine,
    http,
    secret: (name) => space.secrets.get(secretName(source.id, name)),
    keepSecret: (name, value) => space.secrets.set(secretName(source.id, name), value),
    keepConfig: (config) => space.store.write.updateSource(source.id, { config: { ...config } }),
    sessionHttp() {
      if (machine.sessionHttp === null) throw new TrousseError('session-expired', { host: source.label })
      return http.over(machine.sessionHttp(entPartition(space.kind, source.id)))
    },
  }
}

/** Throws `invalid-request` for a source that has no server, and what its kind throws when a secret is gone. */
export async function driverFor(tools: SourceTools, source: SourceRecord): Promise<SourceDriver> {
  if (!isServerKind(source.kind)) throw new TrousseError('invalid-request', { field: 'source' })
  return WAYS[source.kind].driver(source, accessTo(tools, source))
}

/** One try of a server, before there is a source to remember anything. */
const trialContext = ({ machine, http }: SourceTools, signal: AbortSignal): SourceContext => ({
  http,
  clock: machine.clock,
  random: machine.random,
  sleep,
  validators: new Map(),
  signal,
  onProgress: () => {},
})

export interface Trying {
  readonly signal: AbortSignal
  readonly ask: Ask
  /** Left out where there is no window. */
  readonly signInWindow?: SignInWindow
}

/** Where nobody can be asked: a question is a refusal that says so. */
export const nobodyToAsk: Ask = () => Promise.reject(new TrousseError('second-factor-needed', {}))

const checkTools = (tools: SourceTools, { signal, ask, signInWindow = noSignInWindow }: Trying): CheckTools => ({
  machine: tools.machine,
  context: trialContext(tools, signal),
  ask,
  signInWindow,
})

/** One kind at a time: the compiler then knows that the form and the way are of the same. */
const tryServer = <K extends ServerKind>(kind: K, source: NewSourceOf<K>, tools: CheckTools) =>
  WAYS[kind].check(source, tools)

/** Asks the server first: nothing is stored when the address or the credentials do not serve. */
export async function addSource(tools: SourceTools, source: NewSource, trying: Trying): Promise<SourceView> {
  const kept = await tryServer(source.kind, source, checkTools(tools, trying))
  return storeSource(tools.machine, tools.space, { kind: source.kind, label: source.label, isDemo: false, kept })
}

const viewOf = async ({ store }: Space, id: number): Promise<SourceView> => {
  const view = (await store.read.listSources()).find((candidate) => candidate.id === id)
  if (!view) throw new TrousseError('not-found', { what: 'source' })
  return view
}

/** Logs in again with the teacher there. Throws `invalid-request` for a source that has no such thing. */
export async function signInAgain(tools: SourceTools, sourceId: number, trying: Trying): Promise<SourceView> {
  const source = await tools.space.store.read.readSource(sourceId)
  if (source === null) throw new TrousseError('not-found', { what: 'source' })
  const way = isServerKind(source.kind) ? WAYS[source.kind] : null
  if (way?.signIn === undefined) throw new TrousseError('invalid-request', { field: 'source' })
  await way.signIn(source, accessTo(tools, source), checkTools(tools, trying))
  return viewOf(tools.space, sourceId)
}

export interface StoredServer {
  readonly kind: ServerKind
  readonly label: string
  readonly isDemo: boolean
  readonly kept: KeptServer
}

/** Stores without asking the server. */
export async function storeSource(machine: Machine, space: Space, source: StoredServer): Promise<SourceView> {
  const { kind, label, isDemo, kept } = source
  const id = await space.store.write.createSource({
    kind,
    label,
    origin: kept.origin,
    isDemo,
    config: { ...kept.config },
    createdAt: toInstant(machine.clock.now()),
  })
  for (const [name, value] of Object.entries(kept.secrets)) await space.secrets.set(secretName(id, name), value)
  return viewOf(space, id)
}

/** Points a stored source elsewhere, with the secrets of its new place. */
export async function moveSource(space: Space, sourceId: number, kept: KeptServer): Promise<void> {
  await space.store.write.updateSource(sourceId, { config: { ...kept.config } })
  for (const [name, value] of Object.entries(kept.secrets)) await space.secrets.set(secretName(sourceId, name), value)
}

export async function removeSource(space: Space, sourceId: number): Promise<void> {
  const source = await space.store.read.readSource(sourceId)
  if (source === null) throw new TrousseError('not-found', { what: 'source' })
  await space.store.write.removeSource(sourceId)
  const names = isServerKind(source.kind) ? WAYS[source.kind].secretNames : []
  for (const name of names) await space.secrets.delete(secretName(sourceId, name))
}
