import { describe, expect, it } from 'vitest'
import type { CaptureWindows, EntWindowOptions } from '../../../electron/services/capture-windows.ts'
import { createSignInWindow } from '../../../electron/services/sign-in-window.ts'

/** A window without Electron: what is asked of it, and the teacher's hand. */
function fakeWindows() {
  const opened: EntWindowOptions[] = []
  const forgotten: string[] = []
  let closed = 0
  const windows: CaptureWindows = {
    open: (options) => void opened.push(options),
    page: () => null,
    navigate: async () => {},
    read: async () => null,
    tell: () => {},
    close: () => void closed++,
    forget: async (partition) => void forgotten.push(partition),
  }
  return { windows, opened, forgotten, closed: () => closed }
}
const isBack = (address: string) => address.startsWith('trousse://')
const page = 'https://moodle.example/launch.php'

function open(signal = new AbortController().signal) {
  const fake = fakeWindows()
  const signIn = createSignInWindow({ windows: fake.windows, locale: 'fr', newId: () => 'one' })
  return { ...fake, result: signIn(page, isBack, signal) }
}

describe('the window to log in with', () => {
  it('gives the address by which the page comes back, closes, and forgets everything', async () => {
    const { opened, result, closed, forgotten } = open()
    expect(opened[0]).toMatchObject({ url: page, label: 'moodle.example', loopbackOnly: false })
    expect(opened[0]?.partition).not.toMatch(/^persist:/)
    expect(opened[0]?.onAppAddress?.('mailto:someone@example.org')).toBe(false)
    expect(opened[0]?.onAppAddress?.('trousse://token=abc')).toBe(true)
    expect(await result).toBe('trousse://token=abc')
    expect(closed()).toBe(1)
    expect(forgotten).toEqual([opened[0]?.partition])
  })

  it('is a cancel when the teacher closes it, and closes nobody else’s window', async () => {
    const { opened, result, closed, forgotten } = open()
    opened[0]?.onClosed()
    await expect(result).rejects.toMatchObject({ code: 'cancelled' })
    expect(closed()).toBe(0)
    expect(forgotten).toHaveLength(1)
  })

  it('closes when the trial is given up, and does not open after that', async () => {
    const stop = new AbortController()
    const { result, closed } = open(stop.signal)
    stop.abort()
    await expect(result).rejects.toMatchObject({ code: 'cancelled' })
    expect(closed()).toBe(1)
    const late = open(stop.signal)
    await expect(late.result).rejects.toMatchObject({ code: 'cancelled' })
    expect(late.opened).toHaveLength(0)
    expect(late.closed()).toBe(0)
  })

  it('does not exist in a terminal', async () => {
    const signIn = createSignInWindow({ windows: null, locale: 'fr', newId: () => 'one' })
    await expect(signIn(page, isBack, new AbortController().signal)).rejects.toMatchObject({
      code: 'capture-unavailable',
    })
  })
})
