/**
 * The ledger in memory, for unit tests of the outbox only: same states and same refusals as the database, through
 * the same table. What must survive a crash is tested with the real store (test/crash/mail.test.ts).
 */
import { TrousseError } from '../../electron/contract/errors.ts'
import type { Delivery, DeliveryState } from '../../electron/contract/views.ts'
import { isWaiting, nextDeliveryState, recoveredState } from '../../electron/domain/delivery-state.ts'
import type { LedgerStore } from '../../electron/mail/send-message.ts'
import type { DeliveryStep, DeliveryWork, NewMessage } from '../../electron/store/api.ts'

interface Row {
  work: DeliveryWork
  view: Delivery
  dataStarted: boolean
  steps: { readonly to: DeliveryStep['to']; readonly at: string }[]
}

export interface LedgerDouble extends LedgerStore {
  /** Steps of a row, in order. */
  stepsOf(deliveryId: number): readonly DeliveryStep['to'][]
  states(messageId: number): readonly DeliveryState[]
  /** Called before a step is written; may delay it, or reject to play a failing disk. */
  beforeStep: ((id: number, step: DeliveryStep) => Promise<void>) | null
}

export function createLedgerDouble(): LedgerDouble {
  const rows = new Map<number, Row>()
  let messages = 0
  const of = (messageId: number) => [...rows.values()].filter((row) => row.work.messageId === messageId)
  const ledger: LedgerDouble = {
    beforeStep: null,
    stepsOf: (id) => rows.get(id)?.steps.map(({ to }) => to) ?? [],
    states: (messageId) => of(messageId).map((row) => row.view.state),
    read: {
      listDeliveries: async (messageId) => of(messageId).map((row) => row.view),
      readDelivery: async (id) => rows.get(id)?.work ?? null,
      nextDeliveries: async (messageId, nowIso, limit, only) =>
        of(messageId)
          .filter(({ view }) => only === undefined || view.state === only)
          .filter(({ view }) => isWaiting(view.state) && (view.nextTryAt === null || view.nextTryAt <= nowIso))
          .slice(0, limit)
          .map((row) => row.work),
      sentSince: async (iso) =>
        [...rows.values()].flatMap((row) =>
          row.steps.filter(({ to, at }) => to === 'data-started' && at >= iso).map(({ at }) => at),
        ),
    },
    write: {
      async createMessage(message: NewMessage) {
        const messageId = ++messages
        for (const delivery of message.deliveries) {
          const id = rows.size + 1
          const { address, recipientName, messageIdHeader, subject, body, about } = delivery
          const { fromAddress, fromName, createdAt } = message
          rows.set(id, {
            work: {
              id,
              messageId,
              address,
              recipientName,
              fromAddress,
              fromName,
              messageIdHeader,
              subject,
              body,
              attempts: 0,
              createdAt,
              mime: null,
            },
            view: {
              id,
              messageId,
              recipientName,
              about,
              address,
              state: 'queued',
              attempts: 0,
              nextTryAt: null,
              updatedAt: createdAt,
              error: null,
              serverSaid: null,
            },
            dataStarted: false,
            steps: [],
          })
        }
        return messageId
      },
      async moveDelivery(id, step, at) {
        await ledger.beforeStep?.(id, step)
        const row = rows.get(id)
        if (row === undefined) throw new TrousseError('not-found')
        const next = nextDeliveryState({ state: row.view.state, dataStarted: row.dataStarted }, step.to)
        if (next === null) throw new TrousseError('invalid-request', { from: row.view.state, to: step.to })
        row.dataStarted = next.dataStarted
        row.steps.push({ to: step.to, at })
        const tries = row.work.attempts + (step.to === 'in-flight' ? 1 : 0)
        row.work = { ...row.work, attempts: tries, ...(step.to === 'in-flight' ? { mime: step.mime } : {}) }
        row.view = {
          ...row.view,
          state: next.state,
          attempts: tries,
          nextTryAt: step.to === 'deferred' ? step.nextTryAt : null,
          updatedAt: at,
          error: 'error' in step ? step.error : null,
          serverSaid: 'serverSaid' in step ? step.serverSaid : null,
        }
      },
      async putOffDeliveries(messageId, until, at) {
        const waiting = of(messageId).filter(
          ({ view }) => view.state === 'queued' || (view.state === 'deferred' && (view.nextTryAt ?? '') < until),
        )
        for (const row of waiting) {
          row.steps.push({ to: 'deferred', at })
          row.view = { ...row.view, state: 'deferred', nextTryAt: until, updatedAt: at }
        }
        return waiting.length
      },
      async recoverInterruptedDeliveries(at) {
        const found = { requeued: 0, ambiguous: 0 }
        for (const row of rows.values()) {
          if (row.view.state !== 'in-flight') continue
          const state = recoveredState({ state: row.view.state, dataStarted: row.dataStarted })
          if (state === 'ambiguous') found.ambiguous += 1
          else found.requeued += 1
          row.dataStarted = false
          row.view = { ...row.view, state, updatedAt: at }
        }
        return found
      },
    },
  }
  return ledger
}
