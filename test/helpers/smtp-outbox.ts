/** An outbox over the in-memory ledger and a clock that sleeping moves forward. */
import type { MailSettings } from '../../electron/contract/views.ts'
import { createOutbox, type Outbox } from '../../electron/mail/outbox.ts'
import { createSmtpTransport, type SmtpTimeouts } from '../../electron/mail/smtp-transport.ts'
import type { MailTransport } from '../../electron/mail/transport.ts'
import { createLog } from '../../electron/platform/log.ts'
import type { NewDelivery, NewMessage } from '../../electron/store/api.ts'
import { testCa } from './smtp-certificates.ts'
import { createLedgerDouble, type LedgerDouble } from './smtp-ledger-double.ts'

/** A Tuesday morning of a school week: no night, no week-end. */
export const TUESDAY = Date.parse('2026-04-07T08:00:00Z')

/** Far beyond what a busy machine needs to answer: no test waits for these. */
export const TEST_TIMEOUTS: SmtpTimeouts = { connect: 60_000, command: 60_000, finalDot: 60_000 }
/** For a server that will never answer the final dot. */
export const SILENT_SERVER_TIMEOUTS: SmtpTimeouts = { ...TEST_TIMEOUTS, finalDot: 100 }

export function newMessage(addresses: readonly string[], change: Partial<NewDelivery> = {}): NewMessage {
  return {
    classId: 1,
    audience: 'guardians',
    subject: 'Devoirs pendant la panne',
    body: 'Bonjour,\n\nVoici le travail à faire.',
    createdAt: new Date(TUESDAY).toISOString(),
    fromAddress: 'prof@lycee.example',
    fromName: 'Mme Exemple',
    deliveries: addresses.map((address, index) => ({
      personId: index + 1,
      pupilIds: [index + 1],
      recipientName: `Parent ${index + 1}`,
      about: `Élève ${index + 1}`,
      address,
      messageIdHeader: `row-${index + 1}@lycee.example`,
      subject: 'Devoirs pendant la panne',
      body: `Bonjour parent ${index + 1},\n\nVoici le travail à faire.`,
      ...change,
    })),
  }
}

export const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `parent${index + 1}@example.org`)

export interface OutboxBench {
  readonly outbox: Outbox
  readonly ledger: LedgerDouble
  readonly clock: { now(): number; set(at: number): void }
  readonly slept: number[]
  /** Lines of the log, as they would be written to its file. */
  readonly logged: string[]
}

export interface BenchOptions {
  readonly settings: MailSettings | null
  readonly password?: string
  readonly timeouts?: SmtpTimeouts
  readonly transport?: MailTransport
  /** Another bench's, to have two outboxes over one ledger. */
  readonly ledger?: LedgerDouble
  /** Quiet hours, given the present instant. */
  readonly quietUntil?: (at: number) => number | null
}

export function createBench(options: BenchOptions): OutboxBench {
  const ledger = options.ledger ?? createLedgerDouble()
  let at = TUESDAY
  const slept: number[] = []
  const logged: string[] = []
  const clock = { now: () => at, set: (to: number) => (at = to) }
  const outbox = createOutbox({
    store: ledger,
    ...(options.quietUntil ? { quietUntil: async () => options.quietUntil?.(at) ?? null } : {}),
    settings: async () => options.settings,
    transportFor: async (settings) =>
      options.transport ??
      createSmtpTransport({
        settings,
        password: options.password ?? 'mot de passe de test',
        tlsCa: testCa(),
        timeouts: options.timeouts ?? TEST_TIMEOUTS,
      }),
    clock,
    random: () => 0.5,
    log: createLog((line) => logged.push(line), clock.now),
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted()
      slept.push(milliseconds)
      at += milliseconds
    },
  })
  return { outbox, ledger, clock, slept, logged }
}
