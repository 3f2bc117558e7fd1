import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { importPreviewSchema } from '../../electron/contract/views.ts'
import { canonicalJson } from '../../electron/domain/record-hash.ts'
import type { KnownRecord } from '../../electron/domain/roster-diff.ts'
import { buildPreview, type HashRecord } from '../../electron/services/imports/preview.ts'
import { fromRoster } from '../../electron/services/imports/to-reading.ts'
import type { RosterFile } from '../../electron/sources/roster-file/read-roster.ts'
import { lines, read } from '../helpers/sources-files.ts'

const hashRecord: HashRecord = (record) => createHash('sha256').update(canonicalJson(record)).digest('hex')
const knownOf = (file: RosterFile, active = true): KnownRecord[] =>
  file.records.map((record) => ({
    entity: record.entity,
    externalId: record.externalId,
    hash: hashRecord(record),
    active,
  }))

const PLAN = { verdict: 'apply' as const, refusal: null, leaving: 0, leavers: [], joined: 0 }
const previewOf = (file: RosterFile, known: KnownRecord[]) => buildPreview(fromRoster(file), known, PLAN, hashRecord)

const before = lines(
  'Élèves;Né(e) le;Classe;Mail parents',
  'MARTIN Louise;12/05/2012;6A;a@example.org',
  'NOIRET Jean;03/11/2012;6A;b@example.org',
)
const after = lines(
  'Élèves;Né(e) le;Classe;Mail parents',
  'MARTIN Louise;12/05/2012;6A;a@example.org',
  'NOIRET Jean;03/11/2012;6A;new@example.org',
  'PETIT Zoé;01/02/2012;6A;',
  'roux léo;01/03/2012;6A;',
  '=1+1;01/03/2012;6A;',
)

describe('a preview', () => {
  it('says line by line what would change, what is doubtful and refused first', () => {
    const preview = previewOf(read(after), knownOf(read(before)))
    expect(importPreviewSchema.parse(preview)).toEqual(preview)
    expect(preview.rows.map(({ line, verdict }) => [line, verdict])).toEqual([
      [6, 'refused'],
      [5, 'doubtful'],
      [4, 'new'],
      [3, 'changed'],
      [2, 'unchanged'],
    ])
    expect(preview.counts).toEqual({ new: 1, changed: 1, unchanged: 1, doubtful: 1, refused: 1 })
    expect(preview.rows[0]?.reasons[0]).toEqual({ reason: 'not-a-name', field: 'fullName' })
  })

  it('of a first import is all new', () => {
    expect(previewOf(read(before), []).counts).toMatchObject({ new: 2, changed: 0 })
  })

  it('of somebody who comes back is a change', () => {
    expect(previewOf(read(before), knownOf(read(before), false)).counts).toMatchObject({ changed: 2 })
  })
})
