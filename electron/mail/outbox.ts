/**
 * The outbox: takes the rows of a message out one by one and writes down what became of each. The database has
 * committed before the network is touched and after each answer; a crash anywhere leaves rows that `recover`
 * puts right (invariant 3 of design.md, reliability.md M1 to M6).
 */
import { TrousseError } from '../contract/errors.ts'
import type { MailSettings } from '../contract/views.ts'
import { isWaiting } from '../domain/delivery-state.ts'
import { rateOf } from '../domain/send-rate.ts'
import { toInstant } from '../platform/clock.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { NewMessage } from '../store/api.ts'
import { makeEmlFolder, writeEml } from './eml.ts'
import { createExclusive } from './exclusive.ts'
import { renderMessage } from './render.ts'
import { type SendReport, type SendRun, type SendSurroundings, sendMessage } from './send-message.ts'
import type { MailTransport } from './transport.ts'

export interface OutboxOptions extends SendSurroundings {
  /** The account to send with; null when none is set up. */
  readonly settings: () => Promise<MailSettings | null>
  /** A transport for it, with the password that only the vault knows. */
  readonly transportFor: (settings: MailSettings) => Promise<MailTransport>
}

export interface Outbox {
  /** Writes a composed message and its rows in one transaction; returns its id. Nothing is sent. */
  create(message: NewMessage): Promise<number>
  /**
   * Sends what is due of a message, and resolves when nothing of it is due any more: rows put off for later are
   * in the report. Asked twice for one message, the second call joins the first. Messages leave one after the
   * other, as the rate is the account's.
   *
   * Rejects with what stopped the whole message, its rows left ready for another time: `mail-not-configured`,
   * `mail-credentials-refused`, `mail-tls-required`, `mail-tls-certificate`, `mail-server-unreachable`,
   * `mail-port-blocked`, `mail-quota`, `mail-server-refused`, `network-dns`, `network-own-down`, `cancelled`.
   */
  send(messageId: number, run?: SendRun): Promise<SendReport>
  /** `again`: back in the queue, same bytes, same Message-ID. `arrived`: counted as accepted. */
  resolveAmbiguous(deliveryId: number, decision: 'again' | 'arrived'): Promise<void>
  /** At start, before anything is sent: settles what a crash left in flight. */
  recover(): Promise<{ requeued: number; ambiguous: number }>
  /** Connects, encrypts and logs in, sends nothing. Rejects like `send`. */
  test(settings: MailSettings, signal?: AbortSignal): Promise<void>
  /**
   * Writes what is still waiting of a message as `.eml` files into `folder` (made if its parent is there) and marks it handed over; what was
   * handed over before is written again. Waits for a sending under way. Rejects with `disk-full`,
   * `disk-read-only`, `disk-gone`, `file-access-denied`, `cancelled`; files already written stay.
   */
  exportEml(messageId: number, folder: string, run?: SendRun): Promise<{ files: number; refused: number }>
}

/** Builds the outbox. One per database: its lock is what keeps two sendings of one message apart. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, clock } = options
  const exclusive = createExclusive()
  const sending = new Map<number, Promise<SendReport>>()
  const now = () => toInstant(clock.now())

  async function sendNow(messageId: number, run: SendRun): Promise<SendReport> {
    const settings = await options.settings()
    if (settings === null) throw new TrousseError('mail-not-configured')
    const transport = await options.transportFor(settings)
    try {
      return await sendMessage(messageId, { ...options, rate: rateOf(settings), transport }, run)
    } finally {
      transport.close()
    }
  }

  async function exportNow(
    messageId: number,
    folder: string,
    run: SendRun,
  ): Promise<{ files: number; refused: number }> {
    const rows = (await store.read.listDeliveries(messageId)).filter(
      ({ state }) => isWaiting(state) || state === 'handed-over',
    )
    const result = { files: 0, refused: 0 }
    await makeEmlFolder(folder)
    for (const [index, row] of rows.entries()) {
      if (run.signal?.aborted) throw new TrousseError('cancelled')
      run.onProgress?.({ step: 'writing', done: index, total: rows.length, waitUntil: null })
      const work = await store.read.readDelivery(row.id)
      if (work === null) continue
      try {
        await writeEml(folder, messageId, row.id, work.mime ?? (await renderMessage(work)))
      } catch (error) {
        if (!(error instanceof TrousseError) || !error.code.startsWith('mail-') || row.state === 'handed-over')
          throw error
        await store.write.moveDelivery(row.id, { to: 'refused', error: error.toShape(), serverSaid: null }, now())
        result.refused += 1
        continue
      }
      // The file first: a crash here leaves a file too many, never a family forgotten.
      if (row.state !== 'handed-over') await store.write.moveDelivery(row.id, { to: 'handed-over' }, now())
      result.files += 1
    }
    run.onProgress?.({ step: 'writing', done: rows.length, total: rows.length, waitUntil: null })
    return result
  }

  return {
    async create(message) {
      const id = await store.write.createMessage(message)
      crashPoint('mail.after-create')
      return id
    },
    send(messageId, run = {}) {
      const already = sending.get(messageId)
      if (already !== undefined) return already
      const job = exclusive(() => sendNow(messageId, run), run.signal).finally(() => sending.delete(messageId))
      sending.set(messageId, job)
      return job
    },
    async resolveAmbiguous(deliveryId, decision) {
      const step = decision === 'again' ? ({ to: 'queued' } as const) : ({ to: 'accepted', serverSaid: '' } as const)
      await store.write.moveDelivery(deliveryId, step, now())
    },
    async recover() {
      const found = await store.write.recoverInterruptedDeliveries(now())
      if (found.requeued + found.ambiguous > 0) options.log.warn('mail.recovered', found)
      return found
    },
    async test(settings, signal) {
      const transport = await options.transportFor(settings)
      try {
        const failure = await transport.open(signal)
        if (failure !== null) throw new TrousseError(failure.error.code, failure.error.params)
      } finally {
        transport.close()
      }
    },
    exportEml: (messageId, folder, run = {}) => exclusive(() => exportNow(messageId, folder, run), run.signal),
  }
}
