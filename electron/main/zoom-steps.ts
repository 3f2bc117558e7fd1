/** The sizes a page can have, those of Chromium's own menu that Trousse's screens hold. Plain Node. */
import { MAX_ZOOM, MIN_ZOOM } from '../services/preferences.ts'

const STEPS: readonly number[] = [MIN_ZOOM, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, MAX_ZOOM]
const NEAR = 0.001

/** The next size up or down from any size, or 100 %. At the ends it stays. */
export function nextZoom(current: number, command: 'zoom-in' | 'zoom-out' | 'zoom-reset'): number {
  if (command === 'zoom-reset') return 1
  if (command === 'zoom-in') return STEPS.find((step) => step > current + NEAR) ?? MAX_ZOOM
  return STEPS.findLast((step) => step < current - NEAR) ?? MIN_ZOOM
}
