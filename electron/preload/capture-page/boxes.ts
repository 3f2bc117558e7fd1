/** Grids drawn with plain boxes, without any mark of a table: siblings of one kind, each with the same number of parts. */
import { MAX_COLUMNS, type ReadCell } from './shapes.ts'
import type { DrawnRows } from './tables.ts'
import { isElement, isHidden, nearOf, readCell } from './texts.ts'

/** Fewer boxes in a row of rows are a page's layout. */
const MIN_ROWS = 5
const MIN_PARTS = 2
const MAX_PARTS = 40
/** Levels of wrappers between a box and its parts. */
const MAX_WRAPPERS = 4
/** How far up the titles of a list may stand. */
const MAX_LEVELS = 4
const NOT_A_LIST =
  'nav,header,footer,table,article,form,[role="grid"],[role="treegrid"],[role="table"],[role="navigation"],[role="menu"],[role="menubar"],[role="tablist"],[role="toolbar"]'

const childrenOf = (element: Element): HTMLElement[] => [...element.children].filter(isElement)

/** The parts of a box, through the wrappers that hold only one thing. */
function partsOf(box: Element): HTMLElement[] {
  let parts = childrenOf(box)
  for (let level = 0; level < MAX_WRAPPERS && parts.length === 1; level++) parts = childrenOf(parts[0] as HTMLElement)
  return parts
}

const kindOf = (element: Element): string => `${element.tagName} ${element.classList[0] ?? ''}`

function rowsOf(parent: Element, kind: string, width: number): HTMLElement[] {
  return childrenOf(parent).filter(
    (child) => kindOf(child) === kind && partsOf(child).length === width && !isHidden(child),
  )
}

/** The nearest box above with as many parts, all of them short texts: the titles. */
function titlesOf(parent: Element, width: number): HTMLElement | null {
  let level: Element | null = parent
  for (let up = 0; up < MAX_LEVELS && level !== null && level !== document.body; up++) {
    for (let before = level.previousElementSibling; before !== null; before = before.previousElementSibling) {
      const parts = partsOf(before)
      const short = parts.every((part) => (part.textContent ?? '').trim().length <= 60)
      if (parts.length === width && short && isElement(before) && !isHidden(before)) return before
    }
    level = level.parentElement
  }
  return null
}

/** @param taken tables and grids that say what they are. */
export function findBoxes(taken: readonly Element[]): DrawnRows[] {
  const found: DrawnRows[] = []
  for (const parent of document.querySelectorAll<HTMLElement>('div,ul,ol,section,main')) {
    if (parent.childElementCount < MIN_ROWS || parent.closest(NOT_A_LIST) !== null) continue
    if (taken.some((table) => table.contains(parent) || parent.contains(table))) continue
    const counts = new Map<string, number>()
    for (const child of childrenOf(parent)) {
      const width = partsOf(child).length
      if (width < MIN_PARTS || width > MAX_PARTS || isHidden(child)) continue
      const key = `${width} ${kindOf(child)}`
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const [best] = [...counts].sort(([, a], [, b]) => b - a)
    if (best === undefined || best[1] < MIN_ROWS) continue
    const [, width = '0', kind = ''] = /^(\d+) (.*)$/.exec(best[0]) ?? []
    found.push(drawnRows(parent, kind, Number(width)))
  }
  // The boxes inside the boxes of another grid are its cells.
  return found.filter(({ root }) => !found.some((other) => other.root !== root && other.root.contains(root)))
}

function drawnRows(parent: HTMLElement, kind: string, width: number): DrawnRows {
  const titles = titlesOf(parent, width)
  return {
    root: parent,
    rows: () => [...(titles ? [titles] : []), ...rowsOf(parent, kind, width)],
    read: (row): ReadCell[] =>
      partsOf(row)
        .slice(0, MAX_COLUMNS)
        .map((part) => readCell(part, row === titles)),
    isTitle: (row) => row === titles,
    near: nearOf(parent),
    declared: -1,
  }
}
