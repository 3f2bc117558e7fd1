import { cleanHtml } from '../platform/clean-html.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': '\u00a0',
  '&amp;': '&',
}

/** Instructions as a calendar or a list shows them: paragraphs and list items on lines of their own, no mark-up. */
export function plainText(dirtyHtml: string): string {
  return cleanHtml(dirtyHtml)
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<li>/g, '\n– ')
    .replace(/<\/(?:p|div|ul|ol|tr|blockquote|pre|dd|dt)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
