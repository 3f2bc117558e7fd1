/** The teacher's answers about who is the same, each one transaction. */
import { TrousseError } from '../../contract/errors.ts'
import type { WriteConnection } from '../connection.ts'
import { mergePeople, settlePair, undoMerge } from './merge.ts'
import { ask, findPairs } from './questions.ts'

/** Throws `not-found` when one of the questions was answered already, or has no object any more. */
export function decideMatches(connection: WriteConnection, ids: readonly number[], same: boolean, at: string): void {
  const pair = connection.read<{ firstId: number; secondId: number }, [number]>(
    `SELECT q.first_id AS firstId, q.second_id AS secondId
     FROM person_pair q JOIN person a ON a.id = q.first_id AND a.active = 1
       JOIN person b ON b.id = q.second_id AND b.active = 1
     WHERE q.id = ? AND q.state = 'open'`,
  )
  connection.transaction(() => {
    const joined = new Set<number>()
    for (const id of ids) {
      const found = pair.get(id)
      // Of several answered at once, an earlier one may have settled this one.
      if (found === undefined && ids.length > 1) continue
      if (found === undefined) throw new TrousseError('not-found', { what: 'match' })
      const { firstId, secondId } = found
      settlePair(connection, firstId, secondId, same ? 'same' : 'different', at)
      if (!same) continue
      mergePeople(connection, { keptId: firstId, otherId: secondId, how: 'teacher', at })
      joined.add(firstId)
    }
    if (joined.size > 0) joinFamilies(connection, joined, at)
  })
}

/** The guardians that joining children leaves twice beside one child; whoever may be someone else is asked about. */
function joinFamilies(connection: WriteConnection, children: ReadonlySet<number>, at: string): void {
  const family = connection
    .read<{ id: number }, [string]>(
      'SELECT DISTINCT guardian_id AS id FROM guardianship WHERE pupil_id IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify([...children]))
    .map(({ id }) => id)
  const pairs = findPairs(connection, new Set([...children, ...family]))
  const fits = new Map<number, number>()
  for (const { firstId, secondId, verdict } of pairs) {
    if (verdict !== 'same') continue
    for (const id of [firstId, secondId]) fits.set(id, (fits.get(id) ?? 0) + 1)
  }
  const gone = new Set<number>()
  for (const { firstId, secondId, verdict } of pairs) {
    // Sure only when nobody else fits.
    if (verdict !== 'same' || fits.get(firstId) !== 1 || fits.get(secondId) !== 1) continue
    if (wasParted(connection, firstId, secondId)) continue
    mergePeople(connection, { keptId: firstId, otherId: secondId, how: 'same-child', at })
    gone.add(secondId)
  }
  ask(
    connection,
    pairs.filter(({ secondId, firstId }) => !gone.has(firstId) && !gone.has(secondId)),
    at,
  )
}

const wasParted = (connection: WriteConnection, firstId: number, secondId: number): boolean =>
  connection
    .read<{ id: number }, [number, number]>(
      `SELECT id FROM person_pair WHERE first_id = ? AND second_id = ? AND state = 'different'`,
    )
    .get(firstId, secondId) !== undefined

/** Throws `not-found` when there is nothing to take back. */
export const undoMatch = (connection: WriteConnection, mergeId: number, at: string): void =>
  connection.transaction(() => undoMerge(connection, mergeId, at))
