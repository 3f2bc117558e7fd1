/** The school every measure runs on: 2,000 pupils, 20,000 assignments, from the demonstration's own server. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNodeMachine } from '../../electron/cli/machine.ts'
import { launchDemoServer } from '../../electron/demo/launch.ts'
import type { DemoServer } from '../../electron/demo/server.ts'
import { CLIENT_SECRET } from '../../electron/services/servers/oneroster.ts'
import { storeSource } from '../../electron/services/source-drivers.ts'
import { createSpace, type Space } from '../../electron/services/space.ts'
import { createWorkbench, type Workbench } from '../../electron/services/workbench.ts'

export const BIG = { pupils: 2_000, assignments: 20_000, classes: 57 } as const
const SEED = 6_042_021

export interface BigSchool {
  /** Holds `demo/`, as the app's data folder does. */
  readonly dataFolder: string
  readonly space: Space
  readonly bench: Workbench
  readonly sourceId: number
  readonly server: DemoServer
  close(): Promise<void>
}

/** An empty demonstration space and a server with the big school; nothing synchronised yet. */
export async function openBigSchool(): Promise<BigSchool> {
  const machine = createNodeMachine()
  const dataFolder = await mkdtemp(join(tmpdir(), 'trousse-bench-'))
  const server = await launchDemoServer({ workerUrl: machine.workers.demo, seed: SEED, size: BIG })
  const { space } = await createSpace(machine, { folder: join(dataFolder, 'demo'), kind: 'demo', passphrase: null })
  const bench = await createWorkbench(machine, space)
  const { id } = await storeSource(machine, space, {
    kind: 'oneroster',
    label: 'Banc d’essai',
    isDemo: true,
    kept: {
      origin: new URL(server.url).host,
      config: { url: server.url, tokenUrl: server.tokenUrl, clientId: server.clientId },
      secrets: { [CLIENT_SECRET]: server.clientSecret },
    },
  })
  return {
    dataFolder,
    space,
    bench,
    sourceId: id,
    server,
    async close() {
      await server.stop()
      await space.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
