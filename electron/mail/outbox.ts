/**
 * The outbox: takes the rows of a message out one by one and writes down what became of each. The database has
 * committed before the network is touched and after each answer; a crash anywhere leaves rows that `recover`
 * puts right (invariant 3 of design.md, reliability.md M1 to M6).
 */
import { TrousseError } from '../contract/errors.ts'
import type { MailSettings } from '../contract/views.ts'
import { rateOf } from '../domain/send-rate.ts'
import { toInstant } from '../platform/clock.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { NewMessage } from '../store/api.ts'
import { createExclusive } from './exclusive.ts'
import { type ExportReport, type ExportRequest, exportMessages } from './export-messages.ts'
import { renderMessage } from './render.ts'
import { type SendReport, type SendRun, type SendSurroundings, sendMessage } from './send-message.ts'
import type { MailTransport } from './transport.ts'

export interface OutboxOptions extends SendSurroundings {
  /** The account to send with; null when none is set up. */
  readonly settings: () => Promise<MailSettings | null>
  /** Keeps the largest message a server said it takes, in bytes. */
  readonly announced?: (settings: MailSettings, bytes: number | null) => Promise<void>
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
  /** Sends one message from the account to itself, outside the ledger; resolves with what the server said. Rejects like `send`. */
  sendTrial(settings: MailSettings, trial: TrialMessage, signal?: AbortSignal): Promise<string>
  /**
   * Writes what is still waiting of a message for another program (`exportMessages`); what was handed over before is
   * written again. Waits for a sending under way.
   */
  export(messageId: number, request: ExportRequest, run?: SendRun): Promise<ExportReport>
  /** As `.eml` files that count as handed over at once. */
  exportEml(messageId: number, folder: string, run?: SendRun): Promise<ExportReport>
}

export interface TrialMessage {
  readonly subject: string
  readonly body: string
  /** Makes its Message-ID. */
  readonly id: string
}

/** Builds the outbox. One per database: its lock is what keeps two sendings of one message apart. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, clock } = options
  const exclusive = createExclusive()
  const sending = new Map<number, Promise<SendReport>>()
  const now = () => toInstant(clock.now())

  async function open(transport: MailTransport, settings: MailSettings, signal?: AbortSignal): Promise<void> {
    const failure = await transport.open(signal)
    if (failure !== null) throw new TrousseError(failure.error.code, failure.error.params)
    await options.announced?.(settings, transport.announcedBytes?.() ?? null)
  }

  async function sendNow(messageId: number, run: SendRun): Promise<SendReport> {
    const settings = await options.settings()
    if (settings === null) throw new TrousseError('mail-not-configured')
    const transport = await options.transportFor(settings)
    try {
      let isNoted = false
      const noting: MailTransport = {
        ...transport,
        async open(signal) {
          const failure = await transport.open(signal)
          if (failure !== null || isNoted) return failure
          isNoted = true
          await options.announced?.(settings, transport.announcedBytes?.() ?? null)
          return null
        },
      }
      return await sendMessage(messageId, { ...options, rate: rateOf(settings), transport: noting }, run)
    } finally {
      transport.close()
    }
  }

  const exportNow = (messageId: number, request: ExportRequest, run: SendRun = {}) =>
    exclusive(() => exportMessages({ ...options, now }, messageId, request, run), run.signal)

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
        await open(transport, settings, signal)
      } finally {
        transport.close()
      }
    },
    async sendTrial(settings, { subject, body, id }, signal) {
      const { fromAddress, fromName } = settings
      const mime = await renderMessage({
        ...{ address: fromAddress, recipientName: fromName, fromAddress, fromName, subject, body },
        messageIdHeader: `${id}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}`,
        createdAt: now(),
      })
      const transport = await options.transportFor(settings)
      try {
        await open(transport, settings, signal)
        const hooks = { onDataStarting: async () => {}, ...(signal ? { signal } : {}) }
        const result = await transport.send({ from: fromAddress, to: fromAddress, mime }, hooks)
        if (result.kind === 'accepted') return result.serverSaid
        throw new TrousseError(result.failure.error.code, result.failure.error.params)
      } finally {
        transport.close()
      }
    },
    export: exportNow,
    exportEml: (messageId, folder, run) => exportNow(messageId, { kind: 'eml', folder, handOver: true }, run),
  }
}
