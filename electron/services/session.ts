/**
 * An open space at work: its services, its running tasks, the watch over its servers, the next automatic
 * synchronisation and, in the demonstration, the invented school's own server.
 */
import { type AvailabilityMonitor, createAvailabilityMonitor } from '../availability/monitor.ts'
import { createNetworkWitness, type NetworkWitness } from '../availability/network-witness.ts'
import type { EventName } from '../contract/channel-names.ts'
import { TrousseError } from '../contract/errors.ts'
import type { EventPayload, StalePart } from '../contract/events.ts'
import { isServerKind, type TaskView } from '../contract/views.ts'
import type { LaunchedDemo } from '../demo/launch.ts'
import { MAILBOX_CERTIFICATE } from '../demo/mailbox-certificate.ts'
import { sleep } from '../platform/clock.ts'
import { createSyncScheduler, type SyncScheduler } from '../sync/scheduler.ts'
import { type Captures, createCaptures } from './captures/captures.ts'
import { demoWebSpaces } from './captures/demo-spaces.ts'
import { clearDownloadParts } from './download-parts.ts'
import { clearRemovedWork } from './handed-in/clear.ts'
import { createInbox, type Inbox } from './inbox.ts'
import type { Machine } from './machine.ts'
import { createMailAccount, type MailAccount } from './mail-account.ts'
import { forgetThrown } from './messages/files.ts'
import { readWitnessUrl, watchedServices } from './outages.ts'
import { createSending, type Sending } from './sending.ts'
import { readStoredSettings } from './settings.ts'
import type { Space } from './space.ts'
import { syncAll } from './sync-tasks.ts'
import { createTaskRegistry, type TaskControls, type TaskRegistry } from './tasks.ts'
import { createWorkbench, type Workbench } from './workbench.ts'

export type Emit = <E extends EventName>(event: E, payload: EventPayload<E>) => void

export interface Session extends Workbench {
  readonly tasks: TaskRegistry
  readonly monitor: AvailabilityMonitor
  readonly network: NetworkWitness
  readonly sending: Sending
  readonly inbox: Inbox
  readonly mail: MailAccount
  readonly captures: Captures
  /** The invented school's server, once it runs; null in the teacher's own space. */
  readonly demo: Promise<LaunchedDemo> | null
  /** Tells the window what a change made stale. */
  changed(...parts: StalePart[]): void
  /** Synchronises one source, or all, as a task; returns its id. Throws `sync-running` while one runs. */
  startSync(sourceId: number | null): string
  close(): Promise<void>
}

/** Everything a synchronisation may touch. */
const SYNC_PARTS = ['people', 'classes', 'assignments', 'sources', 'held'] as const

export async function openSession(
  machine: Machine,
  space: Space,
  options: { readonly emit: Emit; readonly startDemo: (() => Promise<LaunchedDemo>) | null },
): Promise<Session> {
  const { emit, startDemo } = options
  const bench = await createWorkbench(machine, space, {
    quietHours: true,
    ...(startDemo ? { extraAuthority: MAILBOX_CERTIFICATE } : {}),
  })
  if (space.use === 'work') {
    await clearRemovedWork(machine, space)
    await clearDownloadParts(machine, space)
  }
  const changed = (...parts: StalePart[]) => {
    emit('changed', { parts })
    // Another period, another source: the automatic synchronisation is planned anew.
    if (parts.includes('settings') || parts.includes('sources')) scheduler.replan()
    if (parts.includes('settings')) inbox.settingsChanged()
  }
  const tasks = createTaskRegistry({
    clock: machine.clock,
    log: machine.log,
    newId: machine.newId,
    tell: (task: TaskView) => emit('task', task),
  })
  const sending = createSending(machine, { bench, tasks, changed })
  const inbox = createInbox(machine, {
    space,
    tasks,
    changed,
    doors: bench.doors,
  })
  const mail = createMailAccount(machine, bench, bench.doors)
  const network = createNetworkWitness({
    interfaces: machine.ownNetworkUp,
    http: machine.http,
    clock: machine.clock,
    witnessUrl: () => readWitnessUrl(space.store),
  })
  const monitor = createAvailabilityMonitor({
    services: () => watchedServices(space),
    http: machine.http,
    clock: machine.clock,
    random: machine.random,
    network,
    idle: () => !machine.someoneLooks(),
    record: (sample) => space.store.write.recordAvailability(sample),
    onChange: (availability) => emit('availability', [...availability]),
    initial: await space.store.read.latestAvailability(),
    log: machine.log,
  })

  const startSync = (sourceId: number | null): string => {
    if (tasks.isRunning('sync')) throw new TrousseError('sync-running')
    const work = async (controls: TaskControls) => {
      try {
        return await syncAll(bench, sourceId, controls)
      } finally {
        changed(...SYNC_PARTS)
        // A synchronisation has just spoken to the servers: what it learned shows at once.
        void monitor.checkNow().catch(() => {})
      }
    }
    return tasks.start('sync', '', work, { again: () => startSync(sourceId), afterCancel: true })
  }

  const scheduler: SyncScheduler = createSyncScheduler({
    clock: machine.clock,
    random: machine.random,
    log: machine.log,
    sources: async () => (await space.store.read.listSources()).filter(({ kind }) => isServerKind(kind)),
    settings: async () => {
      const { syncEveryHours: everyHours, holidayPause } = await readStoredSettings(space.store)
      return { everyHours, holidayPause }
    },
    run: async (sourceId) => {
      if (!tasks.isRunning('sync')) await tasks.finished(startSync(sourceId))
    },
  })

  let launched: LaunchedDemo | null = null
  const captures = createCaptures(machine, {
    bench,
    tasks,
    changed,
    suggestions: async () => (launched ? demoWebSpaces(launched.webUrl) : []),
  })

  // Last: nothing above waits for the network, and neither does the window.
  scheduler.start()
  void forgetThrown(space).catch(() => machine.log.warn('messages.forget-failed'))
  // The demonstration's mail server has another port at each start: nothing leaves before it is known.
  if (startDemo === null) sending.wakeAll()
  monitor.start()
  // In the demonstration answers come when they are asked for: what is shown there waits for nobody.
  if (startDemo === null) inbox.start()
  const demo = startDemo && afterTheWindow(startDemo)
  // On this computer nobody is burdened by a probe at once; a real ENT is asked in its turn, or by the teacher.
  demo?.then(
    (server) => {
      launched = server
      sending.wakeAll()
      changed('captures')
      return monitor.checkNow()
    },
    () => machine.log.error('demonstration server did not start'),
  )
  return {
    ...bench,
    tasks,
    monitor,
    network,
    sending,
    inbox,
    mail,
    captures,
    demo,
    changed,
    startSync,
    async close() {
      scheduler.stop()
      sending.stop()
      inbox.stop()
      captures.stop()
      await monitor.stop()
      await tasks.shutdown()
      await demo?.then(
        (server) => server.stop(),
        () => {},
      )
      await space.close()
    },
  }
}

/** The window is on screen first: making a school takes a whole core for a moment. */
const WINDOW_FIRST_MS = 1_500

const afterTheWindow = <T>(work: () => Promise<T>): Promise<T> => sleep(WINDOW_FIRST_MS).then(work)
