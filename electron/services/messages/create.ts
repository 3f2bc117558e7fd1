/** From a draft to the rows of the ledger, and to one recipient's message as it will arrive. */
import { TrousseError } from '../../contract/errors.ts'
import { VARIABLE_NAMES, variablesUsed } from '../../contract/message-variables.ts'
import type { MessageDraft, MessageFile, MessagePreviewView, Recipient } from '../../contract/views.ts'
import { messageBytes, splitFiles } from '../../domain/message-size.ts'
import { createMessageDeliveries, personalise, templateValues } from '../../mail/compose.ts'
import type { Outbox } from '../../mail/outbox.ts'
import { renderMessage } from '../../mail/render.ts'
import { toInstant } from '../../platform/clock.ts'
import type { NewMessage, StoreClient } from '../../store/api.ts'
import type { BlobStore } from '../../store/blobs.ts'
import type { Machine } from '../machine.ts'
import { copyPacks } from './files.ts'
import { type Assembled, assemble, sizeLimit } from './plan.ts'

export interface Sender {
  readonly address: string
  readonly name: string
  readonly signature: string
}

const NOTES = {
  fr: {
    link: (url: string) => `Les documents sont trop lourds pour un courriel\u00a0; ils sont ici\u00a0:\n${url}`,
    usb: 'Les documents sont trop lourds pour un courriel\u00a0: ils seront remis sur clé USB.',
  },
  en: {
    link: (url: string) => `The documents are too heavy for an e-mail; they are here:\n${url}`,
    usb: 'The documents are too heavy for an e-mail: they will be handed out on a USB stick.',
  },
} as const

/** What a message says of files that it does not carry. */
function noteOf({ tooBig, locale = 'fr' }: MessageDraft): string {
  if (tooBig?.kind === 'link') return NOTES[locale].link(tooBig.url)
  return tooBig?.kind === 'usb' ? NOTES[locale].usb : ''
}

const asRequest = (draft: MessageDraft) => ({ ...draft, variables: variablesUsed(draft.subject, draft.body) })

/**
 * The files of one recipient. All the pupils of one message have the same (`assemble` parts those that have not): a file
 * of one pupil in a message about another is refused here once more (reliability.md M14).
 */
function filesFor({ material }: Assembled, recipient: Recipient): readonly MessageFile[] {
  const [first, ...others] = recipient.pupilIds.map((pupilId) => material.filesOf(pupilId))
  const key = (files: readonly MessageFile[]) => files.map(({ sha256 }) => sha256).join()
  if (first === undefined || others.some((files) => key(files) !== key(first))) {
    throw new TrousseError('internal', { reason: 'files of another pupil' })
  }
  return first
}

/**
 * Writes the message and one waiting row per recipient, in one transaction, and the draft goes with it. Nothing is sent
 * yet. Files that are too much for one message make several, the first one's id is returned.
 *
 * Throws `not-found`, `mail-no-recipient`, `mail-address-invalid`, `mail-header-invalid`, `mail-variable-unknown`,
 * `mail-variable-empty`, `mail-too-large`, `mail-pack-missing`.
 */
export async function createMessage(
  machine: Machine,
  space: { readonly store: StoreClient; readonly blobs: BlobStore },
  outbox: Outbox,
  draft: MessageDraft,
  sender: Sender,
  draftId?: number,
): Promise<{ messageId: number; messageIds: number[]; recipients: number; missing: number }> {
  const { store } = space
  const request = asRequest(draft)
  const assembled = await assemble(machine, store, request)
  const { plan, audience, material, locale } = assembled
  const [empty] = material.empty(request.variables)
  if (empty !== undefined && plan.recipients.length > 0) {
    const variable = `{${VARIABLE_NAMES[locale][empty.variable]}}`
    throw new TrousseError('mail-variable-empty', { variable, pupils: empty.pupils })
  }
  // Of pupils ticked by hand, their own classes count, whichever the page had before.
  const [classId = draft.classId, ...moreClassIds] = audience.classIds
  const isApart = draft.tooBig?.kind === 'link' || draft.tooBig?.kind === 'usb'
  const message = createMessageDeliveries({
    draft: { ...draft, classId, moreClassIds },
    plan,
    pupils: audience.pupils.map(({ sheet }) => sheet),
    className: '',
    valuesOf: material.valuesOf,
    ...(isApart ? {} : { filesOf: (recipient: Recipient) => filesFor(assembled, recipient) }),
    note: noteOf(draft),
    fromAddress: sender.address,
    fromName: sender.name,
    signature: sender.signature,
    now: machine.clock.now(),
    newId: machine.newId,
    locale,
  })
  const { limit } = await sizeLimit(store)
  const parts = draft.tooBig?.kind === 'split' ? inParts(message, limit, machine.newId) : [message]
  for (const part of parts) refuseTooLarge(part, limit)
  if (!isApart && draft.packs !== undefined) {
    const lacks = plan.recipients.some(({ pupilIds }) => pupilIds.some((pupilId) => !material.packs.has(pupilId)))
    if (lacks) throw new TrousseError('mail-pack-missing')
    await copyPacks(material.packs, space.blobs)
  }
  const last = parts.length - 1
  const kept = parts.map((part, index) => (index === last && draftId !== undefined ? { ...part, draftId } : part))
  const [only] = kept
  const messageIds =
    kept.length === 1 && only !== undefined ? [await outbox.create(only)] : await store.write.createMessages(kept)
  return {
    messageId: messageIds[0] ?? 0,
    messageIds,
    recipients: plan.recipients.length,
    missing: plan.missing.length,
  }
}

const charactersOf = ({ subject, body }: { readonly subject: string; readonly body: string }) =>
  subject.length + body.length

/** Throws `mail-too-large` when any row would be more than is offered to the server. */
function refuseTooLarge(message: NewMessage, limit: number): void {
  for (const row of message.deliveries) {
    const bytes = messageBytes(charactersOf(row), row.files?.map((file) => file.bytes) ?? [])
    if ((row.files?.length ?? 0) > 0 && bytes > limit) throw new TrousseError('mail-too-large', { bytes, limit })
  }
}

/** The same message several times, each with what files fit, "(1/3)" in its subject; a row without files is in the first. */
function inParts(message: NewMessage, limit: number, newId: () => string): NewMessage[] {
  const shares = message.deliveries.map((row) => {
    const split = splitFiles(row.files ?? [], charactersOf(row), limit)
    if (split === null) {
      const bytes = Math.max(...(row.files ?? []).map((file) => messageBytes(charactersOf(row), [file.bytes])))
      throw new TrousseError('mail-too-large', { bytes, limit })
    }
    return { row, split: split.length === 0 ? [[]] : split }
  })
  const count = Math.max(1, ...shares.map(({ split }) => split.length))
  return Array.from({ length: count }, (_, part) => ({
    ...message,
    subject: numbered(message.subject, part, count),
    deliveries: shares.flatMap(({ row, split }) => {
      const files = split[part]
      if (files === undefined) return []
      const domain = row.messageIdHeader.slice(row.messageIdHeader.indexOf('@'))
      const messageIdHeader = part === 0 ? row.messageIdHeader : `${newId()}${domain}`
      return [{ ...row, files, messageIdHeader, subject: numbered(row.subject, part, split.length) }]
    }),
  }))
}

const numbered = (subject: string, part: number, count: number): string =>
  count === 1 ? subject : `${subject} (${part + 1}/${count})`

/** Whose message: of a person written to about several pupils apart, the one about this pupil. */
export interface PreviewOf {
  readonly personId: number
  readonly pupilId?: number | undefined
}

/**
 * The message as one recipient would get it, read back from the very bytes. Throws `not-found` when that person is not
 * among the recipients, and what `renderMessage` throws.
 */
export async function previewMessage(
  machine: Machine,
  store: StoreClient,
  draft: MessageDraft,
  { personId, pupilId }: PreviewOf,
  sender: Sender,
): Promise<MessagePreviewView> {
  const assembled = await assemble(machine, store, asRequest(draft))
  const recipient = assembled.plan.recipients.find(
    (one) => one.personId === personId && (pupilId === undefined || one.pupilIds.includes(pupilId)),
  )
  if (recipient === undefined) throw new TrousseError('not-found', { what: 'recipient' })
  const values = templateValues(recipient, assembled.material.valuesOf, assembled.locale)
  const personal = personalise(draft, values, sender.signature, noteOf(draft))
  const isApart = draft.tooBig?.kind === 'link' || draft.tooBig?.kind === 'usb'
  const joined = isApart ? [] : filesFor(assembled, recipient)
  const mime = await renderMessage({
    address: recipient.address,
    recipientName: recipient.name,
    // Before an account is set up there is no sender, and the look of the message does not depend on it.
    fromAddress: sender.address === '' ? 'vous@exemple.example' : sender.address,
    fromName: sender.name,
    messageIdHeader: 'apercu@exemple.example',
    subject: personal.subject,
    body: personal.body,
    createdAt: toInstant(machine.clock.now()),
    locale: assembled.locale,
  })
  // Loaded when needed, as for the answers of the mailbox.
  const { simpleParser } = await import('mailparser')
  const parsed = await simpleParser(Buffer.from(mime))
  return {
    to: `${recipient.name} <${recipient.address}>`,
    subject: parsed.subject ?? '',
    text: (parsed.text ?? '').trimEnd(),
    html: typeof parsed.html === 'string' ? parsed.html : '',
    files: joined.map(({ name, bytes }) => ({ name, bytes })),
    bytes: messageBytes(
      charactersOf(personal),
      joined.map((file) => file.bytes),
    ),
  }
}
