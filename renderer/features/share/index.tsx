import type { ScreenProps } from '../../app/router.ts'
import { SharePage } from './share-page.tsx'

/** `#/share`, `#/share/<classId>`. */
export function Screen({ path }: ScreenProps) {
  const classId = Number(path[0])
  return <SharePage key={path[0]} initialClassId={Number.isInteger(classId) && classId > 0 ? classId : null} />
}
