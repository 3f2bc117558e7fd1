/** Definition lists, and cards or items that look alike. */
import { isSpent, MAX_ROWS, MAX_TEXT, type ReadBlock, type ReadCell } from './shapes.ts'
import { htmlOf, isElement, isHidden, linksOf, nearOf, readCell, squeeze, textOf } from './texts.ts'

/** Fewest items that look alike before they are taken for a list of something. */
const MIN_ITEMS = 2

export function readDefinitions(lists: HTMLElement[]): ReadBlock[] {
  const shapes = new Map<string, { titles: string[]; rows: ReadCell[][]; first: HTMLElement }>()
  for (const list of lists) {
    if (isHidden(list)) continue
    const titles: string[] = []
    const cells: ReadCell[] = []
    for (const child of list.querySelectorAll<HTMLElement>('dt,dd')) {
      if (child.closest('dl') !== list) continue
      if (child.tagName === 'DT') titles.push(textOf(child, 200, true))
      else if (cells.length < titles.length) cells.push(readCell(child, false))
    }
    if (titles.length === 0 || cells.length !== titles.length) continue
    const key = titles.join('\t')
    const shape = shapes.get(key) ?? { titles, rows: [], first: list }
    shape.rows.push(cells)
    shapes.set(key, shape)
  }
  return [...shapes.values()].map(({ titles, rows, first }) => ({
    kind: 'definitions',
    rows: [titles.map((text) => ({ text, header: true })), ...rows.slice(0, MAX_ROWS)],
    near: nearOf(first),
    declaredRows: null,
    complete: rows.length <= MAX_ROWS,
  }))
}

/** Cards and list items that look alike: one row each, its heading, its lines, its links. */
export function readList(items: HTMLElement[]): ReadBlock {
  const first = items[0] as HTMLElement
  const block: ReadBlock = {
    kind: 'list',
    rows: [],
    near: nearOf(first),
    declaredRows: null,
    complete: items.length <= MAX_ROWS,
  }
  for (const item of items.slice(0, MAX_ROWS)) {
    if (isSpent()) {
      block.complete = false
      break
    }
    const heading = item.querySelector<HTMLElement>('h1,h2,h3,h4,h5,h6,[role="heading"]')
    const body: ReadCell = { text: textOf(item, MAX_TEXT, true) }
    const html = htmlOf(item)
    if (html !== '') body.html = html
    const links = linksOf(item)
    if (links.length > 0) body.links = links
    const times = [...item.querySelectorAll('time[datetime]')].map((time) => time.getAttribute('datetime') ?? '')
    block.rows.push([
      { text: heading ? textOf(heading, 400, true) : '' },
      body,
      { text: squeeze(times.join(' ')).slice(0, 100) },
    ])
  }
  return block
}

/** Groups of siblings with the same tag and the same first class name, or roles of lists. */
export function findLists(taken: ReadonlySet<Element>): HTMLElement[][] {
  const groups: HTMLElement[][] = []
  const parents = new Set<Element>()
  for (const item of document.querySelectorAll('article,li,[role="listitem"],[role="article"],section,div')) {
    if (item.parentElement) parents.add(item.parentElement)
  }
  for (const parent of parents) {
    if (parent.closest('nav,table,[role="grid"],[role="navigation"],[role="menu"],[role="tablist"],header,footer'))
      continue
    const kinds = new Map<string, HTMLElement[]>()
    for (const child of parent.children) {
      if (!isElement(child) || taken.has(child) || isHidden(child)) continue
      if (!/^(?:ARTICLE|LI|SECTION|DIV)$/.test(child.tagName)) continue
      const key = `${child.tagName} ${child.classList[0] ?? ''} ${child.getAttribute('role') ?? ''}`
      kinds.set(key, [...(kinds.get(key) ?? []), child])
    }
    for (const items of kinds.values()) {
      const first = items[0] as HTMLElement
      const listed = /^(?:ARTICLE|LI)$/.test(first.tagName) || first.hasAttribute('role')
      // A lone card is a list of one; a lone `div` is merely a box.
      if (items.length < (first.tagName === 'ARTICLE' ? 1 : MIN_ITEMS)) continue
      if (!listed && first.querySelector('h1,h2,h3,h4,h5,h6,[role="heading"],time') === null) continue
      if (first.querySelector('table,[role="grid"]') !== null && first.tagName !== 'ARTICLE') continue
      groups.push(items)
    }
  }
  return groups.filter((items) => {
    const inside = groups.filter((other) => other !== items && items.some((item) => item.contains(other[0] as Node)))
    const around = groups.filter((other) => other !== items && other.some((outer) => outer.contains(items[0] as Node)))
    // A day that holds cards is no card; the lines inside a card are no cards either.
    if (inside.some(areCards)) return false
    return around.length === 0 || (areCards(items) && !around.some(areCardsOfText))
  })
}

/** Each says what it is about in a heading of its own. */
const areCards = (items: readonly HTMLElement[]): boolean =>
  items.every((item) => item.querySelector('h1,h2,h3,h4,h5,h6,[role="heading"],time') !== null)

const areCardsOfText = (items: readonly HTMLElement[]): boolean => items[0]?.tagName === 'ARTICLE'
