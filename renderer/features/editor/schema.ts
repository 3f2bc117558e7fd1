/**
 * What a text written here can hold, and nothing more: whatever is pasted either fits or is left out. It is what the
 * main process lets through (platform/clean-html.ts), so that nothing is lost between the two.
 */

import { type DOMOutputSpec, type MarkSpec, type NodeSpec, Schema } from 'prosemirror-model'
import { localImageContent } from '../../../electron/contract/local-image.ts'

function isLocalAddress(value: unknown): void {
  if (typeof value !== 'string' || localImageContent(value) === null) throw new RangeError('not a picture of ours')
}

/** A level of heading would break the outline of the page that shows the text: it is a paragraph, all bold. */
const isBoldParagraph = (element: HTMLElement): boolean => {
  const nodes = [...element.childNodes].filter((node) => node.textContent?.trim() !== '')
  return nodes.length === 1 && ['STRONG', 'B'].includes(nodes[0]?.nodeName ?? '')
}

const nodes = {
  doc: { content: 'block+' },
  paragraph: { group: 'block', content: 'inline*', parseDOM: [{ tag: 'p' }], toDOM: (): DOMOutputSpec => ['p', 0] },
  heading: {
    group: 'block',
    content: 'text*',
    marks: 'em link',
    defining: true,
    parseDOM: [
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => ({ tag })),
      { tag: 'p', priority: 60, getAttrs: (element: HTMLElement) => (isBoldParagraph(element) ? null : false) },
    ],
    toDOM: (): DOMOutputSpec => ['p', ['strong', 0]],
  },
  blockquote: {
    group: 'block',
    content: 'block+',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: (): DOMOutputSpec => ['blockquote', 0],
  },
  ordered_list: {
    group: 'block',
    content: 'list_item+',
    attrs: { order: { default: 1, validate: 'number' } },
    parseDOM: [
      { tag: 'ol', getAttrs: (element: HTMLElement) => ({ order: Number(element.getAttribute('start')) || 1 }) },
    ],
    toDOM: (node): DOMOutputSpec =>
      node.attrs.order === 1 ? ['ol', 0] : ['ol', { start: String(node.attrs.order) }, 0],
  },
  bullet_list: {
    group: 'block',
    content: 'list_item+',
    parseDOM: [{ tag: 'ul' }],
    toDOM: (): DOMOutputSpec => ['ul', 0],
  },
  list_item: {
    content: 'paragraph block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: (): DOMOutputSpec => ['li', 0],
  },
  text: { group: 'inline' },
  image: {
    group: 'inline',
    inline: true,
    draggable: true,
    attrs: { src: { validate: isLocalAddress }, alt: { default: '', validate: 'string' } },
    parseDOM: [
      {
        tag: 'img[src]',
        getAttrs: (element: HTMLElement) => {
          const src = element.getAttribute('src') ?? ''
          return localImageContent(src) === null ? false : { src, alt: element.getAttribute('alt') ?? '' }
        },
      },
    ],
    toDOM: (node): DOMOutputSpec => ['img', { src: String(node.attrs.src), alt: String(node.attrs.alt) }],
  },
  hard_break: {
    group: 'inline',
    inline: true,
    selectable: false,
    parseDOM: [{ tag: 'br' }],
    toDOM: (): DOMOutputSpec => ['br'],
  },
} as const satisfies Record<string, NodeSpec>

const marks = {
  link: {
    attrs: { href: { validate: 'string' } },
    inclusive: false,
    parseDOM: [
      {
        tag: 'a[href]',
        getAttrs: (element: HTMLElement) => {
          const href = safeHref(element.getAttribute('href') ?? '')
          return href === null ? false : { href }
        },
      },
    ],
    toDOM: (mark): DOMOutputSpec => ['a', { href: String(mark.attrs.href) }, 0],
  },
  em: { parseDOM: [{ tag: 'i' }, { tag: 'em' }], toDOM: (): DOMOutputSpec => ['em', 0] },
  strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: (): DOMOutputSpec => ['strong', 0] },
  underline: { parseDOM: [{ tag: 'u' }], toDOM: (): DOMOutputSpec => ['u', 0] },
  superscript: { excludes: 'subscript', parseDOM: [{ tag: 'sup' }], toDOM: (): DOMOutputSpec => ['sup', 0] },
  subscript: { excludes: 'superscript', parseDOM: [{ tag: 'sub' }], toDOM: (): DOMOutputSpec => ['sub', 0] },
} as const satisfies Record<string, MarkSpec>

export const schema = new Schema({ nodes, marks })
export type MarkName = keyof typeof marks

/** A whole https address, also of one typed without its beginning; null for anything else. */
export function safeHref(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed === '' || /\s/.test(trimmed)) return null
  const whole = /^[a-z][a-z\d+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!URL.canParse(whole)) return null
  const { protocol, hostname, href } = new URL(whole)
  return protocol === 'https:' && hostname.includes('.') ? href : null
}
