/** What is drawn, as texts. Only what a person sees is read: the teacher could not agree to keep the rest. */
import { MAX_COLUMNS, MAX_ROWS, MAX_TEXT, type ReadCell, spend } from './shapes.ts'

const MAX_HTML = 30_000
const MAX_LINKS = 20

export const squeeze = (text: string) =>
  text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim()

export const isElement = (node: Node): node is HTMLElement => node.nodeType === Node.ELEMENT_NODE
const BLOCKS = /^(?:block|flex|grid|list-item|table|table-row|table-row-group|table-header-group|flow-root)$/
export const SKIPPED = new Set([
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'IFRAME',
  'FRAME',
  'OBJECT',
  'EMBED',
  'SVG',
  'CANVAS',
  'VIDEO',
  'AUDIO',
  'SELECT',
  'TEXTAREA',
])

/** What a person cannot see is not read: the teacher could not agree to keep it. */
export function isHidden(element: Element): boolean {
  const style = getComputedStyle(element)
  return style.display === 'none' || style.visibility === 'hidden' || style.visibility === 'collapse'
}

/** The visible text of an element, a line per block, without tables inside it. */
export function textOf(root: Element, max: number, nested: boolean): string {
  let text = ''
  const walk = (node: Node) => {
    if (text.length > max) return
    if (node.nodeType === Node.TEXT_NODE) {
      text += (node.nodeValue ?? '').replace(/\s+/g, ' ')
      return
    }
    if (!isElement(node) || SKIPPED.has(node.tagName.toUpperCase()) || isHidden(node)) return
    if (!nested && node !== root && node.tagName === 'TABLE') return
    if (node.tagName === 'BR') {
      text += '\n'
      return
    }
    if (node instanceof HTMLInputElement) {
      if (/^(?:text|email|tel|date|number|search)$/.test(node.type)) text += ` ${node.value} `
      return
    }
    const block = node !== root && BLOCKS.test(getComputedStyle(node).display)
    if (block) text += '\n'
    for (const child of node.childNodes) walk(child)
    if (block) text += '\n'
    else if (node.tagName === 'TD' || node.tagName === 'TH') text += ' '
  }
  walk(root)
  return spend(squeeze(text), max)
}

export function linksOf(element: Element): { name: string; url: string }[] {
  const links: { name: string; url: string }[] = []
  for (const anchor of element.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    if (links.length >= MAX_LINKS) break
    if (!/^https?:/.test(anchor.href) || isHidden(anchor)) continue
    const name = squeeze(anchor.textContent || anchor.title || '')
    links.push({ name: spend(name, 255), url: spend(anchor.href, 2_000) })
  }
  return links
}

/** Markup of a text, for a homework's wording; cleaned again where it is kept and where it is shown. */
export function htmlOf(element: Element): string {
  const copy = element.cloneNode(true) as Element
  for (const bad of copy.querySelectorAll(
    'script,style,noscript,template,iframe,frame,object,embed,svg,form,link,meta',
  ))
    bad.remove()
  return spend(copy.innerHTML, MAX_HTML)
}

const RICH = 'p,ul,ol,li,a[href],b,strong,i,em,table,h1,h2,h3,h4,h5,h6,br'

export function readCell(element: HTMLElement, header: boolean): ReadCell {
  const cell: ReadCell = { text: textOf(element, MAX_TEXT, false) }
  if (!header && element.querySelector(RICH) !== null && cell.text.length > 0) {
    const html = htmlOf(element)
    if (html !== '') cell.html = html
    const links = linksOf(element)
    if (links.length > 0) cell.links = links
  }
  const colSpan = Number(element.getAttribute('colspan') ?? element.getAttribute('aria-colspan') ?? 1)
  const rowSpan = Number(element.getAttribute('rowspan') ?? element.getAttribute('aria-rowspan') ?? 1)
  if (colSpan > 1) cell.colSpan = Math.min(colSpan, MAX_COLUMNS)
  if (rowSpan > 1) cell.rowSpan = Math.min(rowSpan, MAX_ROWS)
  if (header) cell.header = true
  if (isHidden(element)) cell.hidden = true
  return cell
}

/** Headings, captions, chosen options and tabs that stand before a block: where a page says which class it is. */
export function nearOf(element: Element): string[] {
  const near: string[] = []
  const add = (text: string | null | undefined) => {
    const clean = squeeze(text ?? '').slice(0, 200)
    if (clean !== '' && !near.includes(clean) && near.length < 12) near.push(clean)
  }
  add(element.getAttribute('aria-label'))
  const labelled = element.getAttribute('aria-labelledby')
  if (labelled) for (const id of labelled.split(/\s+/)) add(document.getElementById(id)?.textContent)
  if (element instanceof HTMLTableElement) add(element.caption?.textContent)
  const before: Element[] = []
  for (const one of document.querySelectorAll(
    'h1,h2,h3,h4,h5,h6,legend,[role="heading"],[role="tab"][aria-selected="true"],[aria-current],select,[role="combobox"],label',
  )) {
    const position = one.compareDocumentPosition(element)
    if (position & Node.DOCUMENT_POSITION_FOLLOWING && !(position & Node.DOCUMENT_POSITION_CONTAINED_BY))
      before.push(one)
  }
  for (const one of before.reverse()) {
    if (near.length >= 10) break
    if (isHidden(one)) continue
    if (one instanceof HTMLSelectElement) for (const option of one.selectedOptions) add(option.textContent)
    else if (one instanceof HTMLInputElement) add(one.value)
    else if (one.tagName !== 'LABEL') add(one.textContent)
  }
  return near
}
