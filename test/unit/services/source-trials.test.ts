import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { TrousseError } from '../../../electron/contract/errors.ts'
import type { SourceView } from '../../../electron/contract/views.ts'
import { createSourceTrials } from '../../../electron/services/source-trials.ts'

const source: SourceView = {
  id: 1,
  kind: 'ecole-directe',
  label: 'École Directe',
  origin: 'api.example',
  isDemo: false,
  createdAt: '2026-11-24T08:00:00.000Z',
  lastSuccessAt: null,
  lastRun: null,
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof TrousseError ? error.code : String(error)),
  )

describe('trying a server with somebody there', () => {
  it('ends at once when nothing is asked', async () => {
    const trials = createSourceTrials(randomUUID)
    expect(await trials.start(async () => source)).toEqual({ step: 'added', source })
  })

  it('puts each question, one after the other, and goes on with the answer', async () => {
    const trials = createSourceTrials(randomUUID)
    const given: string[] = []
    const first = await trials.start(async ({ ask }) => {
      given.push(await ask('Votre ville ?', ['Lyon', 'Nice']))
      given.push(await ask('Votre année ?', ['1980', '1990']))
      return source
    })
    if (first.step !== 'question') throw new Error('no question')
    expect(first).toMatchObject({ question: 'Votre ville ?', choices: ['Lyon', 'Nice'] })
    const second = await trials.answer(first.ticket, 'Nice')
    if (second.step !== 'question') throw new Error('no question')
    expect(await codeOf(trials.answer(first.ticket, 'Lyon'))).toBe('ticket-unknown')
    expect(await trials.answer(second.ticket, '1980')).toEqual({ step: 'added', source })
    expect(given).toEqual(['Nice', '1980'])
    expect(await codeOf(trials.answer(second.ticket, '1980'))).toBe('ticket-unknown')
  })

  it('fails with the server’s own word, before or after an answer', async () => {
    const trials = createSourceTrials(randomUUID)
    const refuse = async () => {
      throw new TrousseError('credentials-refused')
    }
    expect(await codeOf(trials.start(refuse))).toBe('credentials-refused')
    const first = await trials.start(async ({ ask }) => {
      await ask('?', ['a'])
      return refuse()
    })
    if (first.step !== 'question') throw new Error('no question')
    expect(await codeOf(trials.answer(first.ticket, 'a'))).toBe('credentials-refused')
  })

  it('gives the earlier one up when another begins', async () => {
    const trials = createSourceTrials(randomUUID)
    let cancelled = false
    const first = await trials.start(async ({ ask, signal }) => {
      signal.addEventListener('abort', () => {
        cancelled = true
      })
      await ask('?', ['a'])
      return source
    })
    expect(await trials.start(async () => source)).toEqual({ step: 'added', source })
    expect(cancelled).toBe(true)
    if (first.step !== 'question') throw new Error('no question')
    expect(await codeOf(trials.answer(first.ticket, 'a'))).toBe('ticket-unknown')
  })
})
