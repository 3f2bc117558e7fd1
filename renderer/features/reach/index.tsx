import type { ScreenProps } from '../../app/router.ts'
import { ReachPage } from './reach-page.tsx'

const idIn = (text: string | null | undefined): number | null => {
  const id = Number(text)
  return Number.isInteger(id) && id > 0 ? id : null
}

/** `#/message`, `#/message/<classId>`, `?from=<messageId>` to begin with the text of another one. */
export function Screen({ path, query }: ScreenProps) {
  return <ReachPage initialClassId={idIn(path[0])} fromMessageId={idIn(query.get('from'))} />
}
