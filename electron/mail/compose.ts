/** From a draft and a plan to the rows of the ledger: one personalised message per recipient. */
import { TrousseError } from '../contract/errors.ts'
import { MESSAGE_VARIABLES, variablesIn } from '../contract/message-variables.ts'
import type { MessageDraft, MessageFile, PupilSheet, Recipient, RecipientPlan } from '../contract/views.ts'
import { checkMailAddress } from '../domain/mail-address.ts'
import { fillTemplate, type TemplateValues } from '../domain/mail-template.ts'
import { toInstant } from '../platform/clock.ts'
import type { NewDelivery, NewMessage } from '../store/api.ts'
import { nameLine, subjectLine } from './header-text.ts'

/** Between the last two names of several pupils, by language of the message. */
const AND = { fr: ' et ', en: ' and ' } as const
export type MessageLocale = keyof typeof AND

export interface ComposeInput {
  readonly draft: MessageDraft
  readonly plan: RecipientPlan
  /** The sheets the plan was made from. */
  readonly pupils: readonly PupilSheet[]
  /** Of whoever has no values of their own in `valuesOf`. */
  readonly className: string
  /** What the variables are for one pupil; their name and `className` where it is left out. */
  readonly valuesOf?: (pupilId: number) => TemplateValues
  /** What goes with one recipient's message. */
  readonly filesOf?: (recipient: Recipient) => readonly MessageFile[]
  /** A sentence of ours after the text: where the files are, for instance. */
  readonly note?: string
  readonly fromAddress: string
  readonly fromName: string
  /** Appended after "-- " when not empty. */
  readonly signature?: string
  readonly locale?: MessageLocale
  /** Milliseconds since 1970. */
  readonly now: number
  /** A new UUID at each call. */
  readonly newId: () => string
}

function joinNames(names: readonly string[], locale: MessageLocale): string {
  const distinct = [...new Set(names)]
  if (distinct.length < 2) return distinct[0] ?? ''
  return `${distinct.slice(0, -1).join(', ')}${AND[locale]}${distinct.at(-1)}`
}

/** What the variables are for a recipient: of several pupils, each value once, joined as a sentence would. */
export function templateValues(
  recipient: Pick<Recipient, 'pupilIds'>,
  valuesOf: (pupilId: number) => TemplateValues,
  locale: MessageLocale,
): TemplateValues {
  const each = recipient.pupilIds.map(valuesOf)
  return Object.fromEntries(
    MESSAGE_VARIABLES.flatMap((variable) => {
      const known = each.flatMap((values) => values[variable] ?? [])
      return known.length === 0 ? [] : [[variable, joinNames(known, locale)]]
    }),
  )
}

/** Subject and body as one recipient will read them; also what the preview shows. */
export function personalise(
  draft: Pick<MessageDraft, 'subject' | 'body'>,
  values: TemplateValues,
  signature = '',
  note = '',
): { subject: string; body: string } {
  const { text } = fillTemplate(draft.body, values)
  const body = note === '' ? text : `${text}\n\n${note}`
  return {
    subject: subjectLine(fillTemplate(draft.subject, values).text),
    // RFC 3676 §4.3: "-- " with its space is what mail programs recognise as the start of a signature.
    body: signature.trim() === '' ? body : `${body}\n\n-- \n${signature.trim()}`,
  }
}

/** Throws `mail-variable-unknown` (`variable`, `field`, `line`) at the first name between braces that means nothing. */
function refuseUnknown(draft: Pick<MessageDraft, 'subject' | 'body'>): void {
  for (const field of ['subject', 'body'] as const) {
    const unknown = variablesIn(draft[field]).find(({ variable }) => variable === null)
    if (unknown === undefined) continue
    const { text: variable, line } = unknown
    throw new TrousseError('mail-variable-unknown', { variable, field, ...(field === 'body' ? { line } : {}) })
  }
}

/**
 * Builds the message and its rows, ready for `createMessage`. Each row's Message-ID is made here once and never
 * again: its domain is the sender's, as RFC 5322 §3.6.4 advises and as receivers that look for it expect.
 *
 * Throws `mail-no-recipient`, `mail-address-invalid` (the sender's own, param `field: 'from'`),
 * `mail-variable-unknown`, or `mail-header-invalid` when the subject is empty once cleaned.
 */
export function createMessageDeliveries(input: ComposeInput): NewMessage {
  const { draft, plan, locale = draft.locale ?? 'fr' } = input
  const from = checkMailAddress(input.fromAddress)
  if (!from.ok) throw new TrousseError('mail-address-invalid', { field: 'from', reason: from.reason })
  if (plan.recipients.length === 0) throw new TrousseError('mail-no-recipient')
  refuseUnknown(draft)
  const pupils = new Map(input.pupils.map((pupil) => [pupil.id, pupil]))
  const idDomain = from.address.slice(from.address.indexOf('@') + 1)
  const namesOf = (pupilId: number): TemplateValues => {
    const pupil = pupils.get(pupilId)
    return { givenName: pupil?.givenName ?? '', familyName: pupil?.familyName ?? '', className: input.className }
  }
  const deliveries: NewDelivery[] = plan.recipients.map((recipient) => {
    const values = templateValues(recipient, input.valuesOf ?? namesOf, locale)
    const personal = personalise(draft, values, input.signature, input.note)
    if (personal.subject === '') throw new TrousseError('mail-header-invalid', { field: 'subject' })
    return {
      personId: recipient.personId,
      pupilIds: recipient.pupilIds,
      recipientName: nameLine(recipient.name),
      about: recipient.about,
      address: recipient.address,
      messageIdHeader: `${input.newId()}@${idDomain}`,
      subject: personal.subject,
      body: personal.body,
      ...(input.filesOf ? { files: input.filesOf(recipient) } : {}),
    }
  })
  return {
    ...draft,
    createdAt: toInstant(input.now),
    fromAddress: from.address,
    fromName: nameLine(input.fromName),
    deliveries,
    pupilIds: input.pupils.filter(({ active }) => active).map(({ id }) => id),
    moved: plan.missing.flatMap(({ pupilId, moved }) => (moved === undefined ? [] : [{ pupilId, to: moved }])),
  }
}
