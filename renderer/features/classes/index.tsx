import type { ScreenProps } from '../../app/router.ts'
import { PortraitsPage } from '../portraits/index.tsx'
import { ClassList } from './class-list.tsx'
import { ClassPage } from './class-page.tsx'
import { CoveragePage } from './coverage-page.tsx'
import { PhoneSheet } from './phone-sheet.tsx'
import { PupilPage } from './pupil-page.tsx'

export { ReachBadge } from './coverage.tsx'
export { formatPhone } from './format-phone.ts'

/** `#/classes`, `#/classes/<classId>`, `#/classes/<classId>/phones`, `/photos` or `/reach`, `#/classes/pupil/<pupilId>`. */
export function Screen({ path }: ScreenProps) {
  const [first, second] = path
  if (first === 'pupil' && second !== undefined) return <PupilPage key={second} pupilId={Number(second)} />
  const classId = Number(first)
  if (first === undefined || !Number.isInteger(classId)) return <ClassList />
  if (second === 'photos') return <PortraitsPage key={classId} classId={classId} />
  if (second === 'reach') return <CoveragePage key={classId} classId={classId} />
  return second === 'phones' ? (
    <PhoneSheet key={classId} classId={classId} />
  ) : (
    <ClassPage key={classId} classId={classId} />
  )
}
