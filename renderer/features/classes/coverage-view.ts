/** What the page of who could be reached counts and proposes. Pure. */
import type { ClassReach, GapWay, ReachGapRow } from '../../../electron/contract/views.ts'

export type GapCounts = Readonly<Record<GapWay, number>>

/** How many pupils each way would help. */
export function gapCounts({ rows }: Pick<ClassReach, 'rows'>): GapCounts {
  const of = (way: GapWay) => rows.filter(({ ways }) => ways.includes(way)).length
  return {
    'ask-by-mail': of('ask-by-mail'),
    form: of('form'),
    import: of('import'),
    office: of('office'),
    call: of('call'),
  }
}

/** Somebody of their family reads e-mail and can be asked for the rest. */
export const pupilsToAsk = (rows: readonly ReachGapRow[]): number[] =>
  rows
    .filter(({ ways, gap }) => gap === 'one-guardian-without' && ways.includes('ask-by-mail'))
    .map(({ pupilId }) => pupilId)

/** Of one pupil, the two shortest: a list of five is no advice. */
export const waysFor = ({ ways }: Pick<ReachGapRow, 'ways'>): readonly GapWay[] => ways.slice(0, 2)
