import type { ResendChoice } from '../../../electron/contract/views.ts'
import type { ScreenProps } from '../../app/router.ts'
import { RESENDABLE } from '../outbox/index.tsx'
import { ReachPage } from './reach-page.tsx'

const idIn = (text: string | null | undefined): number | null => {
  const id = Number(text)
  return Number.isInteger(id) && id > 0 ? id : null
}

/** Which people of the earlier message; null for all of the class. */
function choiceIn(query: URLSearchParams): Omit<ResendChoice, 'messageId'> | null {
  const states = (query.get('states') ?? '').split(',').flatMap((text) => {
    const parsed = RESENDABLE.find((state) => state === text)
    return parsed ? [parsed] : []
  })
  const missing = query.get('missing') === '1'
  return states.length > 0 || missing ? { states, missing } : null
}

/**
 * `#/message`, `#/message/<classId>`, `?from=<messageId>` to begin with the text of another one, with
 * `&states=refused,bounced&missing=1` for those people of it.
 */
export function Screen({ path, query }: ScreenProps) {
  return <ReachPage initialClassId={idIn(path[0])} fromMessageId={idIn(query.get('from'))} resend={choiceIn(query)} />
}
