import type { ScreenProps } from '../../app/router.ts'
import { AssignmentsPage } from './assignments-page.tsx'
import { CalendarPage } from './calendar/calendar-page.tsx'
import { readCalendarChoice } from './calendar/choice.ts'
import { DraftPage } from './draft/draft-page.tsx'

const positive = (text: string | null | undefined): number | null => {
  const value = Number(text)
  return Number.isInteger(value) && value > 0 ? value : null
}

/**
 * `#/assignments`, `#/assignments/<assignmentId>`, `?class=<classId>`; `#/assignments/draft/<draftId>`;
 * `#/assignments/calendar`, `?view=month`, `?day=<day>`, `?class=<classId>`.
 */
export function Screen({ path, query }: ScreenProps) {
  if (path[0] === 'draft' && path[1] !== undefined) return <DraftPage key={path[1]} draftId={path[1]} />
  if (path[0] === 'calendar') return <CalendarPage choice={readCalendarChoice(query)} />
  return <AssignmentsPage initialId={positive(path[0])} initialClassId={positive(query.get('class'))} />
}
