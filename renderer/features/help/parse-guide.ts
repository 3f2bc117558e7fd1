/**
 * The guide's Markdown as data: titles, paragraphs, lists, tables, quotes and pictures, which is all that it uses.
 * The same file is read on paper, in the repository and here, so that there is one guide.
 */

export type Inline =
  | { readonly kind: 'text' | 'strong' | 'em' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string; readonly id: string }
  | { readonly kind: 'paragraph' | 'quote'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'table'; readonly head: readonly Inline[][]; readonly rows: readonly Inline[][][] }
  | { readonly kind: 'image'; readonly alt: string; readonly file: string }

export interface GuidePage {
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

/** `Basculer : l’ENT est tombé` becomes `basculer-l-ent-est-tombe`. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

const INLINE = /\*\*(.+?)\*\*|\*(.+?)\*|`(.+?)`|\[(.+?)\]\((.+?)\)/g

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = []
  let from = 0
  for (const match of text.matchAll(INLINE)) {
    const [whole, strong, em, code, label, href] = match
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) })
    if (strong !== undefined) parts.push({ kind: 'strong', text: strong })
    else if (em !== undefined) parts.push({ kind: 'em', text: em })
    else if (code !== undefined) parts.push({ kind: 'code', text: code })
    else parts.push({ kind: 'link', text: label ?? '', href: href ?? '' })
    from = match.index + whole.length
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) })
  return parts
}

const ITEM = /^(?:[-*]|\d+\.)\s+(.*)$/
const IMAGE = /^!\[(.*)\]\((?:.*\/)?([^/)]+)\)$/
const cellsOf = (line: string): Inline[][] =>
  line
    .replaceAll(/^\||\|$/g, '')
    .split('|')
    .map((cell) => parseInline(cell.trim()))

/** The lines of one block: until the next empty line. */
function parseBlock(lines: readonly string[]): Block[] {
  const [first = ''] = lines
  const heading = /^(##|###)\s+(.+)$/.exec(first)
  if (heading) {
    const [, marks, text = ''] = heading
    const block: Block = { kind: 'heading', level: marks === '##' ? 2 : 3, text, id: slugOf(text) }
    return lines.length > 1 ? [block, ...parseBlock(lines.slice(1))] : [block]
  }
  const image = IMAGE.exec(first)
  if (image) return [{ kind: 'image', alt: image[1] ?? '', file: image[2] ?? '' }]
  if (first.startsWith('>')) {
    return [{ kind: 'quote', content: parseInline(lines.map((line) => line.replace(/^>\s?/, '')).join(' ')) }]
  }
  if (first.startsWith('|')) {
    const [head = '', , ...rows] = lines
    return [{ kind: 'table', head: cellsOf(head), rows: rows.map(cellsOf) }]
  }
  const start = lines.findIndex((line) => ITEM.test(line))
  if (start === -1) return [{ kind: 'paragraph', content: parseInline(lines.join(' ')) }]
  const items: string[] = []
  for (const line of lines.slice(start)) {
    const item = ITEM.exec(line)
    // A line that goes on with the item before it.
    if (item) items.push(item[1] ?? '')
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  const list: Block = { kind: 'list', ordered: /^\d/.test(lines[start] ?? ''), items: items.map(parseInline) }
  return start === 0 ? [list] : [...parseBlock(lines.slice(0, start)), list]
}

/** One page for each title of the second level; what comes before the first belongs to the page named by the guide's own title. */
export function parseGuide(markdown: string): GuidePage[] {
  const pages: { id: string; title: string; blocks: Block[] }[] = []
  for (const chunk of markdown.split(/\r?\n\s*\r?\n/)) {
    const lines = chunk.split(/\r?\n/).filter((line) => line.trim() !== '')
    const title = /^#\s+(.+)$/.exec(lines[0] ?? '')?.[1]
    if (title !== undefined) {
      pages.push({ id: slugOf(title), title, blocks: [] })
      lines.shift()
    }
    if (lines.length === 0) continue
    for (const block of parseBlock(lines)) {
      if (block.kind === 'heading' && block.level === 2) pages.push({ id: block.id, title: block.text, blocks: [] })
      else pages.at(-1)?.blocks.push(block)
    }
  }
  return pages.filter(({ blocks }) => blocks.length > 0)
}

const inlineText = (content: readonly Inline[]): string => content.map(({ text }) => text).join('')

/** A block in plain words, for the search. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text
    case 'paragraph':
    case 'quote':
      return inlineText(block.content)
    case 'list':
      return block.items.map(inlineText).join(' ')
    case 'table':
      return [block.head, ...block.rows].map((row) => row.map(inlineText).join(' ')).join(' ')
    case 'image':
      return block.alt
  }
}

/** A part of the guide that the search can lead to: a page, or a title of the third level in it. */
export interface GuideSection {
  readonly id: string
  readonly title: string
  readonly page: string
  readonly text: string
}

export function sectionsOf(pages: readonly GuidePage[]): GuideSection[] {
  return pages.flatMap((page) => {
    const sections = [{ id: page.id, title: page.title, page: page.title, text: '' }]
    for (const block of page.blocks) {
      if (block.kind === 'heading') sections.push({ id: block.id, title: block.text, page: page.title, text: '' })
      else {
        const last = sections.at(-1)
        if (last) last.text += `${blockText(block)} `
      }
    }
    return sections
  })
}
