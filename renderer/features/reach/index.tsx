import { useMemo } from 'react'
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

function idsIn(text: string | null): number[] | null {
  const ids = (text ?? '').split(',').flatMap((one) => idIn(one) ?? [])
  return ids.length > 0 ? ids : null
}

/**
 * `#/message`, `#/message/<classId>`, `?from=<messageId>` to begin with the text of another one, with
 * `&states=refused,bounced&missing=1` for those people of it; `?pupils=1,2` for these pupils, `&template=<key>` to begin
 * with a template of Trousse's.
 */
export function Screen({ path, query }: ScreenProps) {
  const search = query.toString()
  // One object per address: a new one at each rendering would begin again and again.
  const beginning = useMemo(() => {
    const asked = new URLSearchParams(search)
    return {
      fromMessageId: idIn(asked.get('from')),
      resend: choiceIn(asked),
      pupilIds: idsIn(asked.get('pupils')),
      templateKey: asked.get('template'),
    }
  }, [search])
  return <ReachPage initialClassId={idIn(path[0])} {...beginning} />
}
