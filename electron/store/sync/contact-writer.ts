/** Addresses and phones remember which sources give them; what the teacher entered is never taken away. */
import type { ContactPointRecord } from '../../contract/snapshot.ts'
import type { SqlValue, WriteConnection } from '../connection.ts'

export interface ContactWriter {
  /** For a person just made. */
  add(personId: number, points: readonly ContactPointRecord[]): void
  /** Makes this source's part of a person's contact points equal to `points`. */
  replace(personId: number, points: readonly ContactPointRecord[]): void
}

interface ExistingPoint {
  readonly id: number
  readonly kind: string
  readonly value: string
  readonly label: string | null
  readonly position: number
  readonly given: number
}

export function contactWriter(connection: WriteConnection, sourceId: number): ContactWriter {
  const existing = connection.read<ExistingPoint, [number, number]>(
    `SELECT c.id, c.kind, c.value, c.label, c.position,
       EXISTS (SELECT 1 FROM contact_point_source s WHERE s.contact_point_id = c.id AND s.source_id = ?) AS given
     FROM contact_point c WHERE c.person_id = ?`,
  )
  const insert = connection.write<[number, string, string, SqlValue, number]>(
    'INSERT INTO contact_point (person_id, kind, value, label, position) VALUES (?, ?, ?, ?, ?)',
  )
  const change = connection.write<[SqlValue, number, number]>(
    'UPDATE contact_point SET label = ?, position = ? WHERE id = ?',
  )
  const claim = connection.write<[number, number]>(
    'INSERT OR IGNORE INTO contact_point_source (contact_point_id, source_id) VALUES (?, ?)',
  )
  const release = connection.write<[number, number]>(
    'DELETE FROM contact_point_source WHERE contact_point_id = ? AND source_id = ?',
  )
  const dropUnclaimed = connection.write<[number]>(
    `DELETE FROM contact_point WHERE id = ? AND entered_by_teacher = 0
       AND NOT EXISTS (SELECT 1 FROM contact_point_source WHERE contact_point_id = contact_point.id)`,
  )
  const keyOf = (point: { kind: string; value: string }) => `${point.kind} ${point.value}`
  const put = (personId: number, point: ContactPointRecord, position: number) => {
    claim.run(insert.run(personId, point.kind, point.value, point.label ?? null, position).id, sourceId)
  }

  return {
    add(personId, points) {
      const seen = new Set<string>()
      for (const [position, point] of points.entries()) {
        if (seen.has(keyOf(point))) continue
        seen.add(keyOf(point))
        put(personId, point, position)
      }
    },
    replace(personId, points) {
      const before = new Map(existing.all(sourceId, personId).map((point) => [keyOf(point), point]))
      const seen = new Set<string>()
      for (const [position, point] of points.entries()) {
        const key = keyOf(point)
        if (seen.has(key)) continue
        seen.add(key)
        const known = before.get(key)
        if (known === undefined) {
          put(personId, point, position)
          continue
        }
        if (known.given === 0) claim.run(known.id, sourceId)
        const label = point.label ?? known.label
        if (label !== known.label || position !== known.position) change.run(label, position, known.id)
      }
      for (const [key, known] of before) {
        if (seen.has(key) || known.given === 0) continue
        release.run(known.id, sourceId)
        dropUnclaimed.run(known.id)
      }
    },
  }
}
