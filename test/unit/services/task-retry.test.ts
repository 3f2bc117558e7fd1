/** Doing again what did not end well: with the same request, once, and only where it is safe. */
import { describe, expect, it } from 'vitest'
import { TrousseError } from '../../../electron/contract/errors.ts'
import type { TaskView } from '../../../electron/contract/views.ts'
import { systemClock } from '../../../electron/platform/clock.ts'
import { silentLog } from '../../../electron/platform/log.ts'
import { createTaskRegistry, type TaskRegistry } from '../../../electron/services/tasks.ts'

function registry(): { tasks: TaskRegistry; told: TaskView[] } {
  let last = 0
  const told: TaskView[] = []
  const tasks = createTaskRegistry({
    clock: systemClock,
    log: silentLog,
    newId: () => `t${++last}`,
    tell: (task) => told.push(task),
  })
  return { tasks, told }
}

describe('a task done again', () => {
  it('keeps its request, and takes the place of the one that failed', async () => {
    const { tasks } = registry()
    const asked: number[] = []
    const begin = (classId: number): string =>
      tasks.start(
        'pack',
        'classe 2de 1',
        async () => {
          asked.push(classId)
          if (asked.length === 1) throw new TrousseError('disk-full')
          return { written: 1 }
        },
        { again: () => begin(classId), afterCancel: true },
      )
    const first = begin(7)
    expect(await tasks.finished(first)).toMatchObject({ state: 'failed', canRetry: true })
    const second = await tasks.retry(first)
    expect(await tasks.finished(second)).toMatchObject({ state: 'done', canRetry: false, outcome: { written: 1 } })
    expect(asked).toEqual([7, 7])
    expect(tasks.list().map(({ id }) => id)).toEqual([second])
  })

  it('is refused for what ended well, what has no way to be done again, and what nobody knows', async () => {
    const { tasks } = registry()
    const well = tasks.start('sync', '', async () => ({}), { again: () => 'never', afterCancel: true })
    const alone = tasks.start('capture', '', async () => Promise.reject(new TrousseError('cancelled')))
    await tasks.finished(well)
    expect(await tasks.finished(alone)).toMatchObject({ canRetry: false })
    for (const id of [well, alone, 'made up'])
      await expect(tasks.retry(id)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('follows what stopping it meant', async () => {
    const { tasks } = registry()
    const stopped = async (afterCancel: boolean) => {
      const wait = ({ signal }: { signal: AbortSignal }) =>
        new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      const id = tasks.start('send', '', wait, { again: () => 'again', afterCancel })
      tasks.cancel(id)
      return tasks.finished(id)
    }
    expect(await stopped(true)).toMatchObject({ state: 'cancelled', canRetry: true })
    expect(await stopped(false)).toMatchObject({ state: 'cancelled', canRetry: false })
  })

  it('is started once by two presses, and can be pressed again when its start was refused', async () => {
    const { tasks } = registry()
    let refuse = true
    const fail = async () => Promise.reject(new TrousseError('network-dns'))
    const id = tasks.start('sync', '', fail, {
      again: async () => {
        if (refuse) throw new TrousseError('sync-running')
        return tasks.start('sync', '', async () => ({}))
      },
      afterCancel: true,
    })
    await tasks.finished(id)
    await expect(tasks.retry(id)).rejects.toMatchObject({ code: 'sync-running' })
    refuse = false
    const both = await Promise.allSettled([tasks.retry(id), tasks.retry(id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})
