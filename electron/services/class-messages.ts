/** From a class and a text to the rows of the ledger, for the window and the terminal alike. */
import { TrousseError } from '../contract/errors.ts'
import type { Coverage, MessageDraft, MessagePlan, PupilSheet, RecipientPlan } from '../contract/views.ts'
import { coverageOf } from '../domain/coverage.ts'
import { numbersToCall, planRecipients } from '../domain/reach-plan.ts'
import { countToResend, pupilsToResend, recipientsToResend } from '../domain/resend.ts'
import { createMessageDeliveries, personalise, templateValues } from '../mail/compose.ts'
import type { Outbox } from '../mail/outbox.ts'
import { localDay, toInstant } from '../platform/clock.ts'
import type { StoreClient } from '../store/api.ts'
import type { Machine } from './machine.ts'
import { lastDeparture, waitsUntil } from './quiet-hours.ts'
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

/** The pupils a message is about and who is written to: the class, or what is left of an earlier message. */
async function planFor(
  machine: Machine,
  store: StoreClient,
  request: Pick<MessageDraft, 'classId' | 'audience' | 'only'>,
): Promise<ClassOfPupils & { readonly plan: RecipientPlan }> {
  const { className, pupils } = await readClass(store, request.classId)
  const options = { today: today(machine) }
  const { only } = request
  if (only === undefined) return { className, pupils, plan: planRecipients(request.audience, pupils, options) }
  const [earlier, rows, covered] = await Promise.all([
    store.read.readMessage(only.messageId),
    store.read.readRecipients(only.messageId),
    store.read.readCoverage(only.messageId),
  ])
  if (earlier === null || earlier.classId !== request.classId) throw new TrousseError('not-found', { what: 'message' })
  const everyPupil = covered.map(({ pupilId }) => pupilId)
  const about = pupilsToResend(rows, everyPupil, only)
  const some = pupils.filter(({ id }) => about.has(id))
  const plan = planRecipients(request.audience, some, options)
  return { className, pupils: some, plan: { ...plan, recipients: recipientsToResend(plan.recipients, rows, only) } }
}

/** Who would be written to, who cannot be, who is left out and why. */
export async function planMessage(
  machine: Machine,
  space: Pick<Space, 'kind' | 'store'>,
  request: Pick<MessageDraft, 'classId' | 'audience' | 'only'>,
): Promise<MessagePlan> {
  const { store } = space
  const [{ plan }, mail, leavesAt] = await Promise.all([
    planFor(machine, store, request),
    readMailSettings(store),
    waitsUntil(machine, space),
  ])
  const from = leavesAt ?? machine.clock.now()
  return {
    ...plan,
    endsAt: mail && (await lastDeparture(machine, space, mail, plan.recipients.length, from)),
    leavesAt: leavesAt === null ? null : toInstant(leavesAt),
  }
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
  const { className, pupils, plan } = await planFor(machine, store, draft)
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
  const { className, pupils, plan } = await planFor(machine, store, draft)
  const recipient = plan.recipients.find((candidate) => candidate.personId === personId)
  if (!recipient) throw new TrousseError('not-found', { what: 'recipient' })
  const sheets = new Map(pupils.map((pupil) => [pupil.id, pupil]))
  const { subject, body } = personalise(draft, templateValues(recipient, sheets, className, 'fr'), signature)
  return { subject, body, to: `${recipient.name} <${recipient.address}>` }
}

/** How many families a message reached and by what, and who is left, with the numbers to call. Throws `not-found`. */
export async function readMessageCoverage(store: StoreClient, messageId: number): Promise<Coverage> {
  const message = await store.read.readMessage(messageId)
  if (message === null) throw new TrousseError('not-found', { what: 'message' })
  const [rows, recipients, sheets] = await Promise.all([
    store.read.readCoverage(messageId),
    store.read.readRecipients(messageId),
    store.read.readPupilsOfClass(message.classId),
  ])
  const numbers = new Map(sheets.map((sheet) => [sheet.id, numbersToCall(sheet)]))
  const coverage = coverageOf(rows)
  return {
    ...coverage,
    again: {
      refused: countToResend(recipients, 'refused'),
      bounced: countToResend(recipients, 'bounced'),
      cancelled: countToResend(recipients, 'cancelled'),
      accepted: countToResend(recipients, 'accepted'),
    },
    pupils: coverage.pupils.map((pupil) => ({ ...pupil, numbers: numbers.get(pupil.pupilId) ?? [] })),
  }
}
