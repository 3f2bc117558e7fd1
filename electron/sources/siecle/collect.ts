/** Records of all the files put together, in whatever order the files and their sections come. */
import { TrousseError } from '../../contract/errors.ts'
import { foldText } from '../../domain/text-clean.ts'
import type { PlainFile } from '../../platform/unpack-files.ts'
import type { Place } from '../fault-list.ts'
import { SIECLE_RULES } from './elements.ts'
import type { Fields, XmlRecord } from './read-xml.ts'
import { readXml } from './read-xml.ts'
import type { SiecleKind } from './recognise.ts'
import { siecleKind } from './recognise.ts'

export interface Found {
  readonly fields: Fields
  readonly place: Place
}

export interface Membership {
  /** As written, with its spaces: `3 A`. */
  readonly code: string
  /** `D` division, `G` group, else empty. */
  readonly type: string
}

export interface ReadFile {
  readonly name: string
  readonly kind: SiecleKind
  readonly year: string
  /** Its declaration says another encoding than its bytes. */
  readonly contradicts: boolean
}

export interface Collected {
  readonly files: ReadFile[]
  /** UAI of the school; empty when no file gives it. */
  uai: string
  readonly pupils: Map<string, Found>
  readonly pupilsWithoutId: Place[]
  readonly memberships: Map<string, Membership[]>
  readonly persons: Map<string, Found>
  readonly links: Found[]
  /** Declared by Structures, by kind and folded code: their code as written. */
  readonly structures: Map<string, Membership>
  /** MEF code to its label. */
  readonly levels: Map<string, string>
  school: Fields | null
  year: Fields | null
  readonly dropped: Set<string>
}

/** Eight characters in real files. */
const MAX_UAI = 20

/** `3 A`, `3A` and `3 a` are one class. */
export const structureKey = (code: string): string => foldText(code).replace(/\s+/g, '')

/** Union of two readings of one record: with and without addresses, say. */
function merge(known: Found | undefined, found: Found): Found {
  return known === undefined ? found : { place: known.place, fields: new Map([...found.fields, ...known.fields]) }
}

function addMemberships(all: Collected, { fields, rows }: XmlRecord): void {
  const id = fields.get('ELEVE_ID')
  if (id === undefined) return
  const list = all.memberships.get(id) ?? []
  for (const row of rows) {
    const code = row.get('CODE_STRUCTURE')
    if (code !== undefined) list.push({ code, type: (row.get('TYPE_STRUCTURE') ?? '').toUpperCase() })
  }
  all.memberships.set(id, list)
}

function addRecord(all: Collected, record: XmlRecord, file: string): void {
  const { fields } = record
  const found: Found = { fields, place: { file, line: record.line } }
  switch (record.kind) {
    case 'pupil': {
      const id = fields.get('ELEVE_ID')
      if (id === undefined) all.pupilsWithoutId.push(found.place)
      else all.pupils.set(id, merge(all.pupils.get(id), found))
      return
    }
    case 'membership':
      addMemberships(all, record)
      return
    case 'person': {
      const id = fields.get('PERSONNE_ID')
      if (id !== undefined) all.persons.set(id, merge(all.persons.get(id), found))
      return
    }
    case 'link':
      all.links.push(found)
      return
    case 'division':
    case 'group': {
      const code = fields.get('CODE_STRUCTURE')
      const type = record.kind === 'division' ? 'D' : 'G'
      if (code !== undefined) all.structures.set(`${type}:${structureKey(code)}`, { code, type })
      return
    }
    case 'mef': {
      const label = fields.get('LIBELLE_EDITION') ?? fields.get('LIBELLE_LONG')
      const code = fields.get('CODE_MEF')
      if (code !== undefined && label !== undefined) all.levels.set(code, label)
      return
    }
    case 'school':
      all.school ??= fields
      return
    case 'year':
      all.year ??= fields
  }
}

/** The school of every file, which must be one. */
function addHeader(all: Collected, fields: Fields): string {
  const uai = (fields.get('UAJ') ?? '').toUpperCase().slice(0, MAX_UAI)
  if (all.uai === '') all.uai = uai
  else if (uai !== '' && uai !== all.uai) throw new TrousseError('file-two-schools', { first: all.uai, second: uai })
  return fields.get('ANNEE_SCOLAIRE') ?? ''
}

/**
 * @throws TrousseError `file-empty`; `file-kind-unknown` for a file that is none of SIECLE's; `file-two-schools`;
 *   and as `readXml`.
 */
export function collect(files: readonly PlainFile[]): Collected {
  const all: Collected = {
    files: [],
    uai: '',
    pupils: new Map(),
    pupilsWithoutId: [],
    memberships: new Map(),
    persons: new Map(),
    links: [],
    structures: new Map(),
    levels: new Map(),
    school: null,
    year: null,
    dropped: new Set(),
  }
  for (const file of files) {
    if (file.bytes.byteLength === 0) throw new TrousseError('file-empty', { file: file.name })
    const kind = siecleKind(file.bytes)
    if (kind === null) throw new TrousseError('file-kind-unknown', { file: file.name })
    if (kind === 'other') {
      all.files.push({ name: file.name, kind, year: '', contradicts: false })
      continue
    }
    let year = ''
    const { contradicts, dropped } = readXml(file, SIECLE_RULES, (record) => {
      if (record.kind === 'header') year = addHeader(all, record.fields)
      else addRecord(all, record, file.name)
    })
    for (const element of dropped) all.dropped.add(element)
    all.files.push({ name: file.name, kind, year, contradicts })
  }
  return all
}
