/** What each reader gives, brought to one shape: rows to look at, records to apply. Pure. */
import type { PersonRecord, SnapshotRecord } from '../../contract/snapshot.ts'
import type { ImportKind } from '../../contract/views.ts'
import { recordKey } from '../../domain/roster-diff.ts'
import type { FileFault, FileReading } from '../../sources/file-source.ts'
import { isDoubtful, isRefused, type ParsedLine } from '../../sources/roster-file/parsed-line.ts'
import type { RosterFile } from '../../sources/roster-file/read-roster.ts'
import type { ImportReading, ReadRow } from './reading.ts'

const contactsOf = (line: ParsedLine): number =>
  line.contactPoints.length + line.guardians.reduce((sum, guardian) => sum + guardian.contactPoints.length, 0)

/** A table: one row per line, each with what it gave. */
export function fromRoster(file: RosterFile): ImportReading {
  const rows = file.lines.map(
    (line, index): ReadRow => ({
      file: file.sheetOf[index] ?? '',
      line: line.line,
      problem: isRefused(line) ? 'refused' : isDoubtful(line) ? 'doubtful' : null,
      reasons: line.reasons.map(({ reason, field }) => ({ reason, field })),
      familyName: line.familyName,
      givenName: line.givenName,
      birthDate: line.birthDate,
      className: line.className,
      contacts: contactsOf(line),
      keys: file.keys[index] ?? [],
    }),
  )
  return {
    kind: 'roster-file',
    files: [file.fileName],
    table: {
      encoding: file.encoding,
      delimiter: file.delimiter,
      sheets: [...file.sheets],
      headers: [...file.headers],
      mapping: file.mapping,
      remembered: file.remembered,
    },
    classNeeded: file.classNeeded,
    records: file.records,
    coverage: file.coverage,
    rows,
    dropped: file.droppedColumns,
    ignoredLines: file.ignoredLines,
    ignored: file.ignored,
    system: null,
  }
}

/** Any other kind: what is wrong with the files first, then each pupil they hold. */
export function fromReading(
  kind: ImportKind,
  files: readonly { readonly name: string }[],
  reading: FileReading & { readonly system?: string },
): ImportReading {
  const many = files.length > 1
  return {
    kind,
    files: files.map(({ name }) => name),
    table: null,
    classNeeded: false,
    records: reading.records,
    coverage: reading.coverage,
    rows: [...reading.faults.map((fault) => faultRow(fault, many)), ...pupilRows(reading.records)],
    dropped: reading.dropped,
    ignoredLines: [],
    ignored: reading.ignored,
    system: reading.system ?? null,
  }
}

const faultRow = (fault: FileFault, many: boolean): ReadRow => ({
  file: many ? fault.file : '',
  line: fault.line,
  problem: fault.verdict,
  reasons: [{ reason: fault.reason, field: fault.field }],
  familyName: fault.about,
  givenName: '',
  birthDate: null,
  className: null,
  contacts: 0,
  keys: [],
})

function pupilRows(records: readonly SnapshotRecord[]): ReadRow[] {
  const classNames = new Map<string, string>()
  const people = new Map<string, PersonRecord>()
  for (const record of records) {
    if (record.entity === 'class' && record.kind === 'class') classNames.set(record.externalId, record.name)
    if (record.entity === 'person') people.set(record.externalId, record)
  }
  const classOf = new Map<string, string>()
  const enrolmentKeys = new Map<string, string[]>()
  for (const record of records) {
    if (record.entity !== 'enrolment') continue
    const name = classNames.get(record.classExternalId)
    if (name !== undefined && !classOf.has(record.personExternalId)) classOf.set(record.personExternalId, name)
    const keys = enrolmentKeys.get(record.personExternalId) ?? []
    keys.push(recordKey('enrolment', record.externalId))
    enrolmentKeys.set(record.personExternalId, keys)
  }
  const rows: ReadRow[] = []
  for (const person of people.values()) {
    if (person.role !== 'pupil') continue
    const guardians = person.guardianships.map((link) => people.get(link.guardianExternalId))
    rows.push({
      file: '',
      line: null,
      problem: null,
      reasons: [],
      familyName: person.familyName,
      givenName: person.givenName,
      birthDate: person.birthDate ?? null,
      className: classOf.get(person.externalId) ?? null,
      contacts: guardians.reduce(
        (sum, guardian) => sum + (guardian?.contactPoints.length ?? 0),
        person.contactPoints.length,
      ),
      keys: [
        recordKey('person', person.externalId),
        ...person.guardianships.map((link) => recordKey('person', link.guardianExternalId)),
        ...(enrolmentKeys.get(person.externalId) ?? []),
      ],
    })
  }
  return rows
}
