/** The import use case over a real space, as the terminal has it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createNodeMachine } from '../../electron/cli/machine.ts'
import type { ImportInput } from '../../electron/services/desk.ts'
import { createImports, type Imports, type PreviewRequest } from '../../electron/services/imports/imports.ts'
import { createSpace } from '../../electron/services/space.ts'
import { createWorkbench, type Workbench } from '../../electron/services/workbench.ts'
import type { FileInput } from '../../electron/sources/file-source.ts'

/** Tuesday 24 November 2026, noon in UTC. */
export const NOW = Date.UTC(2026, 10, 24, 12)
export const ASK: PreviewRequest = { part: 0, mapping: null, passphrase: null }

export interface ImportsBench {
  readonly imports: Imports
  readonly bench: Workbench
  readonly folder: string
  /** Written to the disk under a name that says nothing. */
  files(...files: readonly FileInput[]): Promise<ImportInput[]>
  /** Pupils of the school, "FAMILY Given (class)". */
  roster(): Promise<string[]>
  close(): Promise<void>
}

export async function openImportsBench(): Promise<ImportsBench> {
  const folder = await mkdtemp(join(tmpdir(), 'trousse-imports-'))
  const machine = { ...createNodeMachine(), clock: { now: () => NOW } }
  const { space } = await createSpace(machine, {
    folder: join(folder, 'own'),
    kind: 'own',
    passphrase: 'six tasses de thé froid',
  })
  const bench = await createWorkbench(machine, space)
  let count = 0
  return {
    imports: createImports(machine),
    bench,
    folder,
    files: (...files) =>
      Promise.all(
        files.map(async ({ name, bytes }) => {
          const path = join(folder, `file-${++count}`)
          await writeFile(path, bytes)
          return { name, path }
        }),
      ),
    async roster() {
      const rows = await space.store.read.readRoster(null)
      return rows.map(({ familyName, givenName, className }) => `${familyName} ${givenName} (${className})`).sort()
    },
    async close() {
      await space.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
