/** Where the window was, kept so that it comes back there; forgotten when that place no longer exists. */
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const MIN_WIDTH = 1024
const MIN_HEIGHT = 680
const DEFAULT_WIDTH = 1280
const DEFAULT_HEIGHT = 840
/** A title bar that shows at least this much can be grabbed. */
const VISIBLE_PX = 120

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(200).max(20_000),
  height: z.number().int().min(200).max(20_000),
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

/**
 * The remembered place when one of the screens' work areas still shows it, else the middle of the main one; and never
 * larger than the screen it is on: what was the size on a 4K display would hide its own edges on a laptop's.
 * @param screens work areas, that of the main display first.
 */
export function placeWindow(state: WindowState | null, screens: readonly Area[]): Placement {
  const [main] = screens
  if (!state) return { ...fitSize({ width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT }, main), maximized: false }
  const { x, y, width, height, maximized } = state
  const home = screens.find(
    (screen) =>
      x + width > screen.x + VISIBLE_PX &&
      x < screen.x + screen.width - VISIBLE_PX &&
      y >= screen.y &&
      y < screen.y + screen.height - VISIBLE_PX,
  )
  if (home === undefined) return { ...fitSize({ width, height }, main), maximized }
  const size = fitSize({ width, height }, home)
  if (size.width === width && size.height === height) return { x, y, width, height, maximized }
  // A window that was too large is shown whole; one that fits may stand half outside, where it was put.
  return {
    x: Math.min(Math.max(x, home.x), home.x + home.width - size.width),
    y: Math.min(Math.max(y, home.y), home.y + home.height - size.height),
    ...size,
    maximized,
  }
}

const fitSize = (size: { readonly width: number; readonly height: number }, area: Area | undefined) => ({
  width: Math.min(size.width, area?.width ?? size.width),
  height: Math.min(size.height, area?.height ?? size.height),
})

/** The smallest size a window may have: that of its screens, or of the display where even those do not fit. */
export const minimumSize = (screens: readonly Area[]): { readonly minWidth: number; readonly minHeight: number } => ({
  minWidth: Math.min(MIN_WIDTH, ...screens.map(({ width }) => width)),
  minHeight: Math.min(MIN_HEIGHT, ...screens.map(({ height }) => height)),
})

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
