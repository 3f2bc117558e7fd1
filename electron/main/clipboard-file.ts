/** What was copied, as a file to read: a table of a page or a spreadsheet, else the text. Plain Node. */
import type { AppState } from '../contract/views.ts'

const NAMES = { fr: 'presse-papiers', en: 'clipboard' } as const satisfies Record<AppState['locale'], string>
/** A school's whole list copied from a spreadsheet, with its formatting, is some 5 MB. */
const MAX_CHARACTERS = 20 * 1024 * 1024
const HTML = 'text/html'

interface CopiedItem {
  readonly types: readonly string[]
  getType(type: string): Promise<Blob>
}

/** Electron's clipboard, in the shape of the current version and in that of Electron 33, which gives HTML by itself. */
export interface ClipboardTexts {
  readText(): string | Promise<string>
  readHTML?(): string
  read?(format?: string): unknown
}

const isItem = (value: unknown): value is CopiedItem =>
  typeof value === 'object' && value !== null && 'getType' in value && 'types' in value && Array.isArray(value.types)

async function readHtml(clipboard: ClipboardTexts): Promise<string> {
  if (typeof clipboard.readHTML === 'function') return clipboard.readHTML()
  const items: unknown = await clipboard.read?.()
  const item = Array.isArray(items)
    ? items.find((candidate: unknown) => isItem(candidate) && candidate.types.includes(HTML))
    : undefined
  return isItem(item) ? (await item.getType(HTML)).text() : ''
}

/**
 * HTML when it holds a table, since it keeps the cells apart whatever they contain; PRONOTE's client and plain
 * copies give text with tabs. Null when there is nothing to read, or far too much.
 */
export async function clipboardFile(
  clipboard: ClipboardTexts,
  locale: AppState['locale'],
): Promise<{ readonly name: string; readonly bytes: Uint8Array; readonly isPasted: true } | null> {
  const html = await readHtml(clipboard)
  const content = /<table[\s>]/i.test(html) ? html : await clipboard.readText()
  if (content.trim() === '' || content.length > MAX_CHARACTERS) return null
  return { name: NAMES[locale], bytes: new TextEncoder().encode(content), isPasted: true }
}
