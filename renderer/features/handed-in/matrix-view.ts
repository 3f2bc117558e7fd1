/** What the matrix of a class shows, decided apart from how. */
import type { HandedIn, HandedInClass } from '../../../electron/contract/views.ts'

/** `awaited`: not due yet; `missing`: due, and others gave it; `nothing`: due, but perhaps nothing to hand in. */
export type CellState = 'given' | 'late' | 'awaited' | 'missing' | 'nothing'

export interface Cell {
  readonly state: CellState
  readonly items: readonly HandedIn[]
  /** Everything in it was corrected. */
  readonly corrected: boolean
}

export interface Column {
  /** Null: other work than what was asked. */
  readonly assignmentId: number | null
  readonly title: string
  readonly subject: string | null
  readonly dueOn: string | null
  readonly given: number
}

const key = (pupilId: number | null, assignmentId: number | null) => `${pupilId} ${assignmentId}`

/** The state of a pupil's work for one assignment. The first thing given in time counts, whatever comes after. */
function stateOf(items: readonly HandedIn[], { dueOn, given }: Column, today: string): CellState {
  if (items.some(({ late }) => !late)) return 'given'
  if (items.length > 0) return 'late'
  if (dueOn === null || dueOn >= today) return 'awaited'
  return given > 0 ? 'missing' : 'nothing'
}

export interface Matrix {
  readonly columns: readonly Column[]
  readonly cellOf: (pupilId: number, column: Column) => Cell
}

/** @param today ISO day */
export function matrixOf(data: HandedInClass, today: string): Matrix {
  const items = new Map<string, HandedIn[]>()
  for (const item of data.items) {
    const at = key(item.pupilId, item.assignmentId)
    const list = items.get(at)
    if (list) list.push(item)
    else items.set(at, [item])
  }
  const givenFor = (assignmentId: number | null) =>
    new Set(data.items.filter((item) => item.assignmentId === assignmentId).map(({ pupilId }) => pupilId)).size
  const columns: Column[] = data.assignments.map(({ id, title, subject, dueOn }) => ({
    assignmentId: id,
    title,
    subject,
    dueOn,
    given: givenFor(id),
  }))
  const others = givenFor(null)
  if (others > 0) columns.push({ assignmentId: null, title: '', subject: null, dueOn: null, given: others })
  return {
    columns,
    cellOf(pupilId, column) {
      const found = items.get(key(pupilId, column.assignmentId)) ?? []
      return {
        items: found,
        state: stateOf(found, column, today),
        corrected: found.length > 0 && found.every(({ corrected }) => corrected),
      }
    },
  }
}
