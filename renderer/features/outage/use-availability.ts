import { useChannel } from '../../bridge/index.ts'
import { type AvailabilitySummary, summarise } from './summary.ts'

const UNREAD: AvailabilitySummary = summarise([])

/** What is up and down at this moment, kept fresh by events. */
export function useAvailability(): AvailabilitySummary {
  const { data } = useChannel('availability.read')
  return data ? summarise(data) : UNREAD
}
