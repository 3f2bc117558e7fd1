/** Whether a space's messages wait for the morning: the teacher's setting, the school's clock. */
import type { MailSettings } from '../contract/views.ts'
import { nextAllowedTime, QUIET_SPREAD_MS } from '../domain/quiet-hours.ts'
import { lastSendTime, RATE_HISTORY, rateHistory, rateOf } from '../domain/send-rate.ts'
import { toInstant } from '../platform/clock.ts'
import type { Machine } from './machine.ts'
import { readStoredSettings } from './settings.ts'
import type { Space } from './space.ts'

/**
 * When a message of now may leave, in milliseconds since 1970; null when at once. The demonstration never waits: its
 * families are invented, and whoever tries it in the evening must see messages leave.
 */
export async function waitsUntil(machine: Machine, space: Pick<Space, 'kind' | 'store'>): Promise<number | null> {
  if (space.kind === 'demo') return null
  const now = machine.clock.now()
  const allowed = nextAllowedTime(now)
  if (allowed === now) return null
  return (await readStoredSettings(space.store)).quietHours ? allowed : null
}

/** As `waitsUntil` for one message, a little spread; null too when the teacher called it urgent. */
export async function quietUntil(
  machine: Machine,
  space: Pick<Space, 'kind' | 'store'>,
  messageId: number,
): Promise<number | null> {
  const allowed = await waitsUntil(machine, space)
  if (allowed === null) return null
  const message = await space.store.read.readMessage(messageId)
  if (message === null || message.urgentReason !== null) return null
  return allowed + Math.floor(machine.random() * QUIET_SPREAD_MS)
}

/**
 * When the last of `count` messages would leave (ISO instant), the account's limits and the quiet hours on the way counted.
 *
 * @param now when the first may leave, milliseconds since 1970
 */
export async function lastDeparture(
  machine: Machine,
  space: Pick<Space, 'kind' | 'store'>,
  mail: MailSettings,
  count: number,
  now: number,
): Promise<string> {
  const sent = await space.store.read.sentSince(toInstant(machine.clock.now() - RATE_HISTORY))
  const waits = space.kind !== 'demo' && (await readStoredSettings(space.store)).quietHours
  const allowed = waits ? nextAllowedTime : undefined
  return toInstant(lastSendTime(count, rateHistory(sent, now), now, rateOf(mail), allowed))
}
