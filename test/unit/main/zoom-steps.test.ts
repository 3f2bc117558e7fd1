import { describe, expect, it } from 'vitest'
import { nextZoom } from '../../../electron/main/zoom-steps.ts'
import { MAX_ZOOM, MIN_ZOOM } from '../../../electron/services/preferences.ts'

describe('the size of the page', () => {
  it('goes up and down by the same steps, from 50 to 300 %', () => {
    const up: number[] = [MIN_ZOOM]
    while (nextZoom(up.at(-1) ?? 1, 'zoom-in') !== up.at(-1)) up.push(nextZoom(up.at(-1) ?? 1, 'zoom-in'))
    expect(up.at(-1)).toBe(MAX_ZOOM)
    expect(up).toContain(1)
    expect(up).toContain(2)
    const down = [...up].reverse()
    for (const [index, zoom] of down.entries()) expect(nextZoom(zoom, 'zoom-out')).toBe(down[index + 1] ?? MIN_ZOOM)
  })
  it('comes back to 100 % from anywhere, also from a size between two steps', () => {
    expect(nextZoom(2.5, 'zoom-reset')).toBe(1)
    expect(nextZoom(1.07, 'zoom-in')).toBe(1.1)
    expect(nextZoom(1.07, 'zoom-out')).toBe(1)
    expect(nextZoom(1.1000001, 'zoom-in')).toBe(1.25)
  })
})
