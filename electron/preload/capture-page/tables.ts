/** Tables and grids, scrolled to their end where they draw only what shows. */
import { isSpent, MAX_COLUMNS, MAX_ROWS, type ReadBlock, type ReadCell } from './shapes.ts'
import { isHidden, nearOf, readCell } from './texts.ts'

const SCROLL_SHARE = 0.7
const SCROLL_STEPS = 600
const SCROLL_LIMIT_MS = 25_000
const SETTLE_MS = 40
const SETTLE_TRIES = 12
/** A grid that says it is loading is waited for, not for ever. */
const BUSY_TRIES = 125

const wait = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

const ROW = 'tr,[role="row"]'
const CELL =
  ':scope > td, :scope > th, :scope > [role="cell"], :scope > [role="gridcell"], :scope > [role="columnheader"], :scope > [role="rowheader"]'

function rowsOf(root: Element): HTMLElement[] {
  const isTable = root.tagName === 'TABLE'
  return [...root.querySelectorAll<HTMLElement>(ROW)].filter((row) => {
    const owner = row.closest(isTable ? 'table' : '[role="grid"],[role="treegrid"],[role="table"]')
    return owner === root && !isHidden(row)
  })
}

function readRow(row: HTMLElement): ReadCell[] {
  const direct = [...row.querySelectorAll<HTMLElement>(CELL)]
  // Grids drawn by script often put a wrapper or two between a row and its cells.
  const cells =
    direct.length > 0
      ? direct
      : [
          ...row.querySelectorAll<HTMLElement>(
            '[role="cell"],[role="gridcell"],[role="columnheader"],[role="rowheader"]',
          ),
        ]
  return cells.slice(0, MAX_COLUMNS).map((cell) => {
    const isHeader =
      cell.getAttribute('role') === 'columnheader' || (cell.tagName === 'TH' && cell.getAttribute('scope') !== 'row')
    return readCell(cell, isHeader)
  })
}

/** The container whose scrolling brings other rows; null when everything is drawn. */
function scrollerOf(root: Element): HTMLElement | null {
  const scrolls = (element: Element) => {
    if (element.scrollHeight <= element.clientHeight + 4 || element.clientHeight < 20) return false
    return /^(?:auto|scroll|overlay)$/.test(getComputedStyle(element).overflowY)
  }
  for (const inner of root.querySelectorAll<HTMLElement>('div,tbody,section,ul')) if (scrolls(inner)) return inner
  for (let outer: Element | null = root; outer !== null && outer !== document.body; outer = outer.parentElement) {
    if (scrolls(outer)) return outer as HTMLElement
  }
  return null
}

/** A row's place in the whole list: the page's own index, else its height in the scrolled content. */
function placeOf(row: HTMLElement, scroller: HTMLElement): number {
  const index = Number(row.getAttribute('aria-rowindex') ?? Number.NaN)
  if (Number.isFinite(index)) return index * 1_000_000
  return Math.round(row.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop)
}

/** Rows that may be drawn a few at a time, however they are marked. */
export interface DrawnRows {
  readonly root: Element
  rows(): HTMLElement[]
  read(row: HTMLElement): ReadCell[]
  /** Titles stand still above the scrolled part, whatever is drawn under them. */
  isTitle(row: HTMLElement): boolean
  readonly near: string[]
  /** Rows the page says there are; -1 when it does not say. */
  readonly declared: number
}

const markedRows = (root: Element): DrawnRows => ({
  root,
  rows: () => rowsOf(root),
  read: readRow,
  isTitle: (row) => row.querySelector('[role="columnheader"],th:not([scope="row"])') !== null,
  near: nearOf(root),
  declared: Number(root.getAttribute('aria-rowcount') ?? -1),
})

export const readTable = (root: Element, kind: 'table' | 'grid'): Promise<ReadBlock> =>
  readDrawn(markedRows(root), kind)

/** All rows, scrolled for when the container draws only some of them, or loads more at its end. */
export async function readDrawn(drawn: DrawnRows, kind: 'table' | 'grid'): Promise<ReadBlock> {
  const { root, declared } = drawn
  if (isBusy(root)) await settle(drawn)
  const block: ReadBlock = {
    kind,
    rows: [],
    near: drawn.near,
    declaredRows: declared > 0 ? declared : null,
    complete: !isBusy(root),
  }
  const scroller = scrollerOf(root)
  if (scroller !== null && (kind === 'grid' || declared > drawn.rows().length)) {
    return readByScrolling(drawn, scroller, block)
  }
  const home = scroller?.scrollTop ?? 0
  try {
    if (scroller !== null) await growToEnd(drawn, scroller)
    const rows = drawn.rows()
    for (const row of rows.slice(0, MAX_ROWS)) if (!isSpent()) block.rows.push(drawn.read(row))
    if (block.rows.length < rows.length || declared > rows.length) block.complete = false
  } finally {
    if (scroller !== null) scroller.scrollTop = home
  }
  return block
}

/** A table that keeps its rows and adds more at its end: to the end, until none is added. */
async function growToEnd(drawn: DrawnRows, scroller: HTMLElement): Promise<void> {
  const stopAt = Date.now() + SCROLL_LIMIT_MS
  for (let before = -1; before < drawn.rows().length && before < MAX_ROWS && Date.now() < stopAt; ) {
    before = drawn.rows().length
    scroller.scrollTop = scroller.scrollHeight
    await settle(drawn)
  }
}

/** From top to bottom, a part of the height at a time; the place where the teacher was is given back. */
async function readByScrolling(drawn: DrawnRows, scroller: HTMLElement, block: ReadBlock): Promise<ReadBlock> {
  const home = { top: scroller.scrollTop, left: scroller.scrollLeft }
  const found = new Map<number, ReadCell[]>()
  const titles: ReadCell[][] = []
  const stopAt = Date.now() + SCROLL_LIMIT_MS
  const collect = () => {
    for (const row of drawn.rows()) {
      if (!scroller.contains(row) || drawn.isTitle(row)) {
        if (titles.length === 0) titles.push(drawn.read(row))
        continue
      }
      const place = placeOf(row, scroller)
      if (!found.has(place) && found.size < MAX_ROWS && !isSpent()) found.set(place, drawn.read(row))
    }
  }
  let reached = false
  try {
    scroller.scrollTop = 0
    await settle(drawn)
    for (let step = 0; step < SCROLL_STEPS && Date.now() < stopAt; step++) {
      collect()
      const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2
      if (atEnd) {
        // A list that loads more at its end grows a moment later.
        const height = scroller.scrollHeight
        await wait(SETTLE_MS * 4)
        collect()
        if (scroller.scrollHeight <= height) {
          reached = true
          break
        }
      }
      scroller.scrollTop += Math.max(20, scroller.clientHeight * SCROLL_SHARE)
      await settle(drawn)
    }
  } finally {
    scroller.scrollTop = home.top
    scroller.scrollLeft = home.left
  }
  block.rows = [...titles, ...[...found].sort(([a], [b]) => a - b).map(([, cells]) => cells)]
  block.complete &&= reached && found.size < MAX_ROWS && !isSpent()
  return block
}

const isBusy = (root: Element): boolean => root.closest('[aria-busy="true"]') !== null

/** Waits until the rows drawn stay the same for two looks. */
async function settle(drawn: DrawnRows): Promise<void> {
  let before = ''
  for (let attempt = 0; attempt < BUSY_TRIES; attempt++) {
    await wait(SETTLE_MS)
    const rows = drawn.rows()
    const busy = isBusy(drawn.root)
    if (!busy && attempt >= SETTLE_TRIES) return
    const now = `${rows.length} ${rows[0]?.textContent ?? ''} ${rows.at(-1)?.textContent ?? ''}`
    if (now === before && !busy) return
    before = now
  }
}
