/** What the files say, as the records of one school, with what is doubtful about it. Pure. */
import type {
  ClassRecord,
  EnrolmentRecord,
  GuardianshipRecord,
  PersonRecord,
  SnapshotCoverage,
  SnapshotRecord,
} from '../../contract/snapshot.ts'
import { isoDay, parseBirthDate } from '../../domain/roster-dates.ts'
import { cutText } from '../../domain/text-clean.ts'
import type { Place } from '../fault-list.ts'
import { FaultList, IgnoredCount } from '../fault-list.ts'
import type { FileReading } from '../file-source.ts'
import type { ReadName } from '../person-fields.ts'
import { readContacts, readName } from '../person-fields.ts'
import type { Collected, Found, Membership } from './collect.ts'
import { structureKey } from './collect.ts'
import { EMAIL_FIELDS, isTrue, levelOf, PHONE_FIELDS, relationshipOf } from './elements.ts'
import type { Fields } from './read-xml.ts'
import type { Ignored, Reason } from './reasons.ts'

const MAX_ID = 500
const MAX_NAME = 120
const MAX_CLASS = 100
const MAX_LEVEL = 60
const MAX_GUARDIANS = 20
/** The school year an export is of changes on 1 August. */
const FIRST_MONTH_OF_YEAR = 8
/** A class in name only, where some schools put those who have gone. */
const NO_CLASS = new Set(['inactif', 'inactifs'])

const of = (fields: Fields, name: string): string => fields.get(name) ?? ''
const nameOf = (fields: Fields): ReadName | null =>
  readName(of(fields, 'NOM_USAGE') || of(fields, 'NOM_DE_FAMILLE') || of(fields, 'NOM'), of(fields, 'PRENOM'))
/** How a person is named in a fault. */
const about = (name: ReadName | null): string => (name === null ? '' : `${name.familyName} ${name.givenName}`.trim())

/** `JJ/MM/AAAA` or ISO; null when it is no date. */
function dayOf(text: string): string | null {
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (french) return isoDay(Number(french[3]), Number(french[2]), Number(french[1]))
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text)
  return iso ? isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3])) : null
}

const schoolYearOf = (today: string): number =>
  Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) < FIRST_MONTH_OF_YEAR ? 1 : 0)

interface Pupil {
  readonly id: string
  readonly found: Found
  readonly name: ReadName
  readonly classIds: readonly string[]
}

class SchoolBuilder {
  readonly #all: Collected
  readonly #today: string
  readonly #faults = new FaultList<Reason>()
  readonly #ignored = new IgnoredCount<Ignored>()
  readonly #classes = new Map<string, { record: ClassRecord; levels: Set<string> }>()
  readonly #pupils = new Map<string, Pupil>()
  readonly #guardianships = new Map<string, GuardianshipRecord[]>()
  readonly #guardians = new Map<string, PersonRecord>()
  /** Classes of pupils who are there and could not be read: nobody may be taken for gone from them. */
  readonly #unsure = new Set<string>()
  #allUnsure = false

  constructor(all: Collected, today: string) {
    this.#all = all
    this.#today = today
  }

  #id(...parts: string[]): string {
    return cutText([this.#all.uai, ...parts].filter((part) => part !== '').join(':'), MAX_ID)
  }

  #addClass({ code, type }: Membership): string {
    const kind = type === 'D' ? 'class' : 'group'
    const externalId = this.#id(kind, structureKey(code))
    if (!this.#classes.has(externalId)) {
      const record: ClassRecord = { entity: 'class', externalId, kind, name: cutText(code, MAX_CLASS) }
      this.#classes.set(externalId, { record, levels: new Set() })
    }
    return externalId
  }

  /** The kind of a structure whose type the file leaves out, from Structures, else from its being alone. */
  #settleType(membership: Membership, alone: boolean, place: Place, name: ReadName | null): Membership {
    if (membership.type === 'D' || membership.type === 'G') return membership
    const key = structureKey(membership.code)
    const known = (['D', 'G'] as const).find((type) => this.#all.structures.has(`${type}:${key}`))
    if (known === undefined) this.#faults.add(place, 'doubtful', 'class-kind-guessed', 'TYPE_STRUCTURE', about(name))
    return { ...membership, type: known ?? (alone ? 'D' : 'G') }
  }

  #isLeaver({ fields, place }: Found, name: ReadName | null): boolean {
    const text = of(fields, 'DATE_SORTIE')
    if (text === '') return false
    const day = dayOf(text)
    if (day === null) this.#faults.add(place, 'doubtful', 'date-unreadable', 'DATE_SORTIE', about(name))
    return day !== null && day < this.#today
  }

  #classesOf(id: string, place: Place, name: ReadName | null): string[] {
    const written = (this.#all.memberships.get(id) ?? []).filter(({ code }) => !NO_CLASS.has(structureKey(code)))
    const settled = written.map((entry) => this.#settleType(entry, written.length === 1, place, name))
    const ids = [...new Set(settled.map((entry) => this.#addClass(entry)))]
    const divisions = ids.filter((classId) => this.#classes.get(classId)?.record.kind === 'class')
    if (divisions.length > 1) this.#faults.add(place, 'doubtful', 'two-classes', 'CODE_STRUCTURE', about(name))
    if (ids.length > 0 && divisions.length === 0) {
      this.#faults.add(place, 'doubtful', 'class-missing', 'CODE_STRUCTURE', about(name))
    }
    return ids
  }

  addPupils(): void {
    for (const place of this.#all.pupilsWithoutId) {
      this.#faults.add(place, 'refused', 'id-missing', 'ELEVE_ID')
      this.#allUnsure = true
    }
    for (const [id, found] of this.#all.pupils) {
      const name = nameOf(found.fields)
      if (this.#isLeaver(found, name)) {
        this.#ignored.add('leaver')
        continue
      }
      const classIds = this.#classesOf(id, found.place, name)
      if (classIds.length === 0) this.#ignored.add('without-class')
      else if (name === null) {
        this.#faults.add(found.place, 'refused', 'name-missing', 'NOM_DE_FAMILLE')
        for (const classId of classIds) this.#unsure.add(classId)
      } else this.#pupils.set(id, { id, found, name, classIds })
    }
  }

  /** The guardian's record, made when a pupil first needs it; null when the file does not hold the person. */
  #guardian(personId: string, pupil: Pupil): PersonRecord | null {
    const known = this.#guardians.get(personId)
    const found = this.#all.persons.get(personId)
    if (known !== undefined || found === undefined) return known ?? null
    let name = nameOf(found.fields)
    if (name === null) {
      this.#faults.add(found.place, 'doubtful', 'name-missing', 'NOM_DE_FAMILLE', about(pupil.name))
      // An address without a name: what is known is whose it is about.
      const givenName = cutText(`Responsable de ${pupil.name.givenName}`.trim(), MAX_NAME)
      name = { familyName: pupil.name.familyName, givenName, doubt: null }
    }
    const record = this.#person(found, name, this.#id('guardian', personId), 'guardian', [])
    this.#guardians.set(personId, record)
    return record
  }

  addLinks(): void {
    for (const { fields, place } of this.#all.links) {
      const [pupilId, personId] = [of(fields, 'ELEVE_ID'), of(fields, 'PERSONNE_ID')]
      const pupil = this.#pupils.get(pupilId)
      if (pupil === undefined) {
        // A leaver's link is part of the leaver.
        if (!this.#all.pupils.has(pupilId)) this.#ignored.add('link-without-pupil')
        continue
      }
      const guardian = this.#guardian(personId, pupil)
      if (guardian === null) {
        this.#faults.add(place, 'doubtful', 'guardian-missing', 'PERSONNE_ID', about(pupil.name))
        continue
      }
      const level = levelOf(of(fields, 'NIVEAU_RESPONSABILITE'), of(fields, 'RESP_LEGAL'))
      if (level === null) {
        this.#faults.add(place, 'doubtful', 'level-unknown', 'NIVEAU_RESPONSABILITE', about(pupil.name))
      }
      this.#addLink(pupilId, {
        guardianExternalId: guardian.externalId,
        // Unknown is the least: a person to contact gets nothing by default.
        level: level ?? 3,
        relationship: relationshipOf(of(fields, 'CODE_PARENTE')),
        // Only a legal representative holds it; a person in charge (foster family, educator) does not.
        authority: level === 1,
        courtBlock: false,
        primary: isTrue(of(fields, 'A_CONTACTER_EN_PRIORITE')) || of(fields, 'RESP_LEGAL') === '1',
      })
    }
    this.#ignored.add('guardian-without-pupil', this.#all.persons.size - this.#guardians.size)
  }

  /** The same person twice for a pupil: the more careful word holds. */
  #addLink(pupilId: string, link: GuardianshipRecord): void {
    const links = this.#guardianships.get(pupilId) ?? []
    const at = links.findIndex((entry) => entry.guardianExternalId === link.guardianExternalId)
    const before = links[at]
    if (before === undefined) links.push(link)
    else if (link.level > before.level) links[at] = link
    this.#guardianships.set(pupilId, links)
  }

  #person(
    { fields, place }: Found,
    name: ReadName,
    externalId: string,
    role: PersonRecord['role'],
    guardianships: GuardianshipRecord[],
  ): PersonRecord {
    if (name.doubt !== null) this.#faults.add(place, 'doubtful', name.doubt, 'NOM_DE_FAMILLE', about(name))
    const contactPoints = readContacts(
      EMAIL_FIELDS.map((field) => [field, of(fields, field)]),
      PHONE_FIELDS.map((field) => [field, of(fields, field)]),
      (reason, field) => this.#faults.add(place, 'doubtful', reason, field, about(name)),
    )
    const { familyName, givenName } = name
    return { entity: 'person', externalId, role, familyName, givenName, contactPoints, guardianships }
  }

  #pupilRecord({ id, found, name }: Pupil): PersonRecord {
    const links = this.#guardianships.get(id) ?? []
    // When the file names nobody to call first, the first legal representative is.
    const first = links.some((link) => link.primary) ? null : links.find((link) => link.level === 1)
    const guardianships = links.map((link) => (link === first ? { ...link, primary: true } : link))
    const person = this.#person(
      found,
      name,
      this.#id('pupil', id),
      'pupil',
      guardianships.toSorted((a, b) => a.level - b.level).slice(0, MAX_GUARDIANS),
    )
    const birth = parseBirthDate(of(found.fields, 'DATE_NAISS'), this.#today)
    if (birth.kind === 'problem') this.#faults.add(found.place, 'doubtful', birth.problem, 'DATE_NAISS', about(name))
    return birth.kind === 'date' ? { ...person, birthDate: birth.iso } : person
  }

  #enrolments({ id, classIds }: Pupil): EnrolmentRecord[] {
    const personExternalId = this.#id('pupil', id)
    return classIds.map((classExternalId) => ({
      entity: 'enrolment',
      externalId: cutText(`${classExternalId}:pupil:${id}`, MAX_ID),
      classExternalId,
      personExternalId,
      role: 'pupil',
    }))
  }

  /** A class has a level when all its pupils are of one. */
  #addLevels(): void {
    for (const { found, classIds } of this.#pupils.values()) {
      const label = this.#all.levels.get(of(found.fields, 'CODE_MEF'))
      if (label !== undefined) for (const classId of classIds) this.#classes.get(classId)?.levels.add(label)
    }
  }

  #classRecords(): ClassRecord[] {
    // Structures also names the classes that have no pupil yet.
    for (const structure of this.#all.structures.values()) this.#addClass(structure)
    this.#addLevels()
    return [...this.#classes.values()].map(({ record, levels }) => {
      const [level] = levels
      return levels.size === 1 && level !== undefined ? { ...record, level: cutText(level, MAX_LEVEL) } : record
    })
  }

  #schoolRecords(): SnapshotRecord[] {
    const { school, year, uai, files } = this.#all
    const records: SnapshotRecord[] = []
    const name = [of(school ?? new Map(), 'DENOM_PRINC'), of(school ?? new Map(), 'DENOM_COMPL')].join(' ').trim()
    if (name !== '') {
      const record = { entity: 'school', externalId: this.#id('school'), name: cutText(name, 200) } as const
      records.push(uai === '' ? record : { ...record, uai: cutText(uai, 20) })
    }
    const startsOn = dayOf(of(year ?? new Map(), 'DATE_DEBUT_ELEVE'))
    const endsOn = dayOf(of(year ?? new Map(), 'DATE_FIN_ELEVE'))
    const first = Number(files.find((file) => file.year !== '')?.year)
    if (startsOn !== null && endsOn !== null && Number.isInteger(first)) {
      const title = `${first}-${first + 1}`
      records.push({ entity: 'academicYear', externalId: this.#id('year', String(first)), title, startsOn, endsOn })
    }
    return records
  }

  /** What is to be said of whole files. */
  #checkFiles(): void {
    const { files } = this.#all
    const main = files.find((file) => file.kind === 'pupils')
    for (const file of files) {
      const place = { file: file.name, line: null }
      if (file.kind === 'other') this.#ignored.add('other-file')
      if (file.contradicts) this.#faults.add(place, 'doubtful', 'encoding-contradicts')
      const differs = file.year !== '' && main !== undefined && main.year !== '' && file.year !== main.year
      if (differs) this.#faults.add(place, 'doubtful', 'other-year', 'ANNEE_SCOLAIRE')
    }
    if (main === undefined) return
    const place = { file: main.name, line: null }
    if (!files.some((file) => file.kind === 'guardians')) {
      this.#faults.add(place, 'doubtful', 'guardians-file-missing')
    }
    if (/^\d{4}$/.test(main.year) && Number(main.year) < schoolYearOf(this.#today)) {
      this.#faults.add(place, 'doubtful', 'past-year', 'ANNEE_SCOLAIRE')
    }
  }

  #coverage(): SnapshotCoverage {
    if (!this.#allUnsure && this.#unsure.size === 0) return { kind: 'whole' }
    const sure = this.#allUnsure ? [] : [...this.#classes.keys()].filter((id) => !this.#unsure.has(id))
    return { kind: 'classes', classExternalIds: sure }
  }

  build(): FileReading {
    this.#checkFiles()
    const pupils = [...this.#pupils.values()]
    const records: SnapshotRecord[] = [
      ...this.#schoolRecords(),
      ...this.#classRecords(),
      ...this.#guardians.values(),
      ...pupils.map((pupil) => this.#pupilRecord(pupil)),
      ...pupils.flatMap((pupil) => this.#enrolments(pupil)),
    ]
    this.#ignored.add('faults-not-listed', this.#faults.unlisted)
    return {
      records,
      coverage: this.#coverage(),
      faults: this.#faults.all,
      dropped: [...this.#all.dropped],
      ignored: this.#ignored.all,
    }
  }
}

/** @param today ISO date. */
export function toRecords(all: Collected, today: string): FileReading {
  const builder = new SchoolBuilder(all, today)
  builder.addPupils()
  builder.addLinks()
  return builder.build()
}
