/** From a class and a text to the rows of the ledger, for the window and the terminal alike. */
import { TrousseError } from '../contract/errors.ts'
import type { Audience, MessageDraft, MessagePlan, PupilSheet } from '../contract/views.ts'
import { planRecipients } from '../domain/reach-plan.ts'
import { lastSendTime, RATE_HISTORY } from '../domain/send-rate.ts'
import { createMessageDeliveries, personalise, templateValues } from '../mail/compose.ts'
import type { Outbox } from '../mail/outbox.ts'
import { localDay, toInstant } from '../platform/clock.ts'
import type { StoreClient } from '../store/api.ts'
import type { Machine } from './machine.ts'
import { waitsUntil } from './quiet-hours.ts'
import { readMailSettings } from './settings.ts'
import type { Space } from './space.ts'

interface ClassOfPupils {
  readonly className: string
  readonly pupils: readonly PupilSheet[]
}

/** Throws `not-found`. */
async function readClass(store: StoreClient, classId: number): Promise<ClassOfPupils> {
  const [content, sheets] = await Promise.all([
    store.read.findClass(String(classId)),
    store.read.readPupilsOfClass(classId),
  ])
  if (content === null) throw new TrousseError('not-found', { what: 'class' })
  return { className: content.name, pupils: sheets }
}

const today = (machine: Machine) => localDay(machine.clock.now())

/** Who would be written to, who cannot be, who is left out and why. */
export async function planMessage(
  machine: Machine,
  space: Pick<Space, 'kind' | 'store'>,
  request: { readonly classId: number; readonly audience: Audience },
): Promise<MessagePlan> {
  const { store } = space
  const [{ pupils }, mail, leavesAt] = await Promise.all([
    readClass(store, request.classId),
    readMailSettings(store),
    waitsUntil(machine, space),
  ])
  const plan = planRecipients(request.audience, pupils, { today: today(machine) })
  const from = leavesAt ?? machine.clock.now()
  return {
    ...plan,
    endsAt: mail && (await lastDeparture(store, plan.recipients.length, from, mail.perMinute)),
    leavesAt: leavesAt === null ? null : toInstant(leavesAt),
  }
}

/** @param now when the first message may leave */
async function lastDeparture(store: StoreClient, count: number, now: number, perMinute: number): Promise<string> {
  const history = (await store.read.sentSince(toInstant(now - RATE_HISTORY))).map((instant) => Date.parse(instant))
  return toInstant(lastSendTime(count, history, now, perMinute))
}

export interface Sender {
  readonly address: string
  readonly name: string
  readonly signature: string
}

/**
 * Writes the message and one waiting row per recipient, in one transaction. Nothing is sent yet.
 * Throws `not-found`, `mail-no-recipient`, `mail-address-invalid`, `mail-header-invalid`.
 */
export async function createClassMessage(
  machine: Machine,
  store: StoreClient,
  outbox: Outbox,
  draft: MessageDraft,
  sender: Sender,
): Promise<{ messageId: number; recipients: number; missing: number; unknownVariables: readonly string[] }> {
  const { className, pupils } = await readClass(store, draft.classId)
  const plan = planRecipients(draft.audience, pupils, { today: today(machine) })
  const { message, unknownVariables } = createMessageDeliveries({
    draft,
    plan,
    pupils,
    className,
    fromAddress: sender.address,
    fromName: sender.name,
    signature: sender.signature,
    now: machine.clock.now(),
    newId: machine.newId,
  })
  const messageId = await outbox.create(message)
  return { messageId, recipients: plan.recipients.length, missing: plan.missing.length, unknownVariables }
}

/** The message as one recipient would get it. Throws `not-found` when that person is not among the recipients. */
export async function previewMessage(
  machine: Machine,
  store: StoreClient,
  draft: MessageDraft,
  personId: number,
  signature: string,
): Promise<{ subject: string; body: string; to: string }> {
  const { className, pupils } = await readClass(store, draft.classId)
  const plan = planRecipients(draft.audience, pupils, { today: today(machine) })
  const recipient = plan.recipients.find((candidate) => candidate.personId === personId)
  if (!recipient) throw new TrousseError('not-found', { what: 'recipient' })
  const sheets = new Map(pupils.map((pupil) => [pupil.id, pupil]))
  const { subject, body } = personalise(draft, templateValues(recipient, sheets, className, 'fr'), signature)
  return { subject, body, to: `${recipient.name} <${recipient.address}>` }
}
