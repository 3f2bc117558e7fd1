import type { WorkChoice } from '../../../electron/contract/views.ts'
import { addDays } from '../../ui/index.ts'

const DAY_MS = 86_400_000

/** From `today` (ISO date) for that many days, today included. */
export const periodFrom = (today: string, days: number, files: boolean): WorkChoice => ({
  from: today,
  to: addDays(today, days - 1),
  files,
})

/** How many days a period has, both ends included; at least one. */
export function daysOf({ from, to }: Pick<WorkChoice, 'from' | 'to'>): number {
  const days = Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / DAY_MS) + 1
  return Math.max(1, Math.min(60, Number.isNaN(days) ? 1 : days))
}
