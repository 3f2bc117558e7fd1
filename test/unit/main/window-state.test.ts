import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placeWindow, readWindowState, writeWindowState } from '../../../electron/main/window-state.ts'

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const desk = { x: 1366, y: -200, width: 1920, height: 1040 }
const state = { x: 1500, y: 0, width: 1280, height: 840, maximized: false }

describe('the window’s place', () => {
  it('is the one of last time', () => {
    expect(placeWindow(state, [laptop, desk])).toEqual(state)
  })

  it('is the middle of the screen when that screen is gone, with the size kept', () => {
    expect(placeWindow(state, [laptop])).toEqual({ width: 1280, height: 840, maximized: false })
    expect(placeWindow({ ...state, x: 0, y: 5000 }, [laptop])).not.toHaveProperty('x')
    expect(placeWindow({ ...state, x: 0, y: -50 }, [laptop])).not.toHaveProperty('y')
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
