import { describe, expect, it } from 'vitest'
import { CHANNEL_NAMES } from '../../../electron/contract/channel-names.ts'
import { staleParts } from '../../../electron/contract/events.ts'
import type { TaskView } from '../../../electron/contract/views.ts'
import { isStale, READ_CHANNELS } from '../../../renderer/bridge/stale.ts'
import { createTaskStore } from '../../../renderer/bridge/task-store.ts'

const task = (id: string, change: Partial<TaskView> = {}): TaskView => ({
  id,
  kind: 'sync',
  subject: 'ENT',
  state: 'running',
  step: 'connecting',
  done: 0,
  total: 0,
  bytes: 0,
  startedAt: `2026-03-12T08:0${id}:00.000Z`,
  endedAt: null,
  error: null,
  outcome: null,
  canRetry: false,
  ...change,
})

describe('what a change makes stale', () => {
  it('names only channels that exist, and every part refreshes something', () => {
    for (const channel of Object.keys(READ_CHANNELS)) expect(CHANNEL_NAMES).toContain(channel)
    for (const part of staleParts.options) {
      expect(
        Object.keys(READ_CHANNELS).some((channel) => isStale(channel, [part])),
        part,
      ).toBe(true)
    }
  })

  it('refreshes the screens concerned and leaves the others', () => {
    expect(isStale('classes.roster', ['people'])).toBe(true)
    expect(isStale('today.read', ['messages'])).toBe(true)
    expect(isStale('messages.list', ['people'])).toBe(false)
    expect(isStale('mail.test', ['settings'])).toBe(false)
  })
})

describe('the tasks of the session', () => {
  it('lists the newest first and tells its listeners', () => {
    const store = createTaskStore()
    let told = 0
    const stop = store.subscribe(() => told++)
    store.put(task('1'))
    store.put(task('2'))
    expect(store.all().map(({ id }) => id)).toEqual(['2', '1'])
    expect(told).toBe(2)
    stop()
    store.put(task('3'))
    expect(told).toBe(2)
  })

  it('believes an event over the list asked for before it', () => {
    const store = createTaskStore()
    store.put(task('1', { state: 'done' }))
    store.seed([task('1', { state: 'running' }), task('2')])
    expect(store.byId('1')?.state).toBe('done')
    expect(store.byId('2')?.state).toBe('running')
  })

  it('keeps the same list between changes, as React asks', () => {
    const store = createTaskStore()
    store.put(task('1'))
    expect(store.all()).toBe(store.all())
  })

  it('takes a dismissed task off the list but can still be asked for it', () => {
    const store = createTaskStore()
    store.put(task('1', { state: 'done' }))
    store.dismiss('1')
    expect(store.all()).toEqual([])
    expect(store.byId('1')).not.toBeNull()
  })
})
