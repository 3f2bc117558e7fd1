/** The loop that takes one message's rows to the server. Called by the outbox, one message at a time. */
import { TrousseError } from '../contract/errors.ts'
import { isWaiting } from '../domain/delivery-state.ts'
import { USUAL_LIMIT_BYTES } from '../domain/message-size.ts'
import { nextSendTime, RATE_HISTORY, rateHistory, type SendRate } from '../domain/send-rate.ts'
import { type Clock, toInstant } from '../platform/clock.ts'
import { crashPoint } from '../platform/crash-point.ts'
import type { Log } from '../platform/log.ts'
import type { DeliveryStep, DeliveryWork, ReadStore, WriteStore } from '../store/api.ts'
import { createFailureStreak, MAX_FAILURES_IN_A_ROW, stepAfter } from './delivery-step.ts'
import { type FileSource, renderMessage } from './render.ts'
import { keepFiles } from './run-files.ts'
import type { MailTransport, SendResult } from './transport.ts'

/** Between two tries to connect, milliseconds. */
const RECONNECT_DELAYS = [2_000, 10_000] as const
/** A connection that would stay silent longer is closed politely: servers hang up on their own after five minutes. */
const MAX_IDLE = 60_000

export interface SendProgress {
  readonly step: 'connecting' | 'sending' | 'waiting' | 'writing'
  readonly done: number
  readonly total: number
  /** ISO instant until which the sending rate holds the next message back. */
  readonly waitUntil: string | null
}

export interface SendRun {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SendProgress) => void
  /** Only rows put off whose time has come: what the teacher stopped stays stopped. */
  readonly only?: 'deferred'
}

/** What this run did; the ledger remains the truth about the message. */
export interface SendReport {
  readonly accepted: number
  readonly refused: number
  readonly deferred: number
  readonly ambiguous: number
  /** When the first row put off is due; null when none is. */
  readonly nextTryAt: string | null
}

/** The part of the store that holds the ledger; a `StoreClient` is one. */
export interface LedgerStore {
  readonly read: Pick<ReadStore, 'listDeliveries' | 'nextDeliveries' | 'readDelivery' | 'sentSince'>
  readonly write: Pick<
    WriteStore,
    'createMessage' | 'moveDelivery' | 'putOffDeliveries' | 'recoverInterruptedDeliveries'
  >
}

/** The outside world as the outbox is given it. */
export interface SendSurroundings {
  readonly store: LedgerStore
  /** Of the files joined to messages; none where nothing is joined. */
  readonly files?: FileSource
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Log
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  /** Until when (milliseconds since 1970) a message must leave its families in peace; null when it may go. */
  readonly quietUntil?: (messageId: number) => Promise<number | null>
}

export interface SendContext extends SendSurroundings {
  readonly transport: MailTransport
  readonly rate: SendRate
}

/** See `Outbox.send`, whose promises this keeps. */
export async function sendMessage(messageId: number, context: SendContext, run: SendRun): Promise<SendReport> {
  const { store, clock, transport, log } = context
  const { signal } = run
  const now = () => toInstant(clock.now())
  const streak = createFailureStreak()
  const counts = { accepted: 0, refused: 0, deferred: 0, ambiguous: 0 }
  const total = (await store.read.listDeliveries(messageId)).length
  const left = async () => (await store.read.listDeliveries(messageId)).filter((row) => isWaiting(row.state))
  let done = total - (await left()).length
  const history = rateHistory(await store.read.sentSince(toInstant(clock.now() - RATE_HISTORY)), clock.now())

  const stopIfAsked = () => {
    if (signal?.aborted) throw new TrousseError('cancelled')
  }
  const progress = (step: SendProgress['step'], waitUntil: number | null = null) =>
    run.onProgress?.({ step, done, total, waitUntil: waitUntil === null ? null : toInstant(waitUntil) })
  const pause = async (milliseconds: number) => {
    try {
      await context.sleep(milliseconds, signal)
    } catch (error) {
      stopIfAsked()
      throw error
    }
  }
  const move = async (id: number, step: DeliveryStep) => {
    await store.write.moveDelivery(id, step, now())
    if (step.to === 'accepted' || step.to === 'refused' || step.to === 'deferred' || step.to === 'ambiguous') {
      counts[step.to] += 1
      done += step.to === 'deferred' ? 0 : 1
    }
  }

  /** True when it had to wait: the row that was to leave may have been cancelled meanwhile. */
  async function waitForRate(): Promise<boolean> {
    for (let waited = false; ; waited = true) {
      stopIfAsked()
      const at = clock.now()
      const sendAt = nextSendTime(history, at, context.rate)
      if (sendAt <= at) return waited
      if (sendAt - at > MAX_IDLE) transport.close()
      progress('waiting', sendAt)
      await pause(sendAt - at)
    }
  }

  async function openTransport(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      stopIfAsked()
      const failure = await transport.open(signal)
      if (failure === null) return
      stopIfAsked()
      const delay = RECONNECT_DELAYS[attempt]
      log.warn('mail.connection-failed', { code: failure.error.code, attempt: attempt + 1 })
      if (failure.kind !== 'connection' || attempt + 1 >= MAX_FAILURES_IN_A_ROW || delay === undefined) {
        throw new TrousseError(failure.error.code, failure.error.params)
      }
      progress('connecting')
      await pause(delay)
    }
  }

  const files = context.files && keepFiles(context.files)
  /** The bytes of the next row, made while this one is on the wire; looked at only if that row is still the next. */
  let ahead: { readonly id: number; readonly mime: Promise<Uint8Array> } | null = null
  function renderAhead(work: DeliveryWork | undefined): void {
    if (work === undefined || work.mime !== null) return
    const mime = renderMessage(work, files)
    // What is wrong with it is said when its turn comes.
    mime.catch(() => {})
    ahead = { id: work.id, mime }
  }

  /** The bytes to send, or null when the row can never be one and was refused. */
  async function prepare(work: DeliveryWork): Promise<Uint8Array | null> {
    try {
      const mime = work.mime ?? (ahead?.id === work.id ? await ahead.mime : await renderMessage(work, files))
      if (mime.byteLength <= USUAL_LIMIT_BYTES) return mime
      throw new TrousseError('mail-too-large', { bytes: mime.byteLength, limit: USUAL_LIMIT_BYTES })
    } catch (error) {
      if (!(error instanceof TrousseError)) throw error
      await move(work.id, { to: 'refused', error: error.toShape(), serverSaid: null })
      return null
    }
  }

  /** Null when the row had just been cancelled or handed over, and nothing was sent. */
  async function attempt(work: DeliveryWork, mime: Uint8Array): Promise<SendResult | null> {
    // In a list and not in variables: both are set from inside a callback.
    const commits: Promise<void>[] = []
    let dataStarted = false
    crashPoint('mail.before-in-flight')
    try {
      await move(work.id, { to: 'in-flight', mime })
    } catch (error) {
      const stillThere = (await left()).some((row) => row.id === work.id)
      if (stillThere || !(error instanceof TrousseError) || error.code !== 'invalid-request') throw error
      return null
    }
    crashPoint('mail.after-in-flight')
    history.push(clock.now())
    const result = await transport.send(
      { from: work.fromAddress, to: work.address, mime },
      {
        ...(signal === undefined ? {} : { signal }),
        onDataStarting: () => {
          crashPoint('mail.before-data')
          const commit = move(work.id, { to: 'data-started' }).then(() => {
            dataStarted = true
            crashPoint('mail.after-data-started')
          })
          commits.push(commit)
          return commit
        },
      },
    )
    // A connection lost meanwhile must not overtake the ledger; and a ledger that cannot write stops everything.
    await Promise.all(commits)
    if (result.kind === 'accepted') crashPoint('mail.after-250-before-commit')
    const step = stepAfter(result, {
      triesBefore: work.attempts,
      createdAt: work.createdAt,
      dataStarted,
      now: clock.now(),
      random: context.random(),
    })
    await move(work.id, step)
    crashPoint('mail.after-commit')
    return result
  }

  for (;;) {
    stopIfAsked()
    progress('sending')
    // One at a time and read anew: the teacher may cancel what is still queued while this one leaves.
    const [work, following] = await store.read.nextDeliveries(messageId, now(), 2, run.only)
    if (work === undefined) break
    // Asked before each row: a long sending may well begin by day and reach the evening.
    const quietUntil = (await context.quietUntil?.(messageId)) ?? null
    if (quietUntil !== null) {
      counts.deferred += await store.write.putOffDeliveries(messageId, toInstant(quietUntil), now())
      break
    }
    if (await waitForRate()) continue
    const mime = await prepare(work)
    if (mime === null) continue
    await openTransport()
    renderAhead(following)
    const result = await attempt(work, mime)
    if (result === null) continue
    if (result.kind === 'not-sent') {
      const { kind, error } = result.failure
      if (kind === 'cancelled' || kind === 'fatal') throw new TrousseError(error.code, error.params)
    }
    if (result.kind !== 'accepted')
      log.warn('mail.not-accepted', { kind: result.kind, code: result.failure.error.code })
    streak.record(result)
  }
  const nextTries = (await left()).flatMap((row) => row.nextTryAt ?? [])
  return { ...counts, nextTryAt: nextTries.sort()[0] ?? null }
}
