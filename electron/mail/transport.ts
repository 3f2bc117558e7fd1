/** What the outbox needs of a way to send. SMTP is the one there is; tests give their own. */
import type { SmtpFailure } from './smtp-errors.ts'

export interface OutgoingMail {
  readonly from: string
  readonly to: string
  /** Exactly what the receiver will get. */
  readonly mime: Uint8Array
}

export interface SendHooks {
  /**
   * Called when the server has said 354 and before the first byte of the message leaves; that byte waits until
   * this resolves. When it rejects, nothing has been sent and the sending fails as `before-data`.
   */
  readonly onDataStarting: () => Promise<void>
  /** Before 354, aborting hangs up; after it, the server's answer is waited for. */
  readonly signal?: AbortSignal
}

/**
 * How one sending ended.
 * - `accepted`: the server answered 2xx to the whole message.
 * - `not-sent`: certainly not received; `failure` says whether to try again.
 * - `unknown`: bytes left and no answer came back. The message may have been received.
 */
export type SendResult =
  | { readonly kind: 'accepted'; readonly serverSaid: string }
  | { readonly kind: 'not-sent'; readonly failure: SmtpFailure }
  | { readonly kind: 'unknown'; readonly failure: SmtpFailure }

export interface MailTransport {
  /**
   * Connects, encrypts and logs in, unless a usable connection is already there. Null when ready, otherwise why
   * not; nothing of any message has been said then.
   */
  open(signal?: AbortSignal): Promise<SmtpFailure | null>
  /** Sends one message over the open connection. Never rejects. */
  send(mail: OutgoingMail, hooks: SendHooks): Promise<SendResult>
  /** Once open: the largest message the server said it takes, in bytes; null when it said nothing. */
  announcedBytes?(): number | null
  /** Hangs up. The transport may be opened again. */
  close(): void
}
