import type { ScreenProps } from '../../app/router.ts'
import { ReachPage } from './reach-page.tsx'

/** `#/message`, `#/message/<classId>`. */
export function Screen({ path }: ScreenProps) {
  const classId = Number(path[0])
  return <ReachPage initialClassId={Number.isInteger(classId) && classId > 0 ? classId : null} />
}
