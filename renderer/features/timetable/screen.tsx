import type { ScreenProps } from '../../app/router.ts'
import { localDay, useFormat } from '../../ui/index.ts'
import { readChoice } from './choice.ts'
import { TimetablePage } from './timetable-page.tsx'

/** `#/timetable`, `?week=<Monday>`, `?class=<classId>` or `?name=<name>`, `?view=list`. */
export function Screen({ query }: ScreenProps) {
  const { now } = useFormat()
  const today = localDay(now)
  return <TimetablePage choice={readChoice(query, today)} today={today} />
}
