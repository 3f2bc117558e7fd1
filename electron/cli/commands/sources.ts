import { createNetworkWitness } from '../../availability/network-witness.ts'
import { probeOnce } from '../../availability/probe.ts'
import { TrousseError } from '../../contract/errors.ts'
import { localDay, toInstant } from '../../platform/clock.ts'
import { readPlatforms, readWitnessUrl, watchedServices } from '../../services/outages.ts'
import { listSources as listedSources } from '../../services/source-list.ts'
import { syncAll } from '../../services/sync-tasks.ts'
import { type ParsedArguments, readArguments } from '../arguments.ts'
import { type Command, withLook, withWorkbench } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import { printJson, say } from '../output.ts'

const NONE = { min: 0, max: 0 }

export const listSources: Command = async (words, context) => {
  const args = readArguments(words, {}, NONE)
  return withLook(args, context, async ({ space }) => {
    printJson(await listedSources(space))
    return EXIT.done
  })
}

const asId = (args: ParsedArguments, name: string): number | null => {
  const text = args.text(name)
  if (text === undefined) return null
  const value = Number(text)
  if (!Number.isInteger(value) || value <= 0) throw new UsageError(`--${name} must be a number from the lists.`)
  return value
}

/** `sync`: all servers or one; or the decision on a held synchronisation. */
export const sync: Command = async (words, context) => {
  const args = readArguments(words, { source: 'text', 'accept-held': 'text', 'refuse-held': 'text' }, NONE)
  const sourceId = asId(args, 'source')
  const accept = asId(args, 'accept-held')
  const refuse = asId(args, 'refuse-held')
  if (accept !== null && refuse !== null) throw new UsageError('Accept or refuse: one of the two.')
  return withWorkbench(args, context, async (bench) => {
    const { store } = bench.space
    const heldId = accept ?? refuse
    if (heldId !== null) {
      await bench.sync.decideHeld(heldId, accept !== null)
      printJson({ held: heldId, decision: accept !== null ? 'accepted' : 'refused' })
      return EXIT.done
    }
    let lastStep = ''
    const outcome = await syncAll(bench, sourceId, {
      signal: context.signal,
      progress: ({ step }) => {
        if (step !== undefined && step !== lastStep) say(`… ${step}`)
        lastStep = step ?? lastStep
      },
    })
    const held = outcome.outcome === 'held' ? await store.read.listHeldSyncs() : []
    printJson({ ...outcome, held })
    if (held.length === 0) return EXIT.done
    say('Trop de départs d’un coup : rien n’a été changé. Regardez la liste, puis --accept-held ou --refuse-held.')
    return EXIT.refused
  })
}

/** `status`: what is known of the servers and of the data, without changing anything. */
export const status: Command = async (words, context) => {
  const args = readArguments(words, {}, NONE)
  return withLook(args, context, async ({ space }) => {
    const { store } = space
    const now = toInstant(context.machine.clock.now())
    const services = await watchedServices(space)
    const { http, clock, ownNetworkUp } = context.machine
    const witnessUrl = () => readWitnessUrl(store)
    const network = createNetworkWitness({ interfaces: ownNetworkUp, http, clock, witnessUrl })
    const watching = await Promise.all(
      services.map(async (service) => {
        const others = services.map(({ url }) => url)
        const { state, cause, retryAfterMs } = await probeOnce({
          service,
          http,
          network,
          others,
          signal: context.signal,
        })
        // One look, without the patience of the window: what is asked is what is seen now.
        const shown = { service: service.service, state, cause, since: null, checkedAt: now }
        return { ...service, shown, retryAfterMs }
      }),
    )
    const availability = watching.map(({ role, platform, shown, retryAfterMs }) => {
      const { service, state, cause, checkedAt } = shown
      return { service, platform, role, state, cause, retryAfterMs, checkedAt }
    })
    const platforms = (await readPlatforms(space, watching)).map(({ platform, kind, state, directUrl }) => {
      return { platform, kind, state, directUrl }
    })
    const [today, sources, runs, held] = await Promise.all([
      store.read.readToday(localDay(context.machine.clock.now())),
      store.read.listSources(),
      store.read.listSyncRuns(5),
      store.read.listHeldSyncs(),
    ])
    const { pupils, guardians, classes, assignments, lastSyncAt, reach, outbox, attachments } = today
    printJson({
      platforms,
      availability,
      lastSyncAt,
      counts: { pupils, guardians, classes, assignments },
      reach,
      attachments,
      outbox,
      sources,
      held: held.map(({ id, sourceLabel, at, reasons, counts }) => ({ id, sourceLabel, at, reasons, counts })),
      lastRuns: runs,
    })
    if (sources.length === 0) say('Aucune source encore : trousse source add, ou trousse import.')
    return EXIT.done
  })
}

/** Throws `not-found` for a class that does not exist or is not named clearly. */
export async function requireClass(
  read: { findClass(nameOrId: string): Promise<{ id: number; name: string } | null> },
  name: string,
): Promise<{ id: number; name: string }> {
  const found = await read.findClass(name)
  if (found === null) throw new TrousseError('not-found', { what: 'class', name })
  return found
}
