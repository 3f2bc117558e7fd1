import type { PlatformView } from '../../../electron/contract/views.ts'
import { useChannel } from '../../bridge/index.ts'
import { type AvailabilitySummary, summarise } from './summary.ts'

const NOTHING: readonly PlatformView[] = []

/** What is up and down at this moment, kept fresh by events. */
export function useAvailability(): AvailabilitySummary {
  const { data } = useChannel('availability.platforms')
  return summarise(data ?? NOTHING)
}
