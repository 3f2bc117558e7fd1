import type { ScreenProps } from '../../app/router.ts'
import { PacksPage } from './packs-page.tsx'

/** `#/packs`, `#/packs/<classId>`. */
export function Screen({ path }: ScreenProps) {
  const classId = Number(path[0])
  return <PacksPage key={path[0]} initialClassId={Number.isInteger(classId) && classId > 0 ? classId : null} />
}
