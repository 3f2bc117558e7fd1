/** The text of a page, as far as an announcement of an outage can stand in it. Linear in its length, never throws. */

/** Lower case, without accents, entities decoded as far as French needs, apostrophes and spaces made plain. */
export function foldFrench(text: string): string {
  return text
    .replace(/&([a-z])(?:acute|grave|circ|cedil|uml);/gi, '$1')
    .replace(/&(?:nbsp|#160|#xa0);/gi, ' ')
    .replace(/&(?:rsquo|apos|#0?39|#8217|#x2019);/gi, "'")
    .replace(/&#(\d{2,5});/g, (_, code: string) => String.fromCharCode(Number(code)))
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
}

export interface PageText {
  /** Of `<title>`, as written. */
  readonly title: string
  /** Title and first headings, as written: an outage page says it there even when it is long. */
  readonly headings: string
  /** What stands between the tags, as written, but scripts and styles. */
  readonly visible: string
  readonly hasPasswordField: boolean
}

const HIDDEN_ELEMENTS: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'template'])
/** A tag is looked at no further than this. */
const MAX_TAG = 2_000

/**
 * The text of a page, in one pass and in time proportional to its length: a page from outside may be built
 * to make a pattern search for minutes.
 */
export function readPage(html: string): PageText {
  const lower = html.toLowerCase()
  const visible: string[] = []
  const headings: string[] = []
  const title: string[] = []
  let heading = ''
  let hasPasswordField = false
  let position = 0
  const take = (end: number) => {
    const text = html.slice(position, end)
    if (heading === 'title') title.push(text)
    else visible.push(text)
    if (heading !== '') headings.push(text)
  }
  while (position < html.length) {
    const open = html.indexOf('<', position)
    if (open < 0) {
      take(html.length)
      break
    }
    take(open)
    const comment = html.startsWith('<!--', open)
    const close = comment ? html.indexOf('-->', open + 4) : html.indexOf('>', open)
    if (close < 0) break
    position = close + (comment ? 3 : 1)
    if (comment) continue
    const tag = lower.slice(open + 1, Math.min(close, open + MAX_TAG))
    const name = /^\/?[a-z][a-z0-9]*/.exec(tag)?.[0] ?? ''
    if (HIDDEN_ELEMENTS.has(name)) {
      const end = lower.indexOf(`</${name}`, position)
      if (end < 0) break
      position = end
    }
    if (name === 'title' || name === 'h1') heading = name
    else if (name === `/${heading}`) heading = ''
    if (name === 'input' && /\btype\s*=\s*["']?password/.test(tag)) hasPasswordField = true
    visible.push(' ')
    if (heading !== '') headings.push(' ')
  }
  return { title: title.join(''), headings: headings.join(''), visible: visible.join(''), hasPasswordField }
}
