/** HTML in which every value is escaped unless it was made by `html` or explicitly trusted. */

export interface SafeHtml {
  readonly markup: string
}
type Value = string | number | SafeHtml | readonly SafeHtml[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')

function render(value: Value): string {
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  if ('markup' in value) return value.markup
  return value.map((part) => part.markup).join('')
}

/** `html\`<p>${text}</p>\``: text is escaped, parts made by `html` are kept, lists of parts are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): SafeHtml {
  return { markup: strings.reduce((all, text, index) => all + render(values[index - 1] ?? '') + text) }
}

/** For markup that was already cleaned; never for anything a source wrote. */
export const trusted = (markup: string): SafeHtml => ({ markup })

export const nothing: SafeHtml = { markup: '' }
