import { describe, expect, it } from 'vitest'
import type { Availability, TaskView } from '../../../electron/contract/views.ts'
import { availabilityNotices, taskNotice } from '../../../electron/domain/notices.ts'

const seen = (service: string, state: Availability['state']): Availability => ({
  service,
  state,
  cause: 'answers',
  since: '2026-11-24T07:40:00.000Z',
  checkedAt: '2026-11-24T07:50:00.000Z',
})

describe('what the watch interrupts for', () => {
  it('is a service that falls or comes back, not the first word about it', () => {
    const first = availabilityNotices({}, [seen('ENT', 'down')])
    expect(first.notices).toEqual([])
    const back = availabilityNotices(first.known, [seen('ENT', 'up')])
    expect(back.notices).toEqual([{ kind: 'ent-up', service: 'ENT' }])
    expect(availabilityNotices(back.known, [seen('ENT', 'up')]).notices).toEqual([])
  })

  it('is never what proves nothing: unknown, or a cut of one’s own network, in between', () => {
    let { known } = availabilityNotices({}, [seen('ENT', 'up')])
    for (const state of ['unknown', 'own-network-down', 'unknown', 'up'] as const) {
      const turned = availabilityNotices(known, [seen('ENT', state)])
      expect(turned.notices).toEqual([])
      known = turned.known
    }
    expect(availabilityNotices(known, [seen('ENT', 'down')]).notices).toHaveLength(1)
  })

  it('is one thing when several fall together, even as another comes back', () => {
    const known = { ENT: 'up', Moodle: 'up', Cahier: 'down' } as const
    const { notices } = availabilityNotices(known, [seen('ENT', 'down'), seen('Moodle', 'down'), seen('Cahier', 'up')])
    expect(notices).toEqual([{ kind: 'ent-down', service: 'ENT' }])
  })
})

const task = (change: Partial<TaskView>): TaskView => ({
  id: 't',
  kind: 'send',
  subject: '2de 1',
  state: 'done',
  step: 'sending',
  done: 1,
  total: 1,
  bytes: 0,
  startedAt: '2026-11-24T08:00:00.000Z',
  endedAt: null,
  error: null,
  outcome: null,
  canRetry: false,
  ...change,
})

describe('what a task interrupts for', () => {
  it('is a sending with refused or uncertain recipients, or that stopped', () => {
    const outcome = { messageId: 4, accepted: 30, refused: 2, deferred: 1, ambiguous: 1 }
    expect(taskNotice(task({ outcome }))).toEqual({ kind: 'refusals', count: 3, subject: '2de 1', messageId: 4 })
    expect(taskNotice(task({ state: 'failed' }))).toEqual({ kind: 'send-failed', subject: '2de 1' })
  })
  it('is a synchronisation that waits for a decision', () => {
    expect(taskNotice(task({ kind: 'sync', outcome: { outcome: 'held' } }))).toEqual({ kind: 'held' })
  })
  it('is nothing that went well, runs, was stopped by the teacher, or failed by itself in the background', () => {
    expect(taskNotice(task({ outcome: { messageId: 4, accepted: 30, refused: 0, ambiguous: 0 } }))).toBeNull()
    expect(taskNotice(task({ state: 'running' }))).toBeNull()
    expect(taskNotice(task({ state: 'cancelled' }))).toBeNull()
    expect(taskNotice(task({ kind: 'sync', state: 'failed' }))).toBeNull()
    expect(taskNotice(task({ kind: 'pack', state: 'failed' }))).toBeNull()
  })
})
