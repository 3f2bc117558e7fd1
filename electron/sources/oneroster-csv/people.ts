/** Users, their roles and their links, once all the files are there: any of them may come first. */
import type { GuardianshipRecord, PersonRecord } from '../../contract/snapshot.ts'
import { parseBirthDate } from '../../domain/roster-dates.ts'
import type { ReadName } from '../person-fields.ts'
import { readContacts, readName } from '../person-fields.ts'
import type { Row } from './read-table.ts'
import type { PlacedRow, RowSource } from './rows.ts'
import { listOf } from './rows.ts'

type Role = PersonRecord['role']
interface WrittenRole {
  /** As the file writes it, in lower case. */
  readonly role: string
  readonly primary: boolean
}

interface User {
  readonly row: PlacedRow
  readonly id: string
  readonly name: ReadName
  readonly role: Role
  /** A relative is no legal representative: a person to contact. */
  readonly relative: boolean
  /** A teacher may also be somebody's parent. */
  readonly guardian: boolean
  readonly agents: readonly string[]
}

const GUARDIAN_ROLES = new Set(['guardian', 'parent', 'relative'])
const MAX_GUARDIANS = 20

/** The first role we know, the primary one before the others; null for administrators, aides, proctors… */
function settleRole(roles: readonly WrittenRole[]): Role | null {
  for (const { role } of roles.toSorted((a, b) => Number(b.primary) - Number(a.primary))) {
    if (role === 'student') return 'pupil'
    if (role === 'teacher') return 'teacher'
    if (GUARDIAN_ROLES.has(role)) return 'guardian'
  }
  return null
}

const nameIn = (row: Row): ReadName | null =>
  readName(
    row.get('familyname') || row.get('preferredfamilyname'),
    row.get('givenname') || row.get('preferredgivenname'),
  )
const shown = (name: ReadName | null): string => (name === null ? '' : `${name.familyName} ${name.givenName}`.trim())

export class PeopleBuilder {
  readonly #source: RowSource
  readonly #today: string
  readonly #users = new Map<string, User>()
  readonly #roles = new Map<string, WrittenRole[]>()
  readonly #birthDates = new Map<string, string>()
  #unreadable = false

  constructor(source: RowSource, today: string) {
    this.#source = source
    this.#today = today
  }

  /** Somebody is there who could not be read. */
  get unreadable(): boolean {
    return this.#unreadable
  }

  roleOf(id: string): Role | undefined {
    return this.#users.get(id)?.role
  }

  nameOf(id: string): string {
    return shown(this.#users.get(id)?.name ?? null)
  }

  read(): void {
    this.#readRoles()
    this.#readBirthDates()
    for (const row of this.#source.rows('users', (removed) => shown(nameIn(removed)))) this.#readUser(row)
  }

  #readRoles(): void {
    for (const row of this.#source.rows('roles')) {
      const id = this.#source.idOf(row, 'userSourcedId')
      if (id === null) continue
      this.#addRole(id, {
        role: row.get('role').toLowerCase(),
        primary: row.get('roletype').toLowerCase() === 'primary',
      })
    }
    // Where no role is given, being enrolled as one tells it.
    for (const { id, role } of this.#source.enrolledAs()) this.#addRole(id, { role, primary: false })
  }

  #addRole(id: string, role: WrittenRole): void {
    const roles = this.#roles.get(id)
    if (roles === undefined) this.#roles.set(id, [role])
    else if (!roles.some((known) => known.role === role.role)) roles.push(role)
  }

  #readBirthDates(): void {
    for (const row of this.#source.rows('demographics')) {
      // A draft of the standard keyed them by userSourcedId.
      const id = row.get('sourcedid') || row.get('usersourcedid')
      const date = parseBirthDate(row.get('birthdate'), this.#today)
      if (date.kind === 'problem') this.#source.faults.add(row, 'doubtful', date.problem, 'birthDate')
      if (id !== '' && date.kind === 'date') this.#birthDates.set(id, date.iso)
    }
  }

  #readUser(row: PlacedRow): void {
    const { faults, ignored } = this.#source
    const id = this.#source.idOf(row)
    const name = nameIn(row)
    if (id === null) {
      this.#unreadable = true
      return
    }
    const own = row.get('role').toLowerCase()
    const roles = own === '' ? (this.#roles.get(id) ?? []) : [{ role: own, primary: true }]
    const role = settleRole(roles)
    if (role === null) {
      if (roles.length > 0) {
        ignored.add('other-role')
        return
      }
      faults.add(row, 'refused', 'role-missing', 'role', shown(name))
      this.#unreadable = true
      return
    }
    if (name === null) {
      faults.add(row, 'refused', 'name-missing', 'familyName')
      this.#unreadable = true
      return
    }
    if (this.#users.has(id)) faults.add(row, 'doubtful', 'id-twice', 'sourcedId', shown(name))
    if (name.doubt !== null) faults.add(row, 'doubtful', name.doubt, 'familyName', shown(name))
    this.#users.set(id, {
      row,
      id,
      name,
      role,
      relative: roles.every((entry) => entry.role === 'relative'),
      guardian: roles.some((entry) => GUARDIAN_ROLES.has(entry.role)),
      agents: listOf(row.get('agentsourcedids')),
    })
  }

  /** Pupil -> guardians: written on the pupil, sometimes on the guardian, sometimes on both. */
  #links(): Map<string, Set<string>> {
    const links = new Map<string, Set<string>>()
    const add = (pupil: string, guardian: string) => {
      if (pupil !== guardian) links.set(pupil, (links.get(pupil) ?? new Set()).add(guardian))
    }
    for (const user of this.#users.values()) {
      for (const other of user.agents) {
        if (user.role === 'pupil') add(user.id, other)
        else if (user.guardian && this.roleOf(other) === 'pupil') add(other, user.id)
      }
    }
    return links
  }

  #guardianships(pupil: User, guardianIds: ReadonlySet<string>): GuardianshipRecord[] {
    const links: GuardianshipRecord[] = []
    for (const guardianExternalId of guardianIds) {
      const guardian = this.#users.get(guardianExternalId)
      if (guardian === undefined && !this.#source.isDelta('users')) {
        this.#source.faults.add(pupil.row, 'doubtful', 'guardian-missing', 'agentSourcedIds', shown(pupil.name))
        continue
      }
      // An aide or a teacher may be an agent too, without being family.
      if (guardian !== undefined && !guardian.guardian) continue
      const relative = guardian?.relative ?? false
      links.push({
        guardianExternalId,
        level: relative ? 3 : 1,
        relationship: relative ? 'other' : 'guardian',
        authority: !relative,
        courtBlock: false,
        primary: !relative && !links.some((link) => link.primary),
      })
    }
    return links.slice(0, MAX_GUARDIANS)
  }

  #record({ row, id, name, role }: User, guardianships: GuardianshipRecord[]): PersonRecord {
    const contactPoints = readContacts(
      [['email', row.get('email')]],
      [
        ['sms', row.get('sms')],
        ['phone', row.get('phone')],
      ],
      (reason, field) => this.#source.faults.add(row, 'doubtful', reason, field, shown(name)),
    )
    const birthDate = this.#birthDates.get(id)
    const { familyName, givenName } = name
    const person = {
      entity: 'person',
      externalId: id,
      role,
      familyName,
      givenName,
      contactPoints,
      guardianships,
    } as const
    return birthDate === undefined ? person : { ...person, birthDate }
  }

  records(): PersonRecord[] {
    const links = this.#links()
    const linked = new Set([...links.values()].flatMap((guardians) => [...guardians]))
    const records: PersonRecord[] = []
    for (const user of this.#users.values()) {
      if (user.role === 'guardian' && !linked.has(user.id) && !this.#source.isDelta('users')) {
        this.#source.ignored.add('guardian-without-pupil')
        continue
      }
      const guardians = links.get(user.id)
      const own = user.role === 'pupil' && guardians !== undefined ? this.#guardianships(user, guardians) : []
      records.push(this.#record(user, own))
    }
    return records
  }
}
