/**
 * The demonstration: its own folder, its own key (published, for invented data) and the invented school's
 * server, started in a worker. The server's port changes from start to start, so the source is told anew.
 */
import { rm } from 'node:fs/promises'
import { toErrorShape } from '../contract/errors.ts'
import type { SchoolSize } from '../demo/generator.ts'
import { type LaunchedDemo, launchDemoServer } from '../demo/launch.ts'
import { localDay } from '../platform/clock.ts'
import { hasVault } from '../vault/keyring.ts'
import type { Machine } from './machine.ts'
import { readMailSettings, writeMailSettings } from './settings.ts'
import { storeOneRosterSource } from './source-drivers.ts'
import { createSpace, openSpace, type Space } from './space.ts'
import { SMTP_PASSWORD } from './workbench.ts'

const PREFERRED_PORT = 47_613
const SOURCE_LABEL = 'Mon ENT (démonstration)'

/** Opens the demonstration's space, or makes it; nothing of a server is needed for that. */
export const openDemoSpace = (machine: Machine, folder: string): Promise<Space> => openOrMake(machine, folder)

/**
 * Starts the invented school's server and mail account and points the space at them. Rejects when the thread
 * cannot start; the space then works like any other whose ENT is down.
 */
export async function startDemo(machine: Machine, space: Space, size: SchoolSize | null): Promise<LaunchedDemo> {
  const server = await launchDemoServer({
    workerUrl: machine.workers.demo,
    // The same address from start to start keeps the source's conditional requests useful.
    port: PREFERRED_PORT,
    anyPortIfTaken: true,
    ...(size ? { size } : {}),
    today: localDay(machine.clock.now()),
  })
  try {
    await Promise.all([pointSourceAt(machine, space, server), pointMailAt(space, server)])
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function openOrMake(machine: Machine, folder: string): Promise<Space> {
  const make = async () => (await createSpace(machine, { folder, kind: 'demo', passphrase: null })).space
  if (!(await hasVault(folder))) return make()
  try {
    return await openSpace(machine, { folder })
  } catch (error) {
    if (toErrorShape(error).code === 'store-busy') throw error
    // It holds nothing of the teacher's: what no longer opens is made again.
    await rm(folder, { recursive: true, force: true })
    return make()
  }
}

async function pointSourceAt(machine: Machine, space: Space, server: LaunchedDemo): Promise<void> {
  const config = { url: server.url, tokenUrl: server.tokenUrl, clientId: server.clientId }
  const [source] = await space.store.read.listSources()
  if (source) {
    await space.store.write.updateSource(source.id, { config })
    return
  }
  await storeOneRosterSource(machine, space, {
    label: SOURCE_LABEL,
    config,
    clientSecret: server.clientSecret,
    isDemo: true,
  })
}

/** The demonstration's own mail account, unless another one was tried in its place. */
async function pointMailAt({ store, secrets }: Space, { mailbox }: LaunchedDemo): Promise<void> {
  const present = await readMailSettings(store)
  if (present !== null && present.user !== mailbox.settings.user) return
  await writeMailSettings(store, mailbox.settings)
  await secrets.set(SMTP_PASSWORD, mailbox.password)
}
