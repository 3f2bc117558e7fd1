/** Work handed in: `#/handed-in`, `/<classId>`, `/<classId>/<assignmentId>`, `/questions`. */
import type { ScreenProps } from '../../app/router.ts'
import { HandedInPage } from './handed-in-page.tsx'

export { PupilHandedIn } from './pupil-handed-in.tsx'
export { ReplyFiles } from './reply-files.tsx'

const toId = (text: string | undefined): number | null =>
  text !== undefined && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null

export function Screen({ path }: ScreenProps) {
  const [first, second] = path
  return <HandedInPage classId={toId(first)} assignmentId={toId(second)} questionsFirst={first === 'questions'} />
}
