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
import { INBOX_SETTING } from './inbox.ts'
import type { Machine } from './machine.ts'
import { FEED_ADDRESS } from './servers/ical.ts'
import { CLIENT_SECRET } from './servers/oneroster.ts'
import { readMailSettings, writeMailSettings } from './settings.ts'
import { moveSource, type StoredServer, storeSource } from './source-drivers.ts'
import { createSpace, openSpace, type Space } from './space.ts'
import { SMTP_PASSWORD } from './workbench.ts'

const PREFERRED_PORT = 47_613
const SOURCE_LABEL = 'Mon ENT (démonstration)'
const TIMETABLE_LABEL = 'Emploi du temps (démonstration)'

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
    await Promise.all([pointSourcesAt(machine, space, server), pointMailAt(space, server)])
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

/** What the invented school gives: its OneRoster service, and one teacher's timetable as a feed. */
function demoSources({ url, tokenUrl, clientId, clientSecret, icalUrl }: LaunchedDemo): readonly StoredServer[] {
  const origin = new URL(url).host
  return [
    {
      kind: 'oneroster',
      label: SOURCE_LABEL,
      isDemo: true,
      kept: { origin, config: { url, tokenUrl, clientId }, secrets: { [CLIENT_SECRET]: clientSecret } },
    },
    {
      kind: 'ical',
      label: TIMETABLE_LABEL,
      isDemo: true,
      kept: {
        origin,
        config: { url: `${new URL(icalUrl).origin}/`, system: 'other' },
        secrets: { [FEED_ADDRESS]: icalUrl },
      },
    },
  ]
}

async function pointSourcesAt(machine: Machine, space: Space, server: LaunchedDemo): Promise<void> {
  const present = await space.store.read.listSources()
  for (const source of demoSources(server)) {
    const known = present.find(({ kind, isDemo }) => isDemo && kind === source.kind)
    if (known) await moveSource(space, known.id, source.kept)
    else await storeSource(machine, space, source)
  }
}

/** The demonstration's own mail account, unless another one was tried in its place. */
async function pointMailAt({ store, secrets }: Space, { mailbox }: LaunchedDemo): Promise<void> {
  const present = await readMailSettings(store)
  if (present !== null && present.user !== mailbox.settings.user) return
  await writeMailSettings(store, mailbox.settings)
  await secrets.set(SMTP_PASSWORD, mailbox.password)
  await store.write.updateSettings({ [INBOX_SETTING]: mailbox.inbox })
}
