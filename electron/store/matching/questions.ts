/** Finds rows that may be one person and asks the teacher; both stay until the answer. */
import { judgeMatch, type MatchVerdict, type PersonIdentity } from '../../domain/person-matching.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { groupBy } from '../group-by.ts'

interface Candidate extends PersonIdentity {
  readonly id: number
}

export interface FoundPair {
  readonly firstId: number
  readonly secondId: number
  readonly verdict: Exclude<MatchVerdict, 'different'>
}

/**
 * Compares these people with those they share a class, a child or a birth date with. People whom one source lists
 * apart are never compared: it knows them as two.
 */
export function findPairs(connection: ReadConnection, touched: ReadonlySet<number>): FoundPair[] {
  if (touched.size === 0 || !hasSeveralSources(connection)) return []
  const school = readSchool(connection)
  const found = new Map<string, FoundPair>()
  for (const id of touched) {
    const one = school.people.get(id)
    if (one === undefined) continue
    for (const otherId of school.near(one)) {
      const other = school.people.get(otherId)
      if (other === undefined || otherId === id || !school.apart(id, otherId)) continue
      const common = { sameClass: school.shareClass(id, otherId), sameChild: school.shareChild(id, otherId) }
      const verdict = judgeMatch(one, other, common)
      if (verdict === 'different') continue
      const [firstId, secondId] = id < otherId ? [id, otherId] : [otherId, id]
      found.set(`${firstId} ${secondId}`, { firstId, secondId, verdict })
    }
  }
  return [...found.values()]
}

/** Stores the pairs as questions; one that was answered before is not asked again. */
export function ask(connection: WriteConnection, pairs: readonly FoundPair[], at: string): void {
  const insert = connection.write<[number, number, string]>(
    `INSERT OR IGNORE INTO person_pair (first_id, second_id, state, asked_at) VALUES (?, ?, 'open', ?)`,
  )
  for (const { firstId, secondId } of pairs) insert.run(firstId, secondId, at)
}

const hasSeveralSources = (connection: ReadConnection): boolean =>
  connection
    .read<{ found: number }>(
      `SELECT count(*) > 1 AS found FROM source s
       WHERE EXISTS (SELECT 1 FROM external_id e WHERE e.source_id = s.id AND e.entity = 'person')`,
    )
    .get()?.found === 1

interface School {
  readonly people: ReadonlyMap<number, Candidate>
  near(one: Candidate): Iterable<number>
  /** No source lists both. */
  apart(a: number, b: number): boolean
  shareClass(a: number, b: number): boolean
  shareChild(a: number, b: number): boolean
}

function readSchool(connection: ReadConnection): School {
  const people = new Map(
    connection
      .read<Candidate>(
        `SELECT id, role, family_name AS familyName, given_name AS givenName, birth_date AS birthDate
         FROM person WHERE active = 1`,
      )
      .all()
      .map((row) => [row.id, row]),
  )
  const classes = links(
    connection,
    `SELECT n.person_id AS "from", n.class_id AS "to" FROM enrolment n JOIN school_class c ON c.id = n.class_id
     WHERE n.active = 1 AND c.active = 1`,
  )
  const children = links(connection, 'SELECT DISTINCT guardian_id AS "from", pupil_id AS "to" FROM guardianship')
  const sources = links(
    connection,
    `SELECT row_id AS "from", source_id AS "to" FROM external_id WHERE entity = 'person' AND active = 1`,
  )
  const born = groupBy([...people.values()], ({ birthDate }) => birthDate ?? '')
  return {
    people,
    *near(one) {
      for (const classId of classes.of(one.id)) yield* classes.to(classId)
      for (const child of children.of(one.id)) yield* children.to(child)
      if (one.birthDate !== null) for (const { id } of born.get(one.birthDate) ?? []) yield id
    },
    apart: (a, b) => sources.of(a).size > 0 && sources.of(b).size > 0 && !sources.share(a, b),
    shareClass: classes.share,
    shareChild: children.share,
  }
}

interface Links {
  of(from: number): ReadonlySet<number>
  to(to: number): ReadonlySet<number>
  share(a: number, b: number): boolean
}

function links(connection: ReadConnection, sql: string): Links {
  const forward = new Map<number, Set<number>>()
  const back = new Map<number, Set<number>>()
  const none: ReadonlySet<number> = new Set()
  const put = (map: Map<number, Set<number>>, key: number, value: number) => {
    const set = map.get(key)
    if (set === undefined) map.set(key, new Set([value]))
    else set.add(value)
  }
  for (const { from, to } of connection.read<{ from: number; to: number }>(sql).iterate()) {
    put(forward, from, to)
    put(back, to, from)
  }
  const of = (from: number) => forward.get(from) ?? none
  return {
    of,
    to: (to) => back.get(to) ?? none,
    share: (a, b) => {
      const others = of(b)
      for (const one of of(a)) if (others.has(one)) return true
      return false
    },
  }
}
