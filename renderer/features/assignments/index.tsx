import type { ScreenProps } from '../../app/router.ts'
import { AssignmentsPage } from './assignments-page.tsx'

/** `#/assignments`, `#/assignments/<assignmentId>`, `?class=<classId>`. */
export function Screen({ path, query }: ScreenProps) {
  const chosen = Number(path[0])
  const classId = Number(query.get('class'))
  return (
    <AssignmentsPage
      initialId={Number.isInteger(chosen) && chosen > 0 ? chosen : null}
      initialClassId={Number.isInteger(classId) && classId > 0 ? classId : null}
    />
  )
}
