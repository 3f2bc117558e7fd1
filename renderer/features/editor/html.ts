/** Between HTML and the editor's document; what other programs put in the clipboard is tidied on the way. */
import DOMPurify from 'dompurify'
import { DOMParser, DOMSerializer, type Node } from 'prosemirror-model'
import { localImageContent } from '../../../electron/contract/local-image.ts'
import { schema } from './schema.ts'

const TEXT_TAGS = [
  ...['p', 'br', 'div', 'span', 'blockquote', 'pre', 'a', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'],
  ...['strong', 'b', 'em', 'i', 'u', 'sub', 'sup', 'table', 'tbody', 'thead', 'tr', 'td', 'th'],
]

/** Elements made here load nothing: an address that the window's rules refuse is not even asked for. */
const inert = document.implementation.createHTMLDocument('')

/** Nodes of an HTML text, without anything that runs, loads or styles; no picture but those of the space. */
function fragmentOf(html: string, attributes: readonly string[]): DocumentFragment {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: [...TEXT_TAGS, 'img'],
    ALLOWED_ATTR: [...attributes, 'src', 'alt'],
    ALLOWED_URI_REGEXP: /^(?:https|trousse):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  })
  for (const image of fragment.querySelectorAll('img')) {
    if (localImageContent(image.getAttribute('src') ?? '') === null) image.remove()
  }
  return fragment
}

/** The document of an HTML text; an empty paragraph when there is none. */
export const readHtml = (html: string): Node => DOMParser.fromSchema(schema).parse(fragmentOf(html, ['href', 'start']))

/** Empty when nothing is written. */
export function writeHtml(document_: Node): string {
  if (document_.childCount === 1 && document_.firstChild?.isTextblock && document_.firstChild.content.size === 0)
    return ''
  const host = inert.createElement('div')
  host.append(DOMSerializer.fromSchema(schema).serializeFragment(document_.content, { document: inert }))
  return host.innerHTML
}

const STYLE = 'data-style'

/**
 * Styles and handlers under names that mean nothing to the browser: reading them by their own would be a violation of
 * the window's rules, which counts and logs every one. What is safe is decided after, by the cleaner.
 */
const withQuietAttributes = (html: string): string =>
  html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s|["'/])(style|srcdoc|on[a-z]+)(?=\s*=)/gi, '$1data-$2'))

/** Bullets that Word and LibreOffice write as letters of a symbol font. */
const BULLET = /^[·•●○▪‣◦§o–-][\s\u00a0]+/
const NUMBER = /^\(?(?:\d{1,3}|[a-z])[.)][\s\u00a0]+/i

/**
 * What is pasted, as plain structure: Word's lists, which are paragraphs with a bullet typed in, become lists; a page
 * that Google wraps in a bold that is not bold loses it; rows of a table become lines.
 */
export function tidyPasted(html: string): string {
  const fragment = fragmentOf(withQuietAttributes(html), ['href', 'start', 'class', STYLE])
  for (const bold of fragment.querySelectorAll<HTMLElement>('b, strong')) {
    if (/font-weight:\s*(?:normal|400)/i.test(bold.getAttribute(STYLE) ?? '')) bold.replaceWith(...bold.childNodes)
  }
  for (const span of fragment.querySelectorAll('span')) emphasise(span)
  gatherLists(fragment)
  for (const row of fragment.querySelectorAll('tr')) {
    const line = inert.createElement('p')
    row.querySelectorAll('td, th').forEach((cell, index) => {
      if (index > 0) line.append(' ; ')
      line.append((cell.textContent ?? '').replace(/\s+/g, ' ').trim())
    })
    row.replaceWith(line)
  }
  for (const table of fragment.querySelectorAll('table')) table.replaceWith(...table.querySelectorAll('p'))
  for (const element of fragment.querySelectorAll('*')) {
    element.removeAttribute('class')
    element.removeAttribute(STYLE)
  }
  const host = inert.createElement('div')
  host.append(fragment)
  return host.innerHTML
}

/** Word processors write bold, italic and the like as styles. */
function emphasise(span: HTMLElement): void {
  const style = span.getAttribute(STYLE) ?? ''
  const tags = [
    ...(/font-weight:\s*(?:bold|[6-9]00)/i.test(style) ? ['strong'] : []),
    ...(/font-style:\s*italic/i.test(style) ? ['em'] : []),
    ...(/vertical-align:\s*super/i.test(style) ? ['sup'] : []),
    ...(/vertical-align:\s*sub/i.test(style) ? ['sub'] : []),
  ]
  for (const tag of tags) {
    const inner = inert.createElement(tag)
    inner.append(...span.childNodes)
    span.append(inner)
  }
}

function gatherLists(fragment: DocumentFragment): void {
  let list = null as HTMLElement | null
  for (const paragraph of fragment.querySelectorAll<HTMLElement>('p')) {
    const isItem =
      /MsoListParagraph/.test(paragraph.className) || /mso-list:\s*l\d/i.test(paragraph.getAttribute(STYLE) ?? '')
    if (!isItem) {
      list = null
      continue
    }
    const text = paragraph.textContent ?? ''
    const marker = (BULLET.exec(text) ?? NUMBER.exec(text))?.[0] ?? ''
    dropStart(paragraph, marker.length)
    const tag = NUMBER.test(text) && !BULLET.test(text) ? 'OL' : 'UL'
    if (list?.tagName !== tag || paragraph.previousElementSibling !== list) {
      list = inert.createElement(tag)
      paragraph.before(list)
    }
    const item = inert.createElement('li')
    item.append(paragraph)
    list.append(item)
  }
}

/** Takes the first characters away, whatever elements they are in. */
function dropStart(element: HTMLElement, length: number): void {
  const walker = inert.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  for (let left = length, node = walker.nextNode(); left > 0 && node !== null; node = walker.nextNode()) {
    const text = node.nodeValue ?? ''
    node.nodeValue = text.slice(left)
    left -= Math.min(left, text.length)
  }
}
