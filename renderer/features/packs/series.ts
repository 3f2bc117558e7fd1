/** Several sticks in a row for a class: who is next, what each stick became. Pure. */
import type { ErrorShape } from '../../../electron/contract/errors.ts'

export interface SeriesPupil {
  readonly id: number
  readonly name: string
}

/** What became of one stick. */
export interface Stick {
  readonly driveId: string
  readonly driveName: string
  /** Null when every stick gets the same pack. */
  readonly pupil: SeriesPupil | null
  readonly state: 'done' | 'failed'
  readonly packId: number | null
  readonly bytes: number
  readonly passphrase: string | null
  readonly error: ErrorShape | null
  /** `ejected`: it can be taken out; an error: it was written all the same. */
  readonly eject: 'pending' | 'ejected' | ErrorShape
}

export interface Series {
  /** Who still waits for a stick, in the order of the class; null: the same pack on each stick. */
  readonly waiting: readonly SeriesPupil[] | null
  readonly total: number | null
  readonly sticks: readonly Stick[]
  /** The one passphrase of a pack that every stick gets, once it is known. */
  readonly passphrase: string | null
}

export const beginSeries = (pupils: readonly SeriesPupil[] | null, passphrase: string | null): Series => ({
  waiting: pupils,
  total: pupils?.length ?? null,
  sticks: [],
  passphrase,
})

/** Null when every stick gets the same, or when nobody waits any more. */
export const nextPupil = (series: Series): SeriesPupil | null => series.waiting?.[0] ?? null

export const isOver = (series: Series): boolean => series.waiting?.length === 0

/** The pupil is served last: absent today, or without a stick. */
export function putLast(series: Series): Series {
  const [first, ...others] = series.waiting ?? []
  return first === undefined ? series : { ...series, waiting: [...others, first] }
}

/** A pupil whose stick failed still waits; one whose stick is written does not. */
export function withStick(series: Series, stick: Stick): Series {
  const isServed = stick.state === 'done'
  return {
    ...series,
    sticks: [...series.sticks, stick],
    waiting: isServed && series.waiting ? series.waiting.filter(({ id }) => id !== stick.pupil?.id) : series.waiting,
    passphrase: series.passphrase ?? (series.waiting === null && isServed ? stick.passphrase : null),
  }
}

/** What the computer answered when it was asked to let the last stick of this drive go. */
export const withEject = (series: Series, driveId: string, eject: Stick['eject']): Series => {
  const at = series.sticks.findLastIndex((stick) => stick.driveId === driveId)
  return { ...series, sticks: series.sticks.map((stick, index) => (index === at ? { ...stick, eject } : stick)) }
}

export const written = (series: Series): number => series.sticks.filter(({ state }) => state === 'done').length

/** The one that had this drive before, in this series; null when it is new to it. */
export const stickOf = (series: Series, driveId: string): Stick | null =>
  series.sticks.findLast((stick) => stick.driveId === driveId && stick.state === 'done') ?? null
