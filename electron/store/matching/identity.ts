/** What each source says of a person, and which of it the person's row shows. */
import type { PersonRecord } from '../../contract/snapshot.ts'
import { type IdentityChoices, type PersonStatement, shownIdentity } from '../../domain/person-matching.ts'
import type { ReadConnection, SqlValue, WriteConnection } from '../connection.ts'
import { foldPersonName } from '../fold.ts'

/** The words of the sources that list the person of this row now. */
export const readStatements = (connection: ReadConnection, rowId: number): PersonStatement[] =>
  connection
    .read<PersonStatement, [number]>(
      `SELECT e.source_id AS sourceId, k.kind AS sourceKind, s.family_name AS familyName, s.given_name AS givenName,
         s.birth_date AS birthDate
       FROM external_id e JOIN source k ON k.id = e.source_id
         JOIN person_statement s ON s.source_id = e.source_id AND s.external_id = e.external_id
       WHERE e.entity = 'person' AND e.row_id = ? AND e.active = 1`,
    )
    .all(rowId)

const readChoices = (connection: ReadConnection, rowId: number): IdentityChoices =>
  Object.fromEntries(
    connection
      .read<{ field: string; sourceId: number }, [number]>(
        `SELECT field, source_id AS sourceId FROM difference_choice
         WHERE person_id = ? AND field IN ('name', 'birthDate') AND source_id IS NOT NULL`,
      )
      .all(rowId)
      .map(({ field, sourceId }) => [field, sourceId]),
  )

export interface IdentityWriter {
  /** Keeps what this source says. */
  say(record: PersonRecord): void
  /** Shows the word that counts most, this source's new one included, and makes the row active. */
  show(rowId: number, record: PersonRecord): void
}

export function identityWriter(
  connection: WriteConnection,
  source: { readonly id: number; readonly kind: string },
): IdentityWriter {
  const say = connection.write<[number, string, string, string, SqlValue]>(
    `INSERT INTO person_statement (source_id, external_id, family_name, given_name, birth_date) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (source_id, external_id) DO UPDATE SET family_name = excluded.family_name,
       given_name = excluded.given_name, birth_date = excluded.birth_date`,
  )
  const update = connection.write<[string, string, string, string, string, SqlValue, number]>(
    // What no source gives any more is not taken away.
    `UPDATE person SET role = ?, family_name = ?, given_name = ?, family_fold = ?, given_fold = ?,
       birth_date = coalesce(?, birth_date), active = 1, inactive_since = NULL
     WHERE id = ?`,
  )
  return {
    say(record) {
      say.run(source.id, record.externalId, record.familyName, record.givenName, record.birthDate ?? null)
    },
    show(rowId, record) {
      const { familyName, givenName, birthDate = null, role } = record
      const others = readStatements(connection, rowId).filter(({ sourceId }) => sourceId !== source.id)
      const mine = { sourceId: source.id, sourceKind: source.kind, familyName, givenName, birthDate }
      const shown =
        others.length === 0 ? mine : (shownIdentity([...others, mine], readChoices(connection, rowId)) ?? mine)
      const folds = [foldPersonName(shown.familyName), foldPersonName(shown.givenName)] as const
      update.run(role, shown.familyName, shown.givenName, ...folds, shown.birthDate, rowId)
    },
  }
}

/** After a source went, rows were matched or parted, or the teacher chose. */
export function refreshIdentity(connection: WriteConnection, rowId: number): void {
  const shown = shownIdentity(readStatements(connection, rowId), readChoices(connection, rowId))
  if (shown === null) return
  connection
    .write<[string, string, string, string, SqlValue, number]>(
      `UPDATE person SET family_name = ?, given_name = ?, family_fold = ?, given_fold = ?,
         birth_date = coalesce(?, birth_date) WHERE id = ?`,
    )
    .run(
      shown.familyName,
      shown.givenName,
      foldPersonName(shown.familyName),
      foldPersonName(shown.givenName),
      shown.birthDate,
      rowId,
    )
}
