/** How each pupil's family was reached by one message, from the rows of the ledger and the calls noted. Pure. */
import type { Call, Coverage, DeliveryState, ReachedBy } from '../contract/views.ts'

/** One pupil a message was about, with the states of the rows about them and the calls, oldest first. */
export interface CoverageRow {
  readonly pupilId: number
  readonly name: string
  readonly states: readonly DeliveryState[]
  readonly calls: readonly Call[]
  /** The teacher meant to reach them otherwise. */
  readonly moved?: 'phone' | 'post' | null
}

/** The state of a row says that its recipient was reached, and how. */
const REACHED: Partial<Record<DeliveryState, ReachedBy>> = {
  answered: 'mail',
  accepted: 'mail',
  'handed-over': 'mail',
  phoned: 'phone',
  posted: 'post',
}
/** The best way first: a family written to and called was reached by mail. */
const BEST_FIRST: readonly ReachedBy[] = ['mail', 'phone', 'post']
const WAITING: ReadonlySet<DeliveryState> = new Set(['queued', 'in-flight', 'deferred'])

/**
 * How a pupil's family was reached: by one of its rows, or by a call. The latest call counts, so that one noted by
 * mistake is put right by noting again. `waiting`: something may still leave. `none`: nobody was reached.
 */
export function reachedBy(row: Pick<CoverageRow, 'states' | 'calls'>): ReachedBy {
  const ways = new Set(row.states.map((state) => REACHED[state]))
  if (row.calls.at(-1)?.result === 'reached') ways.add('phone')
  return (
    BEST_FIRST.find((way) => ways.has(way)) ?? (row.states.some((state) => WAITING.has(state)) ? 'waiting' : 'none')
  )
}

/** What stopped every row of a pupil nobody was reached for; without a row, the teacher's choice or no address. */
function reasonOf({ states, moved = null }: CoverageRow): NonNullable<Coverage['pupils'][number]['reason']> {
  for (const state of ['ambiguous', 'bounced', 'refused', 'cancelled'] as const) {
    if (states.includes(state)) return state
  }
  return moved === null ? 'no-address' : `moved-${moved}`
}

/** The figures, and the pupils whose family was not reached by mail: to be called, or called already. */
export function coverageOf(rows: readonly CoverageRow[]): Omit<Coverage, 'pupils' | 'again'> & {
  readonly pupils: readonly Omit<Coverage['pupils'][number], 'numbers'>[]
} {
  const pupils = rows.map((row) => ({ ...row, way: reachedBy(row) }))
  const by = (way: ReachedBy) => pupils.filter((pupil) => pupil.way === way).length
  return {
    total: pupils.length,
    byMail: by('mail'),
    byPhone: by('phone'),
    byPost: by('post'),
    waiting: by('waiting'),
    missing: rows.filter(({ states }) => states.length === 0).length,
    pupils: pupils
      .filter(({ way, calls }) => way === 'none' || way === 'phone' || way === 'post' || calls.length > 0)
      .map(({ states, moved = null, ...pupil }) => ({
        ...pupil,
        calls: [...pupil.calls],
        reason: pupil.way === 'none' ? reasonOf({ ...pupil, states, moved }) : null,
      })),
  }
}
