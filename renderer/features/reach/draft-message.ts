import type { Request } from '../../../electron/contract/channels.ts'
import { type MessageVariable, variablesUsed } from '../../../electron/contract/message-variables.ts'
import type { DraftContent, MessageDraft } from '../../../electron/contract/views.ts'
import { RESENDABLE } from '../outbox/index.tsx'

export type PlanRequest = Request<'messages.plan'>

/** Whom and what a draft says, as the main process takes it; null while nobody is chosen. */
export function toPlanRequest(content: DraftContent): PlanRequest | null {
  const [classId, ...moreClassIds] = content.classIds
  if (classId === undefined || content.pupilIds?.length === 0) return null
  const { audience, changes, work, files, packs, tooBig, locale, only, pupilIds } = content
  return {
    classId,
    audience,
    locale,
    variables: variablesUsed(content.subject, content.body),
    ...(moreClassIds.length > 0 ? { moreClassIds } : {}),
    ...(pupilIds === null ? {} : { chosenPupilIds: pupilIds }),
    ...(only === null ? {} : { only: { ...only, states: knownStates(only.states) } }),
    ...(changes.length > 0 ? { changes } : {}),
    ...(work === null ? {} : { work }),
    ...(files.length > 0 ? { files } : {}),
    ...(packs === null ? {} : { packs }),
    ...(tooBig === null ? {} : { tooBig }),
  }
}

/** A draft of another release may name states that are no more. */
const knownStates = (states: readonly string[]) => RESENDABLE.filter((state) => states.includes(state))

/** With its text; null while nobody is chosen. */
export function toMessage(content: DraftContent): MessageDraft | null {
  const request = toPlanRequest(content)
  if (request === null) return null
  const { variables: _, ...rest } = request
  return { ...rest, subject: content.subject.trim(), body: content.body }
}

export const usesVariable = ({ subject, body }: DraftContent, variable: MessageVariable): boolean =>
  variablesUsed(subject, body).includes(variable)
