/** Classes, pupils and their families of an Edifice platform. Only the teacher's own classes are ever asked for. */
import { TrousseError } from '../../contract/errors.ts'
import type {
  ClassRecord,
  ContactPointRecord,
  GuardianshipRecord,
  PersonRecord,
  SnapshotRecord,
} from '../../contract/snapshot.ts'
import { normaliseEmail, phoneContact, splitEmails, uniqueContacts } from '../../domain/contact-normalise.ts'
import { splitFullName } from '../../domain/person-names.ts'
import { cleanText, cutText } from '../../domain/text-clean.ts'
import type { Memento, UserInfo, Visible } from './schemas.ts'

const PUPIL_TYPES: ReadonlySet<string> = new Set(['student', 'eleve'])
const TEACHER_TYPES: ReadonlySet<string> = new Set(['teacher', 'enseignant'])
/** Accounts that are no teacher's: what they may read is theirs, and no class list. */
const FAMILY_TYPES: ReadonlySet<string> = new Set([...PUPIL_TYPES, 'relative', 'persreleleve'])

const line = (text: string, max: number): string => cutText(cleanText(text), max)

/** Throws `credentials-refused` for the account of a pupil or a parent. */
export function checkTeacher(user: UserInfo, host: string): void {
  if (FAMILY_TYPES.has(user.type.toLowerCase())) {
    throw new TrousseError('credentials-refused', { host, reason: 'not-a-teacher' })
  }
}

function nameOf(given: { lastName?: string; firstName?: string; full: string }): {
  familyName: string
  givenName: string
} {
  const { lastName = '', firstName = '', full } = given
  if (lastName !== '' || firstName !== '') return { familyName: line(lastName, 120), givenName: line(firstName, 120) }
  const { familyName, givenName } = splitFullName(full)
  return { familyName: line(familyName, 120), givenName: line(givenName, 120) }
}

function contactsOf({ mobile, phone, email }: Memento['relatives'][number]): ContactPointRecord[] {
  const emails = email
    .flatMap(splitEmails)
    .map(normaliseEmail)
    .filter((value) => value !== null)
    .map((value): ContactPointRecord => ({ kind: 'email', value }))
  const phones = [...mobile, ...phone].map(phoneContact).filter((point) => point !== null)
  return uniqueContacts([...emails, ...phones]).slice(0, 20)
}

const guardianship = (guardianExternalId: string, primary: boolean): GuardianshipRecord => ({
  guardianExternalId,
  level: 1,
  relationship: 'guardian',
  authority: true,
  courtBlock: false,
  primary,
})

const enrolmentOf = (own: ClassRecord, personId: string, role: 'pupil' | 'teacher'): SnapshotRecord => ({
  entity: 'enrolment',
  externalId: `${own.externalId}/${personId}`,
  classExternalId: own.externalId,
  personExternalId: personId,
  role,
})

/** People seen in several classes are one person each. */
export class Roster {
  readonly #people = new Map<string, PersonRecord>()

  get pupils(): readonly PersonRecord[] {
    return [...this.#people.values()].filter(({ role }) => role === 'pupil')
  }

  get people(): readonly PersonRecord[] {
    return [...this.#people.values()]
  }

  /** The members of one class; colleagues who are visible too are left out. */
  addClass(own: ClassRecord, visibles: readonly Visible[], user: UserInfo): SnapshotRecord[] {
    const byId = new Map(visibles.map((one) => [one.id, one]))
    const records: SnapshotRecord[] = [own]
    for (const one of visibles) {
      const type = one.type.toLowerCase()
      const role = PUPIL_TYPES.has(type)
        ? 'pupil'
        : TEACHER_TYPES.has(type) && one.id === user.userId
          ? 'teacher'
          : null
      if (role === null) continue
      const name = nameOf({ ...one, full: one.displayName })
      if (name.familyName === '' && name.givenName === '') continue
      const relatives = role === 'pupil' ? one.relativeList.slice(0, 20) : []
      // Seen already in a list that says more.
      if (relatives.length === 0 && this.#people.has(one.id)) {
        records.push(enrolmentOf(own, one.id, role))
        continue
      }
      for (const { relatedId, relatedName } of relatives) this.#addGuardian(relatedId, relatedName, byId.get(relatedId))
      this.#people.set(one.id, {
        entity: 'person',
        externalId: one.id,
        role,
        ...name,
        contactPoints: [],
        guardianships: relatives.map(({ relatedId }, index) => guardianship(relatedId, index === 0)),
      })
      records.push(enrolmentOf(own, one.id, role))
    }
    return records
  }

  #addGuardian(id: string, full: string, visible?: Visible): void {
    if (this.#people.has(id)) return
    const name = nameOf({ ...visible, full: full || (visible?.displayName ?? '') })
    if (name.familyName === '' && name.givenName === '') return
    this.#people.set(id, {
      entity: 'person',
      externalId: id,
      role: 'guardian',
      ...name,
      contactPoints: [],
      guardianships: [],
    })
  }

  /** What the school's memento knows of a pupil's family; what it says of the pupil's health and life is not read. */
  addMemento(pupil: PersonRecord, memento: Memento): void {
    const known = new Map(pupil.guardianships.map((entry) => [entry.guardianExternalId, entry]))
    const anyPrimary = memento.relatives.some(({ primary }) => primary === true)
    for (const relative of memento.relatives.slice(0, 20)) {
      this.#addGuardian(relative.id, relative.name)
      const person = this.#people.get(relative.id)
      if (person === undefined) continue
      this.#people.set(relative.id, {
        ...person,
        contactPoints: uniqueContacts([...person.contactPoints, ...contactsOf(relative)]).slice(0, 20),
      })
      const entry = known.get(relative.id) ?? guardianship(relative.id, known.size === 0)
      known.set(relative.id, anyPrimary ? { ...entry, primary: relative.primary === true } : entry)
    }
    const birthDate = /^(\d{4}-\d{2}-\d{2})(?=$|[T ])/.exec(memento.birth_date)?.[1]
    this.#people.set(pupil.externalId, {
      ...pupil,
      ...(birthDate === undefined ? {} : { birthDate }),
      // A pupil is nobody's guardian, whatever the list says.
      guardianships: [...known.values()].filter((entry) => this.#people.has(entry.guardianExternalId)).slice(0, 20),
    })
  }
}
