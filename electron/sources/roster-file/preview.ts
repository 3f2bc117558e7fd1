/** What a file would change, line by line, before anything is applied: doubtful and refused lines first. */
import type { SnapshotRecord } from '../../contract/snapshot.ts'
import type { ImportPreview, ImportRow } from '../../contract/views.ts'
import type { KnownRecord } from '../../domain/roster-diff.ts'
import { recordKey } from '../../domain/roster-diff.ts'
import type { ParsedLine } from './parse.ts'
import { isDoubtful, isRefused } from './parse.ts'
import type { RosterFile } from './read-roster.ts'

type Verdict = ImportRow['verdict']
const ORDER: Readonly<Record<Verdict, number>> = { refused: 0, doubtful: 1, new: 2, changed: 3, unchanged: 4 }

/** SHA-256 in hex of `canonicalJson(record)`, as the store computes it. */
export type HashRecord = (record: SnapshotRecord) => string

function verdictOf(
  line: ParsedLine,
  keys: readonly string[],
  known: ReadonlyMap<string, KnownRecord>,
  hashes: ReadonlyMap<string, string>,
): Verdict {
  if (isRefused(line)) return 'refused'
  if (isDoubtful(line)) return 'doubtful'
  const [pupil = '', ...others] = keys
  if (!known.has(pupil)) return 'new'
  const same = [pupil, ...others].every((key) => {
    const before = known.get(key)
    return before?.active === true && before.hash === hashes.get(key)
  })
  return same ? 'unchanged' : 'changed'
}

const contactsOf = (line: ParsedLine): number =>
  line.contactPoints.length + line.guardians.reduce((sum, guardian) => sum + guardian.contactPoints.length, 0)

/**
 * @param known what the source gave before (`ReadStore.knownRecords`); empty for a new source.
 */
export function buildPreview(file: RosterFile, known: Iterable<KnownRecord>, hashRecord: HashRecord): ImportPreview {
  const before = new Map([...known].map((record) => [recordKey(record.entity, record.externalId), record]))
  const hashes = new Map(
    file.records.map((record) => [recordKey(record.entity, record.externalId), hashRecord(record)]),
  )
  const rows = file.lines.map(
    (line): ImportRow => ({
      line: line.line,
      verdict: verdictOf(line, file.keysByLine.get(line.line) ?? [], before, hashes),
      reasons: line.reasons.map(({ reason, field }) => ({ reason, field })),
      familyName: line.familyName,
      givenName: line.givenName,
      birthDate: line.birthDate,
      className: line.className,
      contacts: contactsOf(line),
    }),
  )
  const counts = { new: 0, changed: 0, unchanged: 0, doubtful: 0, refused: 0 }
  for (const row of rows) counts[row.verdict]++
  return {
    fileName: file.fileName,
    encoding: file.encoding,
    delimiter: file.delimiter,
    sheets: [...file.sheets],
    headers: [...file.headers],
    mapping: file.mapping,
    classNeeded: file.classNeeded,
    droppedColumns: [...file.droppedColumns],
    ignoredLines: [...file.ignoredLines],
    counts,
    rows: rows.sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict] || a.line - b.line),
  }
}
