/** Where the window was, kept so that it comes back there; forgotten when that place no longer exists. */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export const MIN_WIDTH = 1024
export const MIN_HEIGHT = 680
const DEFAULT_WIDTH = 1280
const DEFAULT_HEIGHT = 840
/** A title bar that shows at least this much can be grabbed. */
const VISIBLE_PX = 120

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(MIN_WIDTH).max(20_000),
  height: z.number().int().min(MIN_HEIGHT).max(20_000),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof stateSchema>

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Placement {
  readonly width: number
  readonly height: number
  readonly x?: number
  readonly y?: number
  readonly maximized: boolean
}

/** The remembered place when one of the screens' work areas still shows it, else the middle of the main one. */
export function placeWindow(state: WindowState | null, screens: readonly Area[]): Placement {
  if (!state) return { width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT, maximized: false }
  const { x, y, width, height, maximized } = state
  const visible = screens.some(
    (screen) =>
      x + width > screen.x + VISIBLE_PX &&
      x < screen.x + screen.width - VISIBLE_PX &&
      y >= screen.y &&
      y < screen.y + screen.height - VISIBLE_PX,
  )
  return visible ? { x, y, width, height, maximized } : { width, height, maximized }
}

/** Null on a first start or when the file makes no sense. */
export function readWindowState(path: string): WindowState | null {
  try {
    const parsed = stateSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Called while the window closes, so it does not wait; losing it costs nothing. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(path, JSON.stringify(state))
  } catch {
    // A full disk must not keep the window from closing.
  }
}
