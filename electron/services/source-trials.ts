/**
 * Trying a server with somebody there: it may ask a question before it says yes. One trial at a time; what was typed
 * lives as long as the trial and is kept only when the server agreed.
 */
import { TrousseError } from '../contract/errors.ts'
import type { AddStep, SourceView } from '../contract/views.ts'
import type { Ask } from './servers/server-way.ts'

/** A teacher who went away meanwhile begins again. */
const LONGEST_TRIAL_MS = 10 * 60_000

interface Trying {
  readonly signal: AbortSignal
  readonly ask: Ask
}

export interface SourceTrials {
  /** Resolves with the source, or with the first question. Another trial under way is given up. */
  start(work: (trying: Trying) => Promise<SourceView>): Promise<AddStep>
  /** Throws `ticket-unknown` when that question is no longer waited for. */
  answer(ticket: string, choice: string): Promise<AddStep>
}

interface Trial {
  readonly stop: AbortController
  readonly done: Promise<AddStep>
  /** The question put now. */
  pending: { readonly ticket: string; readonly give: (choice: string) => void } | null
  /** The next thing to say; made anew after each answer. */
  question: PromiseWithResolvers
}

interface PromiseWithResolvers {
  readonly promise: Promise<AddStep>
  readonly resolve: (step: AddStep) => void
}

function resolvers(): PromiseWithResolvers {
  let resolve: (step: AddStep) => void = () => undefined
  const promise = new Promise<AddStep>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

export function createSourceTrials(newId: () => string): SourceTrials {
  let open: Trial | null = null

  const next = (trial: Trial) => Promise.race([trial.done, trial.question.promise])

  return {
    start(work) {
      open?.stop.abort(new TrousseError('cancelled'))
      const stop = new AbortController()
      const timer = setTimeout(() => stop.abort(new TrousseError('cancelled')), LONGEST_TRIAL_MS)
      timer.unref()
      const ask: Ask = (question, choices) =>
        new Promise((give, reject) => {
          const ticket = newId()
          trial.pending = { ticket, give }
          stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true })
          trial.question.resolve({ step: 'question', ticket, question, choices: [...choices] })
        })
      const done = Promise.resolve()
        .then(() => work({ signal: stop.signal, ask }))
        .then((source): AddStep => ({ step: 'added', source }))
        .finally(() => {
          clearTimeout(timer)
          if (open === trial) open = null
        })
      // Given up while a question was open, nobody waits for its end.
      done.catch(() => undefined)
      const trial: Trial = { stop, done, pending: null, question: resolvers() }
      open = trial
      return next(trial)
    },
    async answer(ticket, choice) {
      const trial = open
      if (trial?.pending?.ticket !== ticket) throw new TrousseError('ticket-unknown')
      const { give } = trial.pending
      trial.pending = null
      trial.question = resolvers()
      give(choice)
      return next(trial)
    },
  }
}
