import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { minimumSize, placeWindow, readWindowState, writeWindowState } from '../../../electron/main/window-state.ts'

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const desk = { x: 1366, y: -200, width: 1920, height: 1040 }
const state = { x: 1500, y: 0, width: 1280, height: 840, maximized: false }

describe('the window’s place', () => {
  it('is the one of last time', () => {
    expect(placeWindow(state, [laptop, desk])).toEqual(state)
  })

  it('is the middle of the screen when that screen is gone, with the size that fits there', () => {
    expect(placeWindow(state, [laptop])).toEqual({ width: 1280, height: 728, maximized: false })
    expect(placeWindow({ ...state, x: 0, y: 5000 }, [laptop])).not.toHaveProperty('x')
    expect(placeWindow({ ...state, x: 0, y: -50 }, [laptop])).not.toHaveProperty('y')
  })

  it('is never larger than the screen it comes back on, and then whole on it', () => {
    const large = { x: 1400, y: -150, width: 3400, height: 1900, maximized: false }
    expect(placeWindow(large, [laptop, desk])).toEqual({ ...large, ...desk })
    // The 4K display stayed at school.
    expect(placeWindow({ ...large, x: 3000 }, [laptop])).toEqual({ width: 1366, height: 728, maximized: false })
    expect(placeWindow({ ...large, x: -200, y: 300 }, [laptop])).toEqual({ ...large, ...laptop })
    expect(placeWindow({ x: 20, y: 40, width: 1280, height: 900, maximized: true }, [laptop])).toEqual({
      x: 20,
      y: 0,
      width: 1280,
      height: 728,
      maximized: true,
    })
  })

  it('on a first start fits a small screen too', () => {
    expect(placeWindow(null, [{ x: 0, y: 0, width: 960, height: 500 }])).toEqual({
      width: 960,
      height: 500,
      maximized: false,
    })
    // A laptop of 1920 × 1080 drawn at 200 %.
    expect(minimumSize([{ x: 0, y: 0, width: 960, height: 500 }])).toEqual({ minWidth: 960, minHeight: 500 })
    expect(minimumSize([laptop, desk])).toEqual({ minWidth: 1024, minHeight: 680 })
  })

  it('half outside stays where it was put', () => {
    const half = { x: -600, y: 100, width: 1280, height: 700, maximized: false }
    expect(placeWindow(half, [laptop])).toEqual(half)
  })

  it('is read back, and a file that makes no sense is as good as none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'trousse-window-'))
    try {
      const path = join(folder, 'window.json')
      expect(readWindowState(path)).toBeNull()
      writeWindowState(path, state)
      expect(readWindowState(path)).toEqual(state)
      for (const text of ['', '{"x":1e99}', JSON.stringify({ ...state, width: 10 }), '[]']) {
        await writeFile(path, text)
        expect(readWindowState(path)).toBeNull()
      }
      writeWindowState(join(folder, 'missing', 'window.json'), state)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
