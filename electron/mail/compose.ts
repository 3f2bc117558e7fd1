/** From a draft and a plan to the rows of the ledger: one personalised message per recipient. */
import { TrousseError } from '../contract/errors.ts'
import type { MessageDraft, PupilSheet, Recipient, RecipientPlan } from '../contract/views.ts'
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
  readonly className: string
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

export interface ComposedMessage {
  readonly message: NewMessage
  /** Variables that mean nothing, as typed: shown to the teacher before sending. */
  readonly unknownVariables: readonly string[]
}

function joinNames(names: readonly string[], locale: MessageLocale): string {
  const distinct = [...new Set(names)]
  if (distinct.length < 2) return distinct[0] ?? ''
  return `${distinct.slice(0, -1).join(', ')}${AND[locale]}${distinct.at(-1)}`
}

/** What `{prénom}`, `{nom}` and `{classe}` are for a recipient: those of the pupils they are written to about. */
export function templateValues(
  recipient: Recipient,
  pupils: ReadonlyMap<number, PupilSheet>,
  className: string,
  locale: MessageLocale,
): TemplateValues {
  const about = recipient.pupilIds.flatMap((pupilId) => pupils.get(pupilId) ?? [])
  return {
    givenName: joinNames(
      about.map((pupil) => pupil.givenName),
      locale,
    ),
    familyName: joinNames(
      about.map((pupil) => pupil.familyName),
      locale,
    ),
    className,
  }
}

/** Subject and body as one recipient will read them; also what the preview shows. */
export function personalise(
  draft: Pick<MessageDraft, 'subject' | 'body'>,
  values: TemplateValues,
  signature = '',
): { subject: string; body: string; unknown: readonly string[] } {
  const subject = fillTemplate(draft.subject, values)
  const body = fillTemplate(draft.body, values)
  // RFC 3676 §4.3: "-- " with its space is what mail programs recognise as the start of a signature.
  const signed = signature.trim() === '' ? body.text : `${body.text}\n\n-- \n${signature.trim()}`
  return {
    subject: subjectLine(subject.text),
    body: signed,
    unknown: [...new Set([...subject.unknown, ...body.unknown])],
  }
}

/**
 * Builds the message and its rows, ready for `createMessage`. Each row's Message-ID is made here once and never
 * again: its domain is the sender's, as RFC 5322 §3.6.4 advises and as receivers that look for it expect.
 *
 * Throws `mail-no-recipient`, `mail-address-invalid` (the sender's own, param `field: 'from'`), or
 * `mail-header-invalid` when the subject is empty once cleaned.
 */
export function createMessageDeliveries(input: ComposeInput): ComposedMessage {
  const { draft, plan, locale = 'fr' } = input
  const from = checkMailAddress(input.fromAddress)
  if (!from.ok) throw new TrousseError('mail-address-invalid', { field: 'from', reason: from.reason })
  if (plan.recipients.length === 0) throw new TrousseError('mail-no-recipient')
  const pupils = new Map(input.pupils.map((pupil) => [pupil.id, pupil]))
  const idDomain = from.address.slice(from.address.indexOf('@') + 1)
  const unknown = new Set<string>()
  const deliveries: NewDelivery[] = plan.recipients.map((recipient) => {
    const personal = personalise(draft, templateValues(recipient, pupils, input.className, locale), input.signature)
    if (personal.subject === '') throw new TrousseError('mail-header-invalid', { field: 'subject' })
    for (const name of personal.unknown) unknown.add(name)
    return {
      personId: recipient.personId,
      pupilIds: recipient.pupilIds,
      recipientName: nameLine(recipient.name),
      about: recipient.about,
      address: recipient.address,
      messageIdHeader: `${input.newId()}@${idDomain}`,
      subject: personal.subject,
      body: personal.body,
    }
  })
  return {
    message: {
      ...draft,
      createdAt: toInstant(input.now),
      fromAddress: from.address,
      fromName: nameLine(input.fromName),
      deliveries,
      pupilIds: input.pupils.filter(({ active }) => active).map(({ id }) => id),
    },
    unknownVariables: [...unknown],
  }
}
