import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createDriveWatch } from '../../../electron/services/drive-watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watched() {
  let seen = 'a'
  const told = vi.fn()
  const glance = vi.fn(async () => seen)
  let isSeen = true
  const watch = createDriveWatch({ drives: { glance }, tell: told, someoneLooks: () => isSeen, everyMs: 1000 })
  return {
    watch,
    told,
    glance,
    becomes(next: string) {
      seen = next
    },
    hides(hidden: boolean) {
      isSeen = !hidden
    },
  }
}

it('tells once of each change, and only while somebody looks', async () => {
  const { watch, told, glance, becomes } = watched()
  becomes('b')
  await vi.advanceTimersByTimeAsync(5000)
  expect(glance).not.toHaveBeenCalled()
  watch.set(true)
  await vi.advanceTimersByTimeAsync(3000)
  expect(told).not.toHaveBeenCalled()
  becomes('b and c')
  await vi.advanceTimersByTimeAsync(3000)
  expect(told).toHaveBeenCalledTimes(1)
  watch.set(false)
  becomes('c')
  await vi.advanceTimersByTimeAsync(3000)
  expect(told).toHaveBeenCalledTimes(1)
})

it('asks a slow computer once at a time, and looks once however often it is told to', async () => {
  const { watch, glance } = watched()
  let answer: (value: string) => void = () => {}
  glance.mockImplementation(() => new Promise((done) => (answer = done)))
  watch.set(true)
  await vi.advanceTimersByTimeAsync(4000)
  expect(glance).toHaveBeenCalledTimes(1)
  answer('a')
  await vi.advanceTimersByTimeAsync(1000)
  expect(glance).toHaveBeenCalledTimes(2)
  answer('a')
  watch.set(true)
  watch.set(true)
  glance.mockImplementation(async () => 'a')
  glance.mockClear()
  await vi.advanceTimersByTimeAsync(3000)
  expect(glance.mock.calls.length).toBeLessThanOrEqual(4)
  watch.set(false)
})

it('asks nothing while no window shows, and tells then what came meanwhile', async () => {
  const { watch, told, glance, becomes, hides } = watched()
  watch.set(true)
  await vi.advanceTimersByTimeAsync(1000)
  hides(true)
  glance.mockClear()
  becomes('b')
  await vi.advanceTimersByTimeAsync(5000)
  expect(glance).not.toHaveBeenCalled()
  hides(false)
  await vi.advanceTimersByTimeAsync(1000)
  expect(told).toHaveBeenCalledTimes(1)
  watch.set(false)
})
