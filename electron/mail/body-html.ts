/**
 * A text as the HTML beside it: the same words, in paragraphs, lists and links. No style, no image, nothing to load:
 * each reader's own program and screen reader show it as they show everything.
 */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)

/** Only whole https addresses become links: what is clicked is what is read. */
const LINK = /https:\/\/[^\s<>"'{}|\\^`]+/gu
/** A full stop or bracket after an address belongs to the sentence. */
const TRAILING = /[.,;:!?)\]»]+$/u
const BULLET = /^[-•*] +(?=\S)/u
const SIGNATURE = '-- '

function inline(text: string): string {
  let html = ''
  let end = 0
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(TRAILING, '')
    html += escapeHtml(text.slice(end, match.index))
    end = match.index
    if (!URL.canParse(address)) continue
    html += `<a href="${escapeHtml(new URL(address).href)}">${escapeHtml(address)}</a>`
    end += address.length
  }
  return html + escapeHtml(text.slice(end))
}

/** Lines between two blank ones: runs of bullets become lists, the rest one paragraph with its line breaks. */
function block(lines: readonly string[]): string {
  const pieces: string[] = []
  let open: 'p' | 'ul' | null = null
  const close = () => {
    if (open !== null) pieces.push(`</${open}>`)
    open = null
  }
  for (const line of lines) {
    const isItem = BULLET.test(line)
    const wanted = isItem ? 'ul' : 'p'
    if (open !== wanted) {
      close()
      pieces.push(isItem ? '<ul>' : '<p dir="auto">')
      open = wanted
    } else if (!isItem) pieces.push('<br>\n')
    pieces.push(isItem ? `<li dir="auto">${inline(line.replace(BULLET, ''))}</li>` : inline(line))
  }
  close()
  return pieces.join('')
}

/**
 * A whole document, accessible as such: its language and its title are said.
 *
 * @param body plain text with `\n` line ends
 */
export function bodyHtml(body: string, subject: string, locale: 'fr' | 'en'): string {
  const blocks: string[][] = [[]]
  for (const line of body.split('\n')) {
    // The signature is a block of its own, under what mail programs recognise (RFC 3676 §4.3).
    if (line.trim() === '' || line === SIGNATURE) blocks.push([])
    if (line === SIGNATURE) blocks.at(-1)?.push('--')
    else if (line.trim() !== '') blocks.at(-1)?.push(line)
  }
  const content = blocks.filter((lines) => lines.length > 0).map(block)
  return `<!DOCTYPE html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>
${content.join('\n')}
</body></html>
`
}
