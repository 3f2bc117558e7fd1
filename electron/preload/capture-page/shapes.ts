/** What the reader hands over, and how much of it at most. */

export interface ReadCell {
  text: string
  html?: string
  links?: { name: string; url: string }[]
  colSpan?: number
  rowSpan?: number
  header?: boolean
  hidden?: boolean
}
export interface ReadBlock {
  kind: 'table' | 'grid' | 'definitions' | 'list'
  rows: ReadCell[][]
  near: string[]
  /** Rows the page says there are (`aria-rowcount`), headers included; null when it does not say. */
  declaredRows: number | null
  /** False when reading stopped at a limit, or the end was never reached. */
  complete: boolean
}
export interface ReadFrame {
  url: string
  title: string
  /** Texts that tell how many there are: "34 élèves", "1–20 sur 34", "Page 1 / 2". */
  hints: string[]
  /** The start of the visible text: an outage often has no table at all. */
  text: string
  /** A password field is shown: this is a login page. */
  login: boolean
  blocks: ReadBlock[]
}

export const MAX_BLOCKS = 60
export const MAX_ROWS = 5_200
export const MAX_COLUMNS = 120
export const MAX_TEXT = 4_000
/** All texts of one frame together, in UTF-16 units. */
const MAX_FRAME = 3_000_000

let budget = MAX_FRAME

export const startBudget = (): void => {
  budget = MAX_FRAME
}
export const isSpent = (): boolean => budget <= 0

/** The start of a text, as far as the whole frame may still say something. */
export function spend(text: string, max: number): string {
  const kept = text.slice(0, Math.min(max, Math.max(0, budget)))
  budget -= kept.length
  return kept
}
