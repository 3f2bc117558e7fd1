/**
 * What is run in each frame of the ENT's window when the teacher presses "Capturer cette page": it reads what is
 * drawn and hands it over as plain text. It is no preload: it is evaluated in a world of its own, next to the
 * page's scripts and out of their reach, and has no power at all. It scrolls containers, to see the rows of a
 * virtualised grid, and puts them back; it never clicks, types, focuses, submits or dispatches anything.
 *
 * Reading only: what the texts mean is decided in `sources/capture`.
 */

import { findBoxes } from './boxes.ts'
import { findLists, readDefinitions, readList } from './lists.ts'
import { MAX_BLOCKS, type ReadBlock, type ReadFrame, startBudget } from './shapes.ts'
import { readDrawn, readTable } from './tables.ts'
import { isHidden, SKIPPED, textOf } from './texts.ts'

const MAX_PAGE_TEXT = 4_000

const COUNTS =
  /\b\d{1,5}\s*(?:[ée]l[èe]ves?|[ée]tudiants?|r[ée]sultats?|lignes?|enregistrements?|inscrits?|devoirs?)\b|\b\d+\s*(?:[-–—à]|to)\s*\d+\s*(?:sur|\/|of|de)\s*\d+|\bpage\s*\d+\s*(?:sur|\/|of|de)\s*\d+/i

/** Short texts that count: looked for in the leaves, where a pager or a title writes them. */
function findHints(): string[] {
  const hints = new Set<string>()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT)
  for (let seen = 0; seen < 20_000 && hints.size < 12; seen++) {
    const node = walker.nextNode()
    if (node === null) break
    const element = node as HTMLElement
    if (SKIPPED.has(element.tagName) || element.childElementCount > 6) continue
    const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim()
    if (text.length > 0 && text.length <= 120 && COUNTS.test(text) && !isHidden(element)) hints.add(text)
  }
  return [...hints]
}

/** A frame that shows nothing: counters, relays of a login. */
const emptyFrame = (): ReadFrame => ({
  url: location.href.slice(0, 2_000),
  title: '',
  hints: [],
  text: '',
  login: false,
  blocks: [],
})

async function readFrame(): Promise<ReadFrame> {
  startBudget()
  const blocks: ReadBlock[] = []
  if (innerWidth === 0 || innerHeight === 0) return emptyFrame()
  const grids = [...document.querySelectorAll<HTMLElement>('[role="grid"],[role="treegrid"],[role="table"]')]
  const tables = [...document.querySelectorAll<HTMLTableElement>('table')].filter(
    (table) =>
      table.getAttribute('role') === null || !/^(?:grid|treegrid|table)$/.test(table.getAttribute('role') ?? ''),
  )
  for (const grid of grids) {
    if (blocks.length >= MAX_BLOCKS || isHidden(grid)) continue
    blocks.push(await readTable(grid, 'grid'))
  }
  for (const table of tables) {
    if (blocks.length >= MAX_BLOCKS || isHidden(table)) continue
    // A grid's own tables hold its rows already.
    if (grids.some((grid) => grid.contains(table))) continue
    blocks.push(await readTable(table, 'table'))
  }
  blocks.push(...readDefinitions([...document.querySelectorAll<HTMLElement>('dl')]))
  for (const boxes of findBoxes([...grids, ...tables])) {
    if (blocks.length < MAX_BLOCKS) blocks.push(await readDrawn(boxes, 'grid'))
  }
  for (const items of findLists(new Set<Element>([...grids, ...tables]))) {
    if (blocks.length < MAX_BLOCKS) blocks.push(readList(items))
  }
  return {
    url: location.href.slice(0, 2_000),
    title: document.title.slice(0, 300),
    hints: document.body ? findHints() : [],
    text: document.body ? textOf(document.body, MAX_PAGE_TEXT, true) : '',
    login: [...document.querySelectorAll<HTMLElement>('input[type="password"]')].some((field) => !isHidden(field)),
    blocks: blocks.filter((block) => block.rows.length > 0),
  }
}

// The one name this world has: whoever evaluated this text calls it next.
Object.assign(globalThis, { trousseReadFrame: readFrame })
