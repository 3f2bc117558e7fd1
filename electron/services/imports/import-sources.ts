/** The stored source of each kind of file, and what it remembers of the tables it has read. */
import { z } from 'zod'
import { type ImportKind, type ImportTable, rosterField, type SourceView } from '../../contract/views.ts'
import { tableSignature } from '../../domain/roster-columns.ts'
import type { Workbench } from '../workbench.ts'
import type { RememberedColumns } from './reading.ts'

/**
 * All files of a kind are one source: a list read again next month, under another name, must find the same pupils.
 * A list speaks only of its own classes, so one never removes what another brought.
 */
const IMPORT_LABELS: Readonly<Record<ImportKind, string>> = {
  'roster-file': 'Listes importées',
  siecle: 'Fichiers SIECLE',
  'oneroster-csv': 'Fichiers OneRoster',
  'ical-file': 'Calendriers importés',
  'trousse-pack': 'Packs importés',
}

/** Shapes of tables kept; a teacher meets a handful. */
const MAX_SHAPES = 50
const configSchema = z.object({ columns: z.record(z.string(), z.array(rosterField).max(300)).optional() })

const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  pronote: 'PRONOTE',
  'ecole-directe': 'École Directe',
  moodle: 'Moodle',
}

/** The source of a kind; a calendar of another program is another one, or one would empty the other. */
export async function findImportSource(
  { space }: Workbench,
  kind: ImportKind,
  system: string | null = null,
): Promise<SourceView | undefined> {
  for (const source of await space.store.read.listSources()) {
    if (source.kind !== kind) continue
    if (system === null) return source
    if ((await space.store.read.readSource(source.id))?.config.system === system) return source
  }
  return undefined
}

/** How the source is called the first time. */
export function importLabel(kind: ImportKind, system: string | null): string {
  const name = system === null ? undefined : SYSTEM_NAMES[system]
  return name === undefined ? IMPORT_LABELS[kind] : `${IMPORT_LABELS[kind]} (${name})`
}

export async function rememberedColumns(bench: Workbench): Promise<RememberedColumns> {
  const source = await findImportSource(bench, 'roster-file')
  const record = source && (await bench.space.store.read.readSource(source.id))
  const config = configSchema.safeParse(record?.config ?? {})
  return config.success ? (config.data.columns ?? {}) : {}
}

/** The next file with the same titles is read the same way. Not its class: last month's is another one's. */
export async function rememberColumns(bench: Workbench, sourceId: number, table: ImportTable): Promise<void> {
  const known = await rememberedColumns(bench)
  const signature = tableSignature(table.headers)
  if (JSON.stringify(known[signature]) === JSON.stringify(table.mapping.columns)) return
  const { [signature]: _former, ...others } = known
  const entries = [...Object.entries(others).slice(1 - MAX_SHAPES), [signature, table.mapping.columns] as const]
  const config = (await bench.space.store.read.readSource(sourceId))?.config ?? {}
  await bench.space.store.write.updateSource(sourceId, { config: { ...config, columns: Object.fromEntries(entries) } })
}
