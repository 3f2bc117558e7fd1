import { describe, expect, it } from 'vitest'
import type { TaskView } from '../../../electron/contract/views.ts'
import { outcomeParts, taskHref } from '../../../renderer/features/tasks/task-outcome.ts'

const task = (kind: TaskView['kind'], outcome: TaskView['outcome'], state: TaskView['state'] = 'done'): TaskView => ({
  id: 't',
  kind,
  subject: '2de 1',
  state,
  step: 'finishing',
  done: 1,
  total: 1,
  bytes: 0,
  startedAt: '2026-11-24T08:00:00.000Z',
  endedAt: '2026-11-24T08:00:09.000Z',
  error: null,
  outcome,
  canRetry: false,
})

describe('what a task has to say when it ends', () => {
  it('counts what is not zero, the refusals of a sending among them', () => {
    expect(outcomeParts(task('send', { messageId: 4, accepted: 33, refused: 2, deferred: 0, ambiguous: 1 }))).toEqual([
      { key: 'accepted', count: 33 },
      { key: 'refused', count: 2 },
      { key: 'ambiguous', count: 1 },
    ])
  })
  it('says that nothing was new, and never hides that a decision is waited for', () => {
    expect(outcomeParts(task('sync', { outcome: 'unchanged', added: 0, changed: 0, removed: 0 }))).toEqual([
      { key: 'nothing', count: 0 },
    ])
    expect(outcomeParts(task('sync', { outcome: 'held', added: 3 }))).toEqual([{ key: 'held', count: 1 }])
  })
  it('says nothing of what failed, whose error speaks', () => {
    expect(outcomeParts(task('send', { accepted: 3 }, 'failed'))).toEqual([])
  })
  it('leads to the message that was sent', () => {
    expect(taskHref(task('send', { messageId: 4 }))).toBe('#/outbox/4')
    expect(taskHref(task('pack', {}))).toBe('#/packs')
  })
})
