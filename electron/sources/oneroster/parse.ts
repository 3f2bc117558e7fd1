/**
 * OneRoster objects to records, one page at a time and without looking at any other page: a page the server
 * calls unchanged must give the same records as before.
 */
import type { z } from 'zod'
import { TrousseError } from '../../contract/errors.ts'
import type { ContactPointRecord, GuardianshipRecord, Relationship, SnapshotRecord } from '../../contract/snapshot.ts'
import { relationship } from '../../contract/snapshot.ts'
import { normaliseEmail, phoneContact, splitEmails, uniqueContacts } from '../../domain/contact-normalise.ts'
import { cleanMultiline, cleanText, cutText } from '../../domain/text-clean.ts'
import type { OneRosterUser } from './schemas.ts'
import {
  academicSessionSchema,
  classSchema,
  enrollmentSchema,
  lineItemSchema,
  orgSchema,
  userSchema,
} from './schemas.ts'

/** The collections read, in the order asked; each is one endpoint and the name of the list in its answer. */
export type Collection = 'orgs' | 'academicSessions' | 'classes' | 'users' | 'enrollments' | 'lineItems'

const DELETED = 'tobedeleted'
/** Guardians in OneRoster are users with one of these roles. */
const GUARDIAN_ROLES: ReadonlySet<string> = new Set(['guardian', 'parent', 'relative'])
const MAX_CONTACTS = 20

const line = (text: string, max: number): string => cutText(cleanText(text), max)
/** Adds the field only when it says something: an absent field and an empty one are the same to us. */
const optional = <K extends string>(key: K, value: string | undefined): { [key in K]?: string } =>
  value === undefined || value === '' ? {} : ({ [key]: value } as { [key in K]: string })

/** The date part of an ISO date or date-time; undefined when there is none. */
const dateOf = (text: string): string | undefined => /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(text)?.[0]

function parseOrg(item: unknown): SnapshotRecord | null {
  const org = orgSchema.parse(item)
  if (org.type !== 'school' || org.status === DELETED) return null
  const name = line(org.name, 200)
  return { entity: 'school', externalId: org.sourcedId, name, ...optional('uai', line(org.identifier, 20)) }
}

function parseSession(item: unknown): SnapshotRecord | null {
  const session = academicSessionSchema.parse(item)
  const [startsOn, endsOn] = [dateOf(session.startDate), dateOf(session.endDate)]
  if (session.type !== 'schoolYear' || session.status === DELETED || !startsOn || !endsOn) return null
  return { entity: 'academicYear', externalId: session.sourcedId, title: line(session.title, 60), startsOn, endsOn }
}

function parseClass(item: unknown): SnapshotRecord | null {
  const value = classSchema.parse(item)
  if (value.status === DELETED) return null
  return {
    entity: 'class',
    externalId: value.sourcedId,
    kind: value.classType.toLowerCase() === 'homeroom' ? 'class' : 'group',
    name: line(value.title === '' ? value.classCode : value.title, 100),
    ...optional('subject', line(value.subjects[0] ?? '', 100)),
    ...optional('level', line(value.grades[0] ?? '', 60)),
  }
}

/** The first role we know, the primary one before the others. A parent who teaches keeps their primary role. */
function roleOf(user: OneRosterUser): 'pupil' | 'guardian' | 'teacher' | null {
  const ordered = user.roles.toSorted((a, b) => Number(b.roleType === 'primary') - Number(a.roleType === 'primary'))
  for (const { role } of ordered) {
    if (role === 'student') return 'pupil'
    if (role === 'teacher') return 'teacher'
    if (GUARDIAN_ROLES.has(role)) return 'guardian'
  }
  return null
}

function contactsOf(user: OneRosterUser): ContactPointRecord[] {
  const emails = splitEmails(user.email)
    .map(normaliseEmail)
    .filter((value) => value !== null)
    .map((value): ContactPointRecord => ({ kind: 'email', value }))
  const phones = [user.sms, user.phone].map(phoneContact).filter((point) => point !== null)
  return uniqueContacts([...emails, ...phones]).slice(0, MAX_CONTACTS)
}

const relationshipOf = (text: string): Relationship => relationship.safeParse(text).data ?? 'other'

/**
 * A pupil's guardians: `metadata.guardianships` says who each one is; an agent it does not name is a legal
 * representative about whom nothing more is known.
 */
function guardianshipsOf(user: OneRosterUser): GuardianshipRecord[] {
  const described = (user.metadata?.guardianships ?? []).map(
    (entry): GuardianshipRecord => ({
      guardianExternalId: entry.sourcedId,
      level: entry.level,
      relationship: relationshipOf(entry.relationship),
      authority: entry.authority,
      courtBlock: entry.courtBlock,
      primary: entry.primary,
    }),
  )
  const named = new Set(described.map((entry) => entry.guardianExternalId))
  const others = user.agents
    .filter((agent) => !named.has(agent.sourcedId))
    .map(
      (agent, index): GuardianshipRecord => ({
        guardianExternalId: agent.sourcedId,
        level: 1,
        relationship: 'guardian',
        authority: true,
        courtBlock: false,
        primary: named.size === 0 && index === 0,
      }),
    )
  return [...described, ...others]
}

function parseUser(item: unknown): SnapshotRecord | null {
  const user = userSchema.parse(item)
  const role = roleOf(user)
  if (role === null || user.status === DELETED) return null
  const familyName = line(user.familyName, 120)
  const givenName = line(user.givenName, 120)
  return {
    entity: 'person',
    externalId: user.sourcedId,
    role,
    familyName,
    givenName,
    ...optional('birthDate', dateOf(user.metadata?.birthDate ?? '')),
    contactPoints: contactsOf(user),
    guardianships: role === 'pupil' ? guardianshipsOf(user) : [],
  }
}

function parseEnrollment(item: unknown): SnapshotRecord | null {
  const value = enrollmentSchema.parse(item)
  if (value.status === DELETED || (value.role !== 'student' && value.role !== 'teacher')) return null
  return {
    entity: 'enrolment',
    externalId: value.sourcedId,
    classExternalId: value.class.sourcedId,
    personExternalId: value.user.sourcedId,
    role: value.role === 'student' ? 'pupil' : 'teacher',
    ...optional('beginsOn', dateOf(value.beginDate)),
    ...optional('endsOn', dateOf(value.endDate)),
  }
}

function parseLineItem(item: unknown, subjects: ReadonlyMap<string, string>): SnapshotRecord | null {
  const value = lineItemSchema.parse(item)
  if (value.status === DELETED) return null
  return {
    entity: 'assignment',
    externalId: value.sourcedId,
    classExternalId: value.class.sourcedId,
    title: line(value.title, 300),
    descriptionHtml: cutText(cleanMultiline(value.description), 100_000),
    ...optional('subject', line(value.metadata?.subject ?? subjects.get(value.class.sourcedId) ?? '', 100)),
    ...optional('assignedOn', dateOf(value.assignDate)),
    ...optional('dueOn', dateOf(value.dueDate)),
    attachments: (value.metadata?.attachments ?? []).map((file) => ({
      externalId: file.id,
      name: line(file.name, 255),
      url: file.url,
      ...optional('mediaType', line(file.mediaType ?? '', 127)),
      ...(file.size == null ? {} : { bytes: file.size }),
    })),
  }
}

const parsers: Record<Collection, (item: unknown, subjects: ReadonlyMap<string, string>) => SnapshotRecord | null> = {
  orgs: parseOrg,
  academicSessions: parseSession,
  classes: parseClass,
  users: parseUser,
  enrollments: parseEnrollment,
  lineItems: parseLineItem,
}

const OBJECTS_AT_ONCE = 100
const letOthersPass = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** How the source's own errors name the place, without ever naming a person. */
const fieldOf = (error: z.ZodError): string => error.issues[0]?.path.join('.') ?? ''

/**
 * The records of one page. An object that is not what OneRoster says it is makes the whole page unusable:
 * dropping it would look like a pupil who left.
 *
 * Lets other work pass every hundred objects: five hundred at once hold the window's process for 50 to 100 ms.
 *
 * @throws TrousseError `response-unexpected` with the collection, the place in the page and the field.
 */
export async function parsePage(
  collection: Collection,
  items: readonly unknown[],
  subjects: ReadonlyMap<string, string>,
): Promise<SnapshotRecord[]> {
  const records: SnapshotRecord[] = []
  for (const [index, item] of items.entries()) {
    if (index > 0 && index % OBJECTS_AT_ONCE === 0) await letOthersPass()
    try {
      const record = parsers[collection](item, subjects)
      if (record !== null) records.push(record)
    } catch (error) {
      const field = error instanceof Error && 'issues' in error ? fieldOf(error as z.ZodError) : ''
      throw new TrousseError('response-unexpected', { collection, index, field }, { cause: error })
    }
  }
  return records
}
