/** What sources say differently of one person: all kept, listed until the teacher decides. */
import { TrousseError } from '../../contract/errors.ts'
import type { Difference, DifferenceField, DifferenceKey, Page } from '../../contract/views.ts'
import { birthDatesDiffer, contactsDiffer, namesDiffer, type PersonStatement } from '../../domain/person-matching.ts'
import type { ReadConnection, WriteConnection } from '../connection.ts'
import { groupBy } from '../group-by.ts'
import { divisionOf } from '../queries/reach.ts'
import { refreshIdentity } from './identity.ts'

type Value = Difference['values'][number]
type Found = DifferenceKey & { readonly values: Value[] }

interface Said extends PersonStatement {
  readonly personId: number
  readonly sourceLabel: string
}

/** People of whom several sources speak. */
const SHARED = `
  SELECT row_id FROM external_id WHERE entity = 'person' AND active = 1
  GROUP BY row_id HAVING count(DISTINCT source_id) > 1`

function findDifferences(connection: ReadConnection): Found[] {
  const said = connection
    .read<Said>(
      `SELECT e.row_id AS personId, e.source_id AS sourceId, k.kind AS sourceKind, k.label AS sourceLabel,
         s.family_name AS familyName, s.given_name AS givenName, s.birth_date AS birthDate
       FROM external_id e JOIN source k ON k.id = e.source_id JOIN person p ON p.id = e.row_id AND p.active = 1
         JOIN person_statement s ON s.source_id = e.source_id AND s.external_id = e.external_id
       WHERE e.entity = 'person' AND e.active = 1 AND e.row_id IN (${SHARED})
       ORDER BY p.family_fold, p.given_fold, p.id, e.source_id`,
    )
    .all()
  const found: Found[] = []
  for (const [personId, statements] of groupBy(said, (one) => one.personId)) {
    const values = (text: (one: Said) => string | null): Value[] =>
      statements.flatMap((one) => {
        const value = text(one)
        return value === null ? [] : [{ sourceId: one.sourceId, sourceLabel: one.sourceLabel, value }]
      })
    const add = (field: DifferenceField, list: Value[]) => found.push({ personId, aboutId: null, field, values: list })
    if (namesDiffer(statements))
      add(
        'name',
        values((one) => `${one.familyName} ${one.givenName}`.trim()),
      )
    if (birthDatesDiffer(statements))
      add(
        'birthDate',
        values((one) => one.birthDate),
      )
  }
  return [...found, ...findContactDifferences(connection), ...findLevelDifferences(connection)]
}

function findContactDifferences(connection: ReadConnection): Found[] {
  const points = connection
    .read<{ personId: number; field: 'email' | 'phone'; sourceId: number; sourceLabel: string; value: string }>(
      `SELECT c.person_id AS personId, c.kind AS field, s.source_id AS sourceId, k.label AS sourceLabel, c.value
       FROM contact_point c JOIN contact_point_source s ON s.contact_point_id = c.id
         JOIN source k ON k.id = s.source_id JOIN person p ON p.id = c.person_id AND p.active = 1
       WHERE c.person_id IN (${SHARED})
       ORDER BY p.family_fold, p.given_fold, c.person_id, c.kind, s.source_id, c.position, c.id`,
    )
    .all()
  const found: Found[] = []
  for (const own of groupBy(points, ({ personId, field }) => `${personId} ${field}`).values()) {
    const bySource = [...groupBy(own, ({ sourceId }) => sourceId).values()]
    const [first] = own
    if (first === undefined || !contactsDiffer(bySource.map((some) => some.map(({ value }) => value)))) continue
    const values = bySource.flatMap(([one, ...more]) =>
      one === undefined
        ? []
        : [
            {
              sourceId: one.sourceId,
              sourceLabel: one.sourceLabel,
              value: [one, ...more].map((p) => p.value).join(', '),
            },
          ],
    )
    found.push({ personId: first.personId, aboutId: null, field: first.field, values })
  }
  return found
}

function findLevelDifferences(connection: ReadConnection): Found[] {
  const links = connection
    .read<{ personId: number; aboutId: number; sourceId: number; sourceLabel: string; value: string }>(
      `SELECT g.guardian_id AS personId, g.pupil_id AS aboutId, g.source_id AS sourceId, k.label AS sourceLabel,
         CAST(g.level AS TEXT) AS value
       FROM guardianship g JOIN source k ON k.id = g.source_id AND k.removed_at IS NULL
         JOIN person p ON p.id = g.guardian_id AND p.active = 1
         JOIN person c ON c.id = g.pupil_id AND c.active = 1
       WHERE EXISTS (SELECT 1 FROM guardianship o JOIN source ok ON ok.id = o.source_id AND ok.removed_at IS NULL
         WHERE o.guardian_id = g.guardian_id AND o.pupil_id = g.pupil_id AND o.level <> g.level)
       ORDER BY p.family_fold, p.given_fold, g.guardian_id, g.pupil_id, g.source_id`,
    )
    .all()
  return [...groupBy(links, ({ personId, aboutId }) => `${personId} ${aboutId}`).values()].flatMap((both) => {
    const [first] = both
    if (first === undefined) return []
    const values = both.map(({ sourceId, sourceLabel, value }) => ({ sourceId, sourceLabel, value }))
    return [{ personId: first.personId, aboutId: first.aboutId, field: 'level' as const, values }]
  })
}

const keyOf = ({ personId, aboutId, field }: DifferenceKey): string => `${personId} ${aboutId ?? 0} ${field}`

/** What the teacher saw when deciding, to know when there is something else to see. */
const seenOf = (values: readonly Value[]): string =>
  JSON.stringify(values.map(({ sourceId, value }) => [sourceId, value]))

/** Choices that still hold: the sources have said nothing else since. */
function readChoices(connection: ReadConnection): Map<string, { sourceId: number | null; seen: string }> {
  const rows = connection
    .read<{ personId: number; aboutId: number; field: DifferenceField; sourceId: number | null; seen: string }>(
      `SELECT person_id AS personId, about_id AS aboutId, field, source_id AS sourceId, seen FROM difference_choice`,
    )
    .all()
  return new Map(rows.map((row) => [keyOf(row), row]))
}

function withChoices(connection: ReadConnection): (Found & { readonly chosen?: number | null })[] {
  const choices = readChoices(connection)
  return findDifferences(connection).map((one) => {
    const choice = choices.get(keyOf(one))
    return choice === undefined || choice.seen !== seenOf(one.values) ? one : { ...one, chosen: choice.sourceId }
  })
}

export const countDifferences = (connection: ReadConnection): number =>
  withChoices(connection).filter(({ chosen }) => chosen === undefined).length

/** Those to decide first. */
export function listDifferences(connection: ReadConnection, limit: number): Page<Difference> {
  const all = withChoices(connection)
  const rows = [...all.filter((one) => one.chosen === undefined), ...all.filter((one) => one.chosen !== undefined)]
  const person = connection.read<Pick<Difference, 'role' | 'name' | 'className'>, [number]>(
    `SELECT p.role, p.given_name || ' ' || p.family_name AS name, ${divisionOf('p.id')} AS className
     FROM person p WHERE p.id = ?`,
  )
  const described = rows.slice(0, limit).flatMap((one): Difference[] => {
    const owner = person.get(one.personId)
    const about = one.aboutId === null ? undefined : person.get(one.aboutId)
    if (owner === undefined) return []
    return [{ ...one, ...owner, className: about?.className ?? owner.className, aboutName: about?.name ?? null }]
  })
  return { rows: described, total: all.length }
}

/**
 * Keeps the teacher's choice and shows it: one source's word, or all of them (null). Throws `not-found` when there
 * is no such difference any more, `invalid-request` for a source that is not part of it.
 */
export function decideDifferences(
  connection: WriteConnection,
  keys: readonly DifferenceKey[],
  sourceId: number | null,
  at: string,
): void {
  const known = new Map(findDifferences(connection).map((one) => [keyOf(one), one]))
  for (const key of keys) {
    const difference = known.get(keyOf(key))
    if (difference === undefined) throw new TrousseError('not-found', { what: 'difference' })
    if (sourceId !== null && !difference.values.some((one) => one.sourceId === sourceId)) {
      throw new TrousseError('invalid-request', { what: 'source' })
    }
    connection
      .write<[number, number, string, number | null, string, string]>(
        `INSERT INTO difference_choice (person_id, about_id, field, source_id, seen, decided_at)
         VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (person_id, about_id, field) DO UPDATE SET source_id = excluded.source_id,
           seen = excluded.seen, decided_at = excluded.decided_at`,
      )
      .run(key.personId, key.aboutId ?? 0, key.field, sourceId, seenOf(difference.values), at)
    if (key.field === 'name' || key.field === 'birthDate') refreshIdentity(connection, key.personId)
    if (key.field === 'email' || key.field === 'phone') {
      setAside(connection, { personId: key.personId, kind: key.field, sourceId, at })
    }
  }
}

/** Lets the sources speak again. */
export function letGoOfChoice(connection: WriteConnection, key: DifferenceKey): void {
  connection
    .write<[number, number, string]>('DELETE FROM difference_choice WHERE person_id = ? AND about_id = ? AND field = ?')
    .run(key.personId, key.aboutId ?? 0, key.field)
  if (key.field === 'name' || key.field === 'birthDate') refreshIdentity(connection, key.personId)
  if (key.field === 'email' || key.field === 'phone') {
    setAside(connection, { personId: key.personId, kind: key.field, sourceId: null, at: '' })
  }
}

/**
 * An address set aside for another source's comes back once nothing of its kind is left to its owner: what a source
 * takes away must not leave a family out of reach.
 */
export function bringBackAddresses(connection: WriteConnection): void {
  connection
    .write(
      `UPDATE contact_point AS c SET set_aside_at = NULL
       WHERE c.set_aside_at IS NOT NULL AND NOT EXISTS (
         SELECT 1 FROM contact_point o WHERE o.person_id = c.person_id AND o.kind = c.kind AND o.set_aside_at IS NULL)`,
    )
    .run()
}

/** Never what the teacher typed. */
function setAside(
  connection: WriteConnection,
  { personId, kind, sourceId, at }: { personId: number; kind: string; sourceId: number | null; at: string },
): void {
  connection
    .write<[number, string]>('UPDATE contact_point SET set_aside_at = NULL WHERE person_id = ? AND kind = ?')
    .run(personId, kind)
  if (sourceId === null) return
  connection
    .write<[string, number, string, number]>(
      `UPDATE contact_point SET set_aside_at = ?
       WHERE person_id = ? AND kind = ? AND entered_by_teacher = 0
         AND NOT EXISTS (SELECT 1 FROM contact_point_source s WHERE s.contact_point_id = contact_point.id
           AND s.source_id = ?)`,
    )
    .run(at, personId, kind, sourceId)
}
