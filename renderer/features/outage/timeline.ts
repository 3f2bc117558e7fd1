import type { AvailabilityHistory, OutageView } from '../../../electron/contract/views.ts'

/** A stretch of a timeline, in percent of its length. */
export interface Stretch {
  readonly left: number
  readonly width: number
}

/** The part of a period that lies between two instants; null when none does. Never outside 0 to 100. */
export function stretchOf(from: string, to: string, period: Pick<AvailabilityHistory, 'from' | 'to'>): Stretch | null {
  const start = Date.parse(period.from)
  const length = Date.parse(period.to) - start
  if (!(length > 0)) return null
  const share = (iso: string) => Math.min(1, Math.max(0, (Date.parse(iso) - start) / length))
  const left = share(from)
  const right = share(to)
  if (!(right >= left) || Date.parse(to) < start || Date.parse(from) > start + length) return null
  return { left: left * 100, width: (right - left) * 100 }
}

/** How long an outage has lasted, in milliseconds. */
export const lengthOf = ({ beganAt, endedAt }: Pick<OutageView, 'beganAt' | 'endedAt'>, now: string): number =>
  Math.max(0, Date.parse(endedAt ?? now) - Date.parse(beganAt))
