/**
 * The class that a teacher's pack carries, from its `roster.csv`: one line per pupil, the columns that
 * `packs/roster-table.ts` writes, in the pack's language. The pack was verified before; its text is still a
 * stranger's and is cleaned like any file's.
 */
import { parse } from 'csv-parse/sync'
import { TrousseError } from '../../contract/errors.ts'
import type {
  EnrolmentRecord,
  GuardianshipRecord,
  PersonRecord,
  Relationship,
  SnapshotRecord,
} from '../../contract/snapshot.ts'
import {
  normaliseEmail,
  normalisePhone,
  splitEmails,
  splitPhones,
  uniqueContacts,
} from '../../domain/contact-normalise.ts'
import { splitFullName } from '../../domain/person-names.ts'
import { parseBirthDate } from '../../domain/roster-dates.ts'
import { cleanText, cutText, foldText } from '../../domain/text-clean.ts'
import type { FileFault, FileReading } from '../file-source.ts'
import { packClass } from './read-work.ts'
import { type PackWords, packWords } from './words.ts'

export interface PackRoster {
  /** Name of the pack's file, for the report. */
  readonly file: string
  readonly csv: Uint8Array
  readonly locale: 'fr' | 'en'
  readonly className: string
  /** ISO date: births after it are reported. */
  readonly today: string
}

const MAX_NAME = 120
const MAX_ID = 500
const MAX_CONTACTS = 20
/** Columns of the pupil, then five for each guardian. */
const PUPIL_COLUMNS = 6
const GUARDIAN_COLUMNS = 5

const id = (...parts: string[]): string => cutText(parts.join(':'), MAX_ID)
/** A pack's writer puts an apostrophe before what a spreadsheet would run: it is not the cell's. */
const cellOf = (row: readonly string[], index: number): string =>
  cleanText((row[index] ?? '').replace(/^'(?=[\s=+\-@\t\r])/, ''))

interface Cursor {
  readonly file: string
  readonly line: number
  readonly about: string
  readonly faults: FileFault[]
}

function fault(at: Cursor, field: string, verdict: FileFault['verdict'], reason: string): void {
  at.faults.push({ file: at.file, line: at.line, field, verdict, reason, about: at.about })
}

function contactsOf(phones: string, emails: string, at: Cursor): PersonRecord['contactPoints'] {
  const points: PersonRecord['contactPoints'] = []
  for (const text of splitPhones(phones)) {
    const phone = normalisePhone(text)
    if (phone === null) fault(at, 'phone', 'doubtful', 'phone-invalid')
    else points.push({ kind: 'phone', value: phone.value })
  }
  for (const text of splitEmails(emails)) {
    const value = normaliseEmail(text)
    if (value === null) fault(at, 'email', 'doubtful', 'email-invalid')
    else points.push({ kind: 'email', value })
  }
  return uniqueContacts(points).slice(0, MAX_CONTACTS)
}

/** Where the level is not written, the person is a legal guardian: packs note every other level. */
function levelOf(notes: readonly string[], words: PackWords): 1 | 2 | 3 {
  if (notes.includes(words.level[3])) return 3
  return notes.includes(words.level[2]) ? 2 : 1
}

function readGuardian(
  row: readonly string[],
  start: number,
  pupilId: string,
  words: PackWords,
  at: Cursor,
): { person: PersonRecord; link: GuardianshipRecord } | null {
  const [name = '', relation = '', phones = '', emails = '', note = ''] = Array.from(
    { length: GUARDIAN_COLUMNS },
    (_, index) => cellOf(row, start + index),
  )
  if (name === '') return null
  const { familyName, givenName } = splitFullName(name)
  const contactPoints = contactsOf(phones, emails, at)
  const folded = foldText(name)
  // The same name with the same address is one person for brothers and sisters; a name alone is not.
  const first = contactPoints[0]?.value
  const externalId = first === undefined ? id('guardian', pupilId, folded) : id('guardian', folded, first)
  const notes = note.split(', ').map((part) => part.trim())
  const courtBlock = notes.includes(words.doNotContact)
  const relationship = words.relationships.get(relation) ?? ('other' satisfies Relationship)
  return {
    person: {
      entity: 'person',
      externalId,
      role: 'guardian',
      familyName: cutText(familyName, MAX_NAME),
      givenName: cutText(givenName, MAX_NAME),
      contactPoints,
      guardianships: [],
    },
    link: {
      guardianExternalId: externalId,
      // Of someone a court keeps away the pack says nothing else: the least is believed.
      level: courtBlock ? 3 : levelOf(notes, words),
      relationship,
      authority: !courtBlock && !notes.includes(words.noAuthority),
      courtBlock,
      primary: false,
    },
  }
}

/**
 * @throws TrousseError `pack-damaged` when the table is not one that Trousse writes, `file-nothing-usable`.
 */
export function readPackRoster(roster: PackRoster): FileReading {
  const [header = [], ...rows] = readRows(roster.csv)
  const words = packWords(roster.locale)
  if (header.slice(0, PUPIL_COLUMNS).join('\n') !== words.rosterColumns.join('\n')) {
    throw new TrousseError('pack-damaged', { file: 'roster.csv' })
  }
  const schoolClass = packClass(roster.className)
  const classId = schoolClass.externalId
  const people = new Map<string, PersonRecord>()
  const enrolments: EnrolmentRecord[] = []
  const faults: FileFault[] = []
  let complete = true
  for (const [index, row] of rows.entries()) {
    const familyName = cutText(cellOf(row, 0), MAX_NAME)
    const givenName = cutText(cellOf(row, 1), MAX_NAME)
    const at = { file: roster.file, line: index + 2, about: `${familyName} ${givenName}`.trim(), faults }
    if (familyName === '' && givenName === '') {
      fault(at, 'familyName', 'refused', 'name-missing')
      complete = false
      continue
    }
    const birth = parseBirthDate(cellOf(row, 2), roster.today)
    if (birth.kind === 'problem') fault(at, 'birthDate', 'doubtful', birth.problem)
    const birthDate = birth.kind === 'date' ? birth.iso : null
    const pupilId = uniqueId(id('pupil', foldText(`${familyName} ${givenName}`), birthDate ?? classId), people)
    const guardianships: GuardianshipRecord[] = []
    for (let start = PUPIL_COLUMNS; start < header.length; start += GUARDIAN_COLUMNS) {
      const guardian = readGuardian(row, start, pupilId, words, at)
      if (guardian === null) continue
      people.set(guardian.person.externalId, guardian.person)
      guardianships.push({ ...guardian.link, primary: guardianships.length === 0 })
    }
    people.set(pupilId, {
      entity: 'person',
      externalId: pupilId,
      role: 'pupil',
      familyName,
      givenName,
      ...(birthDate === null ? {} : { birthDate }),
      contactPoints: contactsOf(cellOf(row, 4), cellOf(row, 5), at),
      guardianships: guardianships.slice(0, MAX_CONTACTS),
    })
    enrolments.push({
      entity: 'enrolment',
      externalId: id('enrolment', classId, pupilId),
      classExternalId: classId,
      personExternalId: pupilId,
      role: 'pupil',
    })
  }
  if (enrolments.length === 0) throw new TrousseError('file-nothing-usable', { file: roster.file })
  const records: SnapshotRecord[] = [schoolClass, ...people.values(), ...enrolments]
  return {
    records,
    // Of its members it says everything; of its work and hours, what a colleague chose to give.
    coverage: { kind: 'classes', classExternalIds: complete ? [classId] : [], lists: 'members' },
    faults,
    dropped: [],
    ignored: {},
  }
}

/** Namesakes without a birth date stay two pupils: a pack lists each person once. */
function uniqueId(base: string, people: ReadonlyMap<string, unknown>): string {
  for (let copy = 1; ; copy++) {
    const candidate = copy === 1 ? base : id(base, String(copy))
    if (!people.has(candidate)) return candidate
  }
}

function readRows(csv: Uint8Array): string[][] {
  try {
    return parse(Buffer.from(csv), { bom: true, delimiter: ';', relax_column_count: false })
  } catch (error) {
    throw new TrousseError('pack-damaged', { file: 'roster.csv' }, { cause: error })
  }
}
