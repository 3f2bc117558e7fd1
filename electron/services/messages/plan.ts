/** From whom and what to the plan of a message: who is written to, who otherwise, how large it gets, when it ends. */

import type { MessagePlan, PlanRequest, PlanSize, Recipient, RecipientPlan } from '../../contract/views.ts'
import { messageBytes, splitFiles, USUAL_LIMIT_BYTES } from '../../domain/message-size.ts'
import { planFamilies } from '../../domain/reach-plan.ts'
import { recipientsToResend } from '../../domain/resend.ts'
import type { Locale } from '../../domain/written-format.ts'
import { localDay, toInstant } from '../../platform/clock.ts'
import type { StoreClient } from '../../store/api.ts'
import type { Machine } from '../machine.ts'
import { lastDeparture, waitsUntil } from '../quiet-hours.ts'
import { readAnnouncedBytes, readMailSettings, readStoredSettings } from '../settings.ts'
import type { Space } from '../space.ts'
import { type ResolvedAudience, resolveAudience } from './audience.ts'
import { type MessageMaterial, readMaterial } from './values.ts'

/** A text is not known while it is planned: the longest that may be written counts. */
const ASSUMED_CHARACTERS = 20_000

/** Everything a message is made from. */
export interface Assembled {
  readonly audience: ResolvedAudience
  readonly material: MessageMaterial
  readonly plan: RecipientPlan
  readonly families: MessagePlan['families']
  readonly locale: Locale
}

/** Throws `not-found` for a class or an earlier message that is not there. */
export async function assemble(machine: Machine, store: StoreClient, request: PlanRequest): Promise<Assembled> {
  const [audience, settings, mail] = await Promise.all([
    resolveAudience(store, request),
    readStoredSettings(store),
    readMailSettings(store),
  ])
  const { pupils } = audience
  const now = machine.clock.now()
  const material = await readMaterial(store, pupils, request, settings.teacherName || mail?.fromName || '', now)
  const hasOwnFiles = request.packs !== undefined || request.work?.files === true
  // What differs from one pupil to another: the variables that the text uses, and files of their own.
  const textFor = (pupilId: number): string => {
    const values = material.valuesOf(pupilId)
    const files = hasOwnFiles ? material.filesOf(pupilId).map(({ sha256 }) => sha256) : []
    return JSON.stringify([request.variables.map((variable) => values[variable]), files])
  }
  const { families, ...plan } = planFamilies(
    request.audience,
    pupils.map(({ sheet }) => sheet),
    { today: localDay(now), textFor, ...(request.changes ? { changes: request.changes } : {}) },
  )
  const recipients =
    request.only === undefined
      ? plan.recipients
      : recipientsToResend(plan.recipients, await store.read.readRecipients(request.only.messageId), request.only)
  return {
    audience,
    material,
    plan: { ...plan, recipients },
    families: withClasses(families, audience, recipients),
    locale: request.locale ?? 'fr',
  }
}

/** Whoever has an earlier message is not written to again: their family says so instead of counting as written to. */
function withClasses(
  families: readonly Omit<MessagePlan['families'][number], 'className'>[],
  audience: ResolvedAudience,
  recipients: readonly Recipient[],
): MessagePlan['families'] {
  const classOf = new Map(audience.pupils.map(({ sheet, className }) => [sheet.id, className]))
  const written = new Set(recipients.flatMap(({ pupilIds }) => pupilIds))
  return families.map((family) => {
    const className = classOf.get(family.pupilId) ?? ''
    const hasIt = family.channel === 'email' && !written.has(family.pupilId)
    return hasIt ? { ...family, className, channel: 'none', why: 'has-it' } : { ...family, className }
  })
}

/** Largest message that will be offered: what the server said, and never more than is usual (reliability.md M11). */
export async function sizeLimit(store: StoreClient): Promise<Pick<PlanSize, 'limit' | 'limitBy'>> {
  const announced = await readAnnouncedBytes(store)
  return announced !== null && announced < USUAL_LIMIT_BYTES
    ? { limit: announced, limitBy: 'server' }
    : { limit: USUAL_LIMIT_BYTES, limitBy: 'usual' }
}

async function sizeOf(store: StoreClient, { plan, material }: Assembled, characters: number): Promise<PlanSize> {
  const { limit, limitBy } = await sizeLimit(store)
  const sets = plan.recipients.map(({ pupilIds }) => material.filesOf(pupilIds[0] ?? 0))
  const all = new Map(sets.flat().map(({ name, sha256, bytes }) => [sha256, { name, bytes }]))
  // Most recipients have the very same files: each set is weighed once.
  const distinct = new Map(sets.map((files) => [files.map(({ sha256 }) => sha256).join(), files]))
  let bytes = 0
  let parts = 1
  for (const files of distinct.values()) {
    const size = messageBytes(
      characters,
      files.map((file) => file.bytes),
    )
    bytes = Math.max(bytes, size)
    const split = splitFiles(files, characters, limit)
    if (split === null) parts = 0
    else if (parts > 0) parts = Math.max(parts, split.length)
  }
  return { bytes, limit, limitBy, parts, files: [...all.values()], withoutPack: [...material.withoutPack] }
}

/** Who would be written to, who cannot be, who is left out and why; how large, and until when. */
export async function planMessage(
  machine: Machine,
  space: Pick<Space, 'kind' | 'store'>,
  request: PlanRequest,
): Promise<MessagePlan> {
  const { store } = space
  const [assembled, mail, leavesAt] = await Promise.all([
    assemble(machine, store, request),
    readMailSettings(store),
    waitsUntil(machine, space),
  ])
  const { plan, families, material } = assembled
  const from = leavesAt ?? machine.clock.now()
  const size = await sizeOf(store, assembled, ASSUMED_CHARACTERS)
  const messages = plan.recipients.length * (request.tooBig?.kind === 'split' ? Math.max(1, size.parts) : 1)
  return {
    ...plan,
    families,
    size,
    empty: material.empty(request.variables),
    endsAt: mail && (await lastDeparture(machine, space, mail, messages, from)),
    leavesAt: leavesAt === null ? null : toInstant(leavesAt),
  }
}
