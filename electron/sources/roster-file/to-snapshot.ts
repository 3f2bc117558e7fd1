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

const id = (...parts: string[]): string => cutText(parts.join(':'), MAX_ID)
const sameContacts = (a: readonly ContactPointRecord[], b: readonly ContactPointRecord[]): boolean =>
  a.length === 0 || b.length === 0 || a.some((point) => b.some((other) => other.value === point.value))
const contactsOfLine = (line: ParsedLine): ContactPointRecord[] => [
  ...line.contactPoints,
  ...line.guardians.flatMap((guardian) => guardian.contactPoints),
]

interface KnownPupil {
  record: PersonRecord
  contacts: ContactPointRecord[]
  classes: Set<string>
}

/** Grows the school a file describes, line by line. */
function createBuilder() {
  const classKeys = new Map<string, string>()
  const classes = new Map<string, ClassRecord>()
  const people = new Map<string, PersonRecord>()
  const enrolments = new Map<string, EnrolmentRecord>()
  const pupils = new Map<string, KnownPupil>()

  /** Read once per spelling: every pupil of a class writes it. */
  function keyOf(name: string): string {
    const known = classKeys.get(name)
    if (known !== undefined) return known
    const key = classKey(name) || foldText(name)
    classKeys.set(name, key)
    return key
  }

  function addClass(name: string, kind: ClassRecord['kind']): string {
    const externalId = id(kind, keyOf(name))
    if (!classes.has(externalId)) classes.set(externalId, { entity: 'class', externalId, kind, name })
    return externalId
  }

  function enrol(classExternalId: string, personExternalId: string): string {
    const externalId = id('enrolment', classExternalId, personExternalId)
    enrolments.set(externalId, {
      entity: 'enrolment',
      externalId,
      classExternalId,
      personExternalId,
      role: 'pupil',
    })
    return externalId
  }

  /** One name, one class, no birth date, other addresses: taken for two pupils, and said. */
  function placePupil(line: ParsedLine, classId: string, reasons: LineReason[]): string {
    const name = `${foldText(line.familyName)} ${foldText(line.givenName)}`
    const base = line.birthDate === null ? id('pupil', name, classId) : id('pupil', name, line.birthDate)
    for (let copy = 1; ; copy++) {
      const externalId = copy === 1 ? base : id(base, String(copy))
      const known = pupils.get(externalId)
      if (known === undefined) {
        if (copy > 1) reasons.push({ reason: 'same-name', field: null })
        return externalId
      }
      if (line.birthDate !== null || sameContacts(known.contacts, contactsOfLine(line))) {
        if (known.classes.has(classId)) reasons.push({ reason: 'duplicate-line', field: null })
        return externalId
      }
    }
  }

  /** A guardian of the same name with the same address is the same person for brothers and sisters. */
  function addGuardian(guardian: ParsedGuardian, pupilId: string, pupil: ParsedLine, slot: number): string {
    const named = guardian.familyName !== ''
    const first = guardian.contactPoints[0]?.value
    const name = `${foldText(guardian.familyName)} ${foldText(guardian.givenName)}`
    const externalId =
      named && first !== undefined ? id('guardian', name, first) : id('guardian', pupilId, String(slot))
    const known = people.get(externalId)
    people.set(externalId, {
      entity: 'person',
      externalId,
      role: 'guardian',
      // An address without a name: what is known is whose it is about.
      familyName: named ? guardian.familyName : pupil.familyName,
      givenName: named ? guardian.givenName : cutText(`Responsable de ${pupil.givenName}`.trim(), MAX_NAME),
      contactPoints: uniqueContacts([...(known?.contactPoints ?? []), ...guardian.contactPoints]).slice(
        0,
        MAX_CONTACTS,
      ),
      guardianships: [],
    })
    return externalId
  }

  function addPupil(line: ParsedLine, reasons: LineReason[]): string[] {
    const classId = line.className === null ? '' : addClass(line.className, 'class')
    const externalId = placePupil(line, classId, reasons)
    const known = pupils.get(externalId)
    const guardianIds = line.guardians.map((guardian, index) => addGuardian(guardian, externalId, line, index + 1))
    const guardianships = new Map((known?.record.guardianships ?? []).map((link) => [link.guardianExternalId, link]))
    for (const [index, guardianExternalId] of guardianIds.entries()) {
      if (guardianships.has(guardianExternalId)) continue
      const level = line.guardians[index]?.level ?? 1
      const link: GuardianshipRecord = {
        guardianExternalId,
        level,
        relationship: line.guardians[index]?.relationship ?? 'guardian',
        authority: level === 1,
        courtBlock: false,
        primary: guardianships.size === 0,
      }
      guardianships.set(guardianExternalId, link)
    }
    const record: PersonRecord = {
      entity: 'person',
      externalId,
      role: 'pupil',
      familyName: line.familyName,
      givenName: line.givenName,
      ...(line.birthDate === null ? {} : { birthDate: line.birthDate }),
      contactPoints: uniqueContacts([...(known?.record.contactPoints ?? []), ...line.contactPoints]).slice(
        0,
        MAX_CONTACTS,
      ),
      guardianships: [...guardianships.values()].slice(0, MAX_CONTACTS),
    }
    people.set(externalId, record)
    const lineClasses = [...(classId === '' ? [] : [classId]), ...line.groups.map((group) => addClass(group, 'group'))]
    pupils.set(externalId, {
      record,
      // Told apart by their birth date: nobody will look at their contacts.
      contacts: line.birthDate === null ? [...(known?.contacts ?? []), ...contactsOfLine(line)] : [],
      classes: new Set([...(known?.classes ?? []), ...lineClasses]),
    })
    return [
      recordKey('person', externalId),
      ...guardianIds.map((guardianId) => recordKey('person', guardianId)),
      ...lineClasses.flatMap((entry) => [recordKey('class', entry), recordKey('enrolment', enrol(entry, externalId))]),
    ]
  }

  return {
    addPupil,
    classId: (name: string) => id('class', keyOf(name)),
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
    const reasons = [...line.reasons]
    keys.push(builder.addPupil(line, reasons))
    looked.push({ ...line, reasons })
  }
  const classExternalIds = allUnsure ? [] : builder.classIds().filter((entry) => !unsure.has(entry))
  return { records: builder.records(), coverage: { kind: 'classes', classExternalIds }, keys, lines: looked }
}
