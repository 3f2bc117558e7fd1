/**
 * Lines of a file to records. A file gives no ids: they are made from what is written, folded, so that the same
 * list read next month gives the same ids. Two families are never joined on a name alone.
 */
import type {
  ClassRecord,
  ContactPointRecord,
  EnrolmentRecord,
  GuardianshipRecord,
  PersonRecord,
  SnapshotCoverage,
  SnapshotRecord,
} from '../../contract/snapshot.ts'
import { uniqueContacts } from '../../domain/contact-normalise.ts'
import { recordKey } from '../../domain/roster-diff.ts'
import { classKey, cutText, foldText } from '../../domain/text-clean.ts'
import { isRefused, type LineReason, type ParsedGuardian, type ParsedLine } from './parsed-line.ts'
import { rememberTexts } from './remember-texts.ts'

export interface BuiltRecords {
  readonly records: readonly SnapshotRecord[]
  readonly coverage: SnapshotCoverage
  /** For each line, the keys (`recordKey`) of the records it gave, its pupil first; none for a refused one. */
  readonly keys: readonly (readonly string[])[]
  /** Lines with what was found only by looking at all of them. */
  readonly lines: readonly ParsedLine[]
}

const MAX_CONTACTS = 20
const MAX_NAME = 120
const MAX_ID = 500

const id = (text: string): string => cutText(text, MAX_ID)
const sameContacts = (a: readonly ContactPointRecord[], b: readonly ContactPointRecord[]): boolean =>
  a.length === 0 || b.length === 0 || a.some((point) => b.some((other) => other.value === point.value))
const contactsOfLine = (line: ParsedLine): ContactPointRecord[] => [
  ...line.contactPoints,
  ...line.guardians.flatMap((guardian) => guardian.contactPoints),
]

/** @param found without doubles, as lines are. */
function withContacts(known: PersonRecord | undefined, found: readonly ContactPointRecord[]): ContactPointRecord[] {
  const points = known === undefined ? found : uniqueContacts([...known.contactPoints, ...found])
  return points.slice(0, MAX_CONTACTS)
}

interface KnownPupil {
  record: PersonRecord
  /** Of the pupil and the guardians; none for a pupil told apart by the birth date. */
  readonly contacts: ContactPointRecord[]
  readonly classIds: string[]
}

interface KnownClass {
  readonly externalId: string
  readonly key: string
}

/** Grows the school a file describes, line by line. */
function createBuilder() {
  const classes = new Map<string, ClassRecord>()
  const people = new Map<string, PersonRecord>()
  const enrolments = new Map<string, EnrolmentRecord>()
  const pupils = new Map<string, KnownPupil>()
  const fold = rememberTexts(foldText)
  const keyOf = rememberTexts((name) => classKey(name) || foldText(name))
  /** By spelling: every pupil of a class writes it. */
  const spellings: Readonly<Record<ClassRecord['kind'], Map<string, KnownClass>>> = {
    class: new Map(),
    group: new Map(),
  }

  function addClass(name: string, kind: ClassRecord['kind']): KnownClass {
    const known = spellings[kind].get(name)
    if (known !== undefined) return known
    const externalId = id(`${kind}:${keyOf(name)}`)
    if (!classes.has(externalId)) classes.set(externalId, { entity: 'class', externalId, kind, name })
    const added = { externalId, key: recordKey('class', externalId) }
    spellings[kind].set(name, added)
    return added
  }

  /** @param keys of the line; those of the class and of the enrolment are added. */
  function enrol({ externalId: classExternalId, key }: KnownClass, personExternalId: string, keys: string[]): void {
    const externalId = id(`enrolment:${classExternalId}:${personExternalId}`)
    enrolments.set(externalId, { entity: 'enrolment', externalId, classExternalId, personExternalId, role: 'pupil' })
    keys.push(key, recordKey('enrolment', externalId))
  }

  /** One name, one class, no birth date, other addresses: taken for two pupils, and said. */
  function placePupil(line: ParsedLine, classId: string, reasons: LineReason[]): string {
    const name = `${fold(line.familyName)} ${fold(line.givenName)}`
    const base = id(`pupil:${name}:${line.birthDate ?? classId}`)
    for (let copy = 1; ; copy++) {
      const externalId = copy === 1 ? base : id(`${base}:${copy}`)
      const known = pupils.get(externalId)
      if (known === undefined) {
        if (copy > 1) reasons.push({ reason: 'same-name', field: null })
        return externalId
      }
      if (line.birthDate !== null || sameContacts(known.contacts, contactsOfLine(line))) {
        if (known.classIds.includes(classId)) reasons.push({ reason: 'duplicate-line', field: null })
        return externalId
      }
    }
  }

  /** A guardian of the same name with the same address is the same person for brothers and sisters. */
  function addGuardian(guardian: ParsedGuardian, pupilId: string, pupil: ParsedLine, slot: number): string {
    const { familyName, givenName, contactPoints } = guardian
    const named = familyName !== ''
    const first = contactPoints[0]?.value
    const externalId =
      named && first !== undefined
        ? id(`guardian:${fold(familyName)} ${fold(givenName)}:${first}`)
        : id(`guardian:${pupilId}:${slot}`)
    people.set(externalId, {
      entity: 'person',
      externalId,
      role: 'guardian',
      // An address without a name: what is known is whose it is about.
      familyName: named ? familyName : pupil.familyName,
      givenName: named ? givenName : cutText(`Responsable de ${pupil.givenName}`.trim(), MAX_NAME),
      contactPoints: withContacts(people.get(externalId), contactPoints),
      guardianships: [],
    })
    return externalId
  }

  /** Those known from an earlier line stand; @param keys of the line, to which the guardians' are added. */
  function addGuardians(line: ParsedLine, pupilId: string, keys: string[]): GuardianshipRecord[] {
    const links = [...(pupils.get(pupilId)?.record.guardianships ?? [])]
    let slot = 0
    for (const guardian of line.guardians) {
      const guardianExternalId = addGuardian(guardian, pupilId, line, ++slot)
      keys.push(recordKey('person', guardianExternalId))
      if (links.length >= MAX_CONTACTS || links.some((link) => link.guardianExternalId === guardianExternalId)) continue
      const { level, relationship } = guardian
      links.push({
        guardianExternalId,
        level,
        relationship,
        authority: level === 1,
        courtBlock: false,
        primary: links.length === 0,
      })
    }
    return links
  }

  function pupilRecord(line: ParsedLine, externalId: string, guardianships: GuardianshipRecord[]): PersonRecord {
    const record: PersonRecord = {
      entity: 'person',
      externalId,
      role: 'pupil',
      familyName: line.familyName,
      givenName: line.givenName,
      contactPoints: withContacts(pupils.get(externalId)?.record, line.contactPoints),
      guardianships,
    }
    if (line.birthDate !== null) record.birthDate = line.birthDate
    return record
  }

  function rememberPupil(line: ParsedLine, record: PersonRecord, classId: string): void {
    const known = pupils.get(record.externalId)
    const pupil = known ?? { record, contacts: [], classIds: [] }
    if (known === undefined) pupils.set(record.externalId, pupil)
    pupil.record = record
    // Told apart by their birth date: nobody will look at their contacts.
    if (line.birthDate === null) for (const point of contactsOfLine(line)) pupil.contacts.push(point)
    if (classId !== '' && !pupil.classIds.includes(classId)) pupil.classIds.push(classId)
  }

  /** @returns the keys of the line's records */
  function addPupil(line: ParsedLine, reasons: LineReason[]): string[] {
    const ownClass = line.className === null ? null : addClass(line.className, 'class')
    const classId = ownClass?.externalId ?? ''
    const externalId = placePupil(line, classId, reasons)
    const keys = [recordKey('person', externalId)]
    const record = pupilRecord(line, externalId, addGuardians(line, externalId, keys))
    people.set(externalId, record)
    rememberPupil(line, record, classId)
    if (ownClass !== null) enrol(ownClass, externalId, keys)
    for (const group of line.groups) enrol(addClass(group, 'group'), externalId, keys)
    return keys
  }

  return {
    addPupil,
    classId: (name: string) => id(`class:${keyOf(name)}`),
    records: (): SnapshotRecord[] => [...classes.values(), ...people.values(), ...enrolments.values()],
    classIds: () => [...classes.values()].filter((entry) => entry.kind === 'class').map((entry) => entry.externalId),
  }
}

/**
 * All records of a file's lines. A class with a refused line is left out of the coverage: the pupil of that
 * line is there and unreadable, not gone. Groups are never covered: a class's list names only its own pupils.
 */
export function buildRecords(lines: readonly ParsedLine[]): BuiltRecords {
  const builder = createBuilder()
  const keys: (readonly string[])[] = []
  const looked: ParsedLine[] = []
  const unsure = new Set<string>()
  let allUnsure = false
  for (const line of lines) {
    if (isRefused(line)) {
      if (line.className === null) allUnsure = true
      else unsure.add(builder.classId(line.className))
      looked.push(line)
      keys.push([])
      continue
    }
    const found: LineReason[] = []
    keys.push(builder.addPupil(line, found))
    looked.push(found.length === 0 ? line : { ...line, reasons: [...line.reasons, ...found] })
  }
  const classExternalIds = allUnsure ? [] : builder.classIds().filter((entry) => !unsure.has(entry))
  return { records: builder.records(), coverage: { kind: 'classes', classExternalIds }, keys, lines: looked }
}
