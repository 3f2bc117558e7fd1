/** Which objects an address of the two OneRoster services means. */
import type { OneRosterObject, Records } from './records.ts'

export const ROSTERING = '/ims/oneroster/rostering/v1p2'
export const GRADEBOOK = '/ims/oneroster/gradebook/v1p2'

export type Route =
  | { readonly kind: 'many'; readonly name: string; readonly items: readonly OneRosterObject[] }
  | { readonly kind: 'one'; readonly name: string; readonly item: OneRosterObject }
  | { readonly kind: 'unknown-object' }
  | { readonly kind: 'unknown-path' }

/** Name of the list in an answer, of one object, and the objects. */
interface Collection {
  readonly list: string
  readonly one: string
  readonly items: (records: Records) => readonly OneRosterObject[]
}

const idAt = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'sourcedId' in value ? String(value.sourcedId) : ''
const hasRole = (wanted: string) => (user: OneRosterObject) =>
  Array.isArray(user.roles) && user.roles.some((entry: unknown) => JSON.stringify(entry).includes(`"role":"${wanted}"`))

const orgs: Collection = { list: 'orgs', one: 'org', items: (records) => records.orgs }
const sessions: Collection = {
  list: 'academicSessions',
  one: 'academicSession',
  items: (records) => records.academicSessions,
}
const ofType = (type: string): Collection => ({
  ...sessions,
  items: (records) => records.academicSessions.filter((session) => session.type === type),
})
const usersWith = (role: string): Collection => ({
  list: 'users',
  one: 'user',
  items: (records) => records.users.filter(hasRole(role)),
})

const ROSTERING_COLLECTIONS: Readonly<Record<string, Collection>> = {
  orgs,
  schools: { ...orgs, items: (records) => records.orgs.filter(({ type }) => type === 'school') },
  academicSessions: sessions,
  terms: ofType('term'),
  gradingPeriods: ofType('gradingPeriod'),
  courses: { list: 'courses', one: 'course', items: (records) => records.courses },
  classes: { list: 'classes', one: 'class', items: (records) => records.classes },
  users: { list: 'users', one: 'user', items: (records) => records.users },
  students: usersWith('student'),
  teachers: usersWith('teacher'),
  enrollments: { list: 'enrollments', one: 'enrollment', items: (records) => records.enrollments },
}
const GRADEBOOK_COLLECTIONS: Readonly<Record<string, Collection>> = {
  lineItems: { list: 'lineItems', one: 'lineItem', items: (records) => records.lineItems },
  categories: { list: 'categories', one: 'category', items: (records) => records.categories },
}

function members(records: Records, classId: string, role: 'student' | 'teacher'): readonly OneRosterObject[] {
  const ids = new Set(
    records.enrollments
      .filter((entry) => entry.role === role && idAt(entry.class) === classId)
      .map((entry) => idAt(entry.user)),
  )
  return records.users.filter((user) => ids.has(user.sourcedId))
}

function classesOf(records: Records, userId: string): readonly OneRosterObject[] {
  const ids = new Set(
    records.enrollments.filter((entry) => idAt(entry.user) === userId).map((entry) => idAt(entry.class)),
  )
  return records.classes.filter((one) => ids.has(one.sourcedId))
}

/** `/classes/{id}/students` and its like; undefined when there is no such relation. */
function related(records: Records, parent: string, id: string, child: string): Route | undefined {
  const many = (name: string, items: readonly OneRosterObject[]): Route => ({ kind: 'many', name, items })
  const childOf = (service: Readonly<Record<string, Collection>>) => service[child]
  if (parent === 'schools') {
    const collection = childOf(ROSTERING_COLLECTIONS)
    // One school: everything is its own.
    return collection && many(collection.list, collection.items(records))
  }
  if (parent === 'classes' && child === 'students') return many('users', members(records, id, 'student'))
  if (parent === 'classes' && child === 'teachers') return many('users', members(records, id, 'teacher'))
  if (parent === 'classes' && child === 'enrollments') {
    return many(
      'enrollments',
      records.enrollments.filter((entry) => idAt(entry.class) === id),
    )
  }
  if (parent === 'classes' && child === 'lineItems') {
    return many(
      'lineItems',
      records.lineItems.filter((item) => idAt(item.class) === id),
    )
  }
  if (child === 'classes' && ['users', 'students', 'teachers'].includes(parent))
    return many('classes', classesOf(records, id))
  return undefined
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A broken escape names nothing that exists.
    return part
  }
}

/** @param path of the request, starting with one of the two services. */
export function findRoute(records: Records, path: string): Route {
  const gradebook = path.startsWith(`${GRADEBOOK}/`)
  const rest = path.slice((gradebook ? GRADEBOOK : ROSTERING).length + 1)
  const [name = '', id, child, ...more] = rest.split('/').map(decodePart)
  if (more.length > 0) return { kind: 'unknown-path' }
  const service = gradebook
    ? { ...GRADEBOOK_COLLECTIONS, classes: ROSTERING_COLLECTIONS.classes }
    : ROSTERING_COLLECTIONS
  const collection = Object.hasOwn(service, name) ? service[name as keyof typeof service] : undefined
  if (!collection || (gradebook && name === 'classes' && child !== 'lineItems')) return { kind: 'unknown-path' }
  const items = collection.items(records)
  if (id === undefined) return { kind: 'many', name: collection.list, items }
  const item = items.find(({ sourcedId }) => sourcedId === id)
  if (!item) return { kind: 'unknown-object' }
  if (child === undefined) return { kind: 'one', name: collection.one, item }
  return related(records, name, id, child) ?? { kind: 'unknown-path' }
}
