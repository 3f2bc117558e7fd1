import sanitizeHtml from 'sanitize-html'

/**
 * What an instruction of a cahier de textes needs and no more. No image: a remote one tells its server who
 * reads and when, and would be a hole offline. No style, class, id, form, frame, script, SVG or MathML.
 */
const ALLOWED_TAGS = [
  ...['p', 'br', 'hr', 'div', 'span', 'blockquote', 'pre', 'code'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['strong', 'b', 'em', 'i', 'u', 's', 'sub', 'sup'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  'a',
]

/** Headings of the source would break the outline of the page that shows them: they become bold paragraphs. */
const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

/** Deeper than any honest text; stops a page of ten thousand nested tags from exhausting a reader's stack. */
const MAX_NESTING = 40

const LINK_REL = 'noopener noreferrer nofollow'

/** Relative links would point into wherever the text is shown: only whole https addresses stay. */
function httpsOnly(href: string | undefined): string | null {
  if (href === undefined || !URL.canParse(href)) return null
  const url = new URL(href)
  return url.protocol === 'https:' ? url.href : null
}

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: ALLOWED_TAGS,
  allowedAttributes: {
    a: ['href', 'rel'],
    ol: ['start'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
  },
  allowedSchemes: ['https'],
  allowProtocolRelative: false,
  // The text of these says nothing to a reader: dropped with what they hold.
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'title',
    'template',
    'svg',
    'math',
    'iframe',
    'object',
  ],
  nestingLimit: MAX_NESTING,
  transformTags: {
    ...Object.fromEntries(HEADINGS.map((tag) => [tag, () => ({ tagName: 'strong', attribs: {} })])),
    a: (_tag, attribs) => {
      const href = httpsOnly(attribs.href)
      return { tagName: 'a', attribs: href === null ? {} : { href, rel: LINK_REL } }
    },
  },
}

const MAX_PASSES = 3

/**
 * Makes HTML written by a source or a stranger safe to show: an allow-list of text markup, links to https
 * only, nothing that runs, loads or styles. Cleaning twice changes nothing more.
 *
 * @param html any text, however hostile or broken
 * @returns a well-formed fragment for the inside of a block element
 */
export function cleanHtml(html: string): string {
  const pass = (text: string) => sanitizeHtml(text, OPTIONS).trim()
  let cleaned = pass(html)
  // What is dropped may have held apart what stays: paragraphs then stand inside one another until it is read again.
  for (let again = 0; again < MAX_PASSES; again++) {
    const next = pass(cleaned)
    if (next === cleaned) break
    cleaned = next
  }
  return cleaned
}
