/** The files of an export, told apart and opened, with what the manifest says of each. */
import { TrousseError } from '../../contract/errors.ts'
import type { PlainFile } from '../../platform/unpack-files.ts'
import type { FaultList, IgnoredCount } from '../fault-list.ts'
import type { Part } from './parts.ts'
import { fileNameOf, PARTS, partOfHeader, partOfName } from './parts.ts'
import type { Table } from './read-table.ts'
import { headerOf, isPassword, readTable } from './read-table.ts'
import type { Ignored, Reason } from './reasons.ts'

/** `unknown`: no manifest, or one that does not say. */
export type Mode = 'bulk' | 'delta' | 'unknown'

export interface Export {
  readonly tables: ReadonlyMap<Part, readonly Table[]>
  /** Of the parts that are there. */
  readonly modes: ReadonlyMap<Part, Mode>
  readonly dropped: readonly string[]
}

/** Without these a roster cannot be made; a delta may leave any of them out. */
const MANDATORY: readonly Part[] = ['users', 'classes', 'enrollments']
const NEEDED_COLUMNS: Readonly<Partial<Record<Part, readonly string[]>>> = {
  users: ['sourcedId'],
  classes: ['sourcedId'],
  enrollments: ['classSourcedId', 'userSourcedId', 'role'],
  lineItems: ['sourcedId', 'classSourcedId'],
  roles: ['userSourcedId', 'role'],
}
/** All that is read of demographics; the rest is origin and birth place. */
const KEPT_DEMOGRAPHICS = new Set(['sourcedid', 'usersourcedid', 'status', 'datelastmodified', 'birthdate'])
/** Enough for any header row. */
const HEAD_BYTES = 8192

/** Property -> value, both folded; a property named after what every object has is only a key of a map. */
function readManifest(tables: readonly Table[]): Map<string, string> {
  const properties = new Map<string, string>()
  for (const { rows } of tables) {
    for (const row of rows) properties.set(row.get('propertyname').toLowerCase(), row.get('value').toLowerCase())
  }
  return properties
}

function modeOf(declared: string | undefined): Mode {
  return declared === 'bulk' || declared === 'delta' ? declared : 'unknown'
}

/** A name the specification knows holds whatever its header says, so that a broken header is told and not passed over. */
function partOf(file: PlainFile): Part | null {
  return partOfHeader(headerOf(file.bytes.subarray(0, HEAD_BYTES))) ?? partOfName(file.name)
}

function droppedOf(part: Part, { labels, rows }: Table): string[] {
  if (rows.length === 0) return []
  return labels.filter((label) => {
    const key = label.trim().toLowerCase()
    if (key === '') return false
    return isPassword(label) || key === 'pronouns' || (part === 'demographics' && !KEPT_DEMOGRAPHICS.has(key))
  })
}

function checkColumns(part: Part, table: Table): void {
  for (const field of NEEDED_COLUMNS[part] ?? []) {
    if (!table.columns.has(field.toLowerCase())) {
      throw new TrousseError('file-field-missing', { file: table.file, field })
    }
  }
}

/**
 * @throws TrousseError `file-empty`, `file-damaged` with file and line, `file-field-missing` with the column,
 *   `file-part-missing` with the name of the file, `file-kind-unknown` when nothing here is OneRoster.
 */
export function loadExport(
  files: readonly PlainFile[],
  faults: FaultList<Reason>,
  ignored: IgnoredCount<Ignored>,
): Export {
  const tables = new Map<Part, Table[]>()
  for (const file of files) {
    const part = partOf(file)
    if (part === null) {
      ignored.add('other-file')
      continue
    }
    if (file.bytes.byteLength === 0) throw new TrousseError('file-empty', { file: file.name })
    const table = readTable(file)
    checkColumns(part, table)
    if (table.notUtf8) faults.add({ file: file.name, line: null }, 'doubtful', 'encoding-contradicts')
    tables.set(part, [...(tables.get(part) ?? []), table])
  }
  if (tables.size === 0) throw new TrousseError('file-kind-unknown', { file: files[0]?.name ?? '' })
  const modes = settleModes(tables, faults)
  const dropped = [...tables].flatMap(([part, list]) => list.flatMap((table) => droppedOf(part, table)))
  return { tables, modes, dropped: [...new Set(dropped)] }
}

function settleModes(tables: ReadonlyMap<Part, readonly Table[]>, faults: FaultList<Reason>): Map<Part, Mode> {
  const manifestTables = tables.get('manifest')
  const properties = readManifest(manifestTables ?? [])
  const declared = (part: Part) => properties.get(`file.${part.toLowerCase()}`)
  const manifest = { file: manifestTables?.[0]?.file ?? fileNameOf('manifest'), line: null }
  if (manifestTables === undefined) faults.add(manifest, 'doubtful', 'manifest-missing')
  const modes = new Map<Part, Mode>()
  for (const part of PARTS) {
    if (part === 'manifest') continue
    const mode = declared(part)
    if (tables.has(part)) {
      modes.set(part, modeOf(mode))
      if (mode === 'absent') faults.add(manifest, 'doubtful', 'manifest-disagrees', `file.${part}`)
    } else if (mode === 'bulk' || mode === 'delta') {
      throw new TrousseError('file-part-missing', { file: fileNameOf(part) })
    }
  }
  const anyDelta = [...modes.values()].includes('delta')
  const missing = anyDelta ? undefined : MANDATORY.find((part) => !tables.has(part))
  if (missing !== undefined) throw new TrousseError('file-part-missing', { file: fileNameOf(missing) })
  const usersSayRole = tables.get('users')?.every((table) => table.columns.has('role')) ?? true
  if (!usersSayRole && !tables.has('roles') && !anyDelta) {
    throw new TrousseError('file-part-missing', { file: fileNameOf('roles') })
  }
  return modes
}
