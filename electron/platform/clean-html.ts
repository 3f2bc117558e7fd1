import sanitizeHtml from 'sanitize-html'

/**
 * What an instruction of a cahier de textes needs and no more. No image of elsewhere: it would tell its server who
 * reads and when, and be a hole offline; one that is on this computer is put into the text. No style, class, id, form, frame, script, SVG or MathML.
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

/** What stands for an image, by its address as the text writes it: a `data:` address; null when it is not here. */
export type ImageSource = (src: string) => string | null

/** A picture that the text itself holds, of a kind that runs nothing. */
const INLINE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/
/** Characters of all pictures of one text: some megabytes, what a page still opens with. */
const MAX_INLINE = 12_000_000
const SIDE = /^[1-9]\d{0,3}$/

/** Every image becomes the one that is here, or its description: never an address. */
function withImages(image: ImageSource): sanitizeHtml.IOptions {
  let spent = 0
  const shown = (src: string): string | null => {
    const found = INLINE.test(src.replace(/\s+/g, '')) ? src.replace(/\s+/g, '') : image(src)
    if (found === null || !INLINE.test(found)) return null
    spent += found.length
    return spent > MAX_INLINE ? null : found
  }
  return {
    ...OPTIONS,
    allowedTags: [...ALLOWED_TAGS, 'img'],
    allowedAttributes: { ...OPTIONS.allowedAttributes, img: ['src', 'alt', 'width', 'height'] },
    allowedSchemesByTag: { img: ['data'] },
    transformTags: {
      ...OPTIONS.transformTags,
      img: (_tag, { src = '', alt = '', width = '', height = '' }) => {
        const data = shown(src)
        if (data === null)
          return alt === '' ? { tagName: 'span', attribs: {} } : { tagName: 'em', attribs: {}, text: `[${alt}]` }
        return {
          tagName: 'img',
          attribs: {
            src: data,
            alt,
            ...(SIDE.test(width) ? { width } : {}),
            ...(SIDE.test(height) ? { height } : {}),
          },
        }
      },
    },
  }
}

/** Addresses of the images of a text, as it writes them, each once; those it holds itself are not among them. */
export function imageAddresses(html: string): string[] {
  const found = new Set<string>()
  sanitizeHtml(html, {
    ...OPTIONS,
    transformTags: {
      img: (tagName, { src = '', width = '', height = '' }) => {
        // A side of one or two pixels is nothing to see: a point that tells who reads.
        const isPoint = /^[0-2]$/.test(width) || /^[0-2]$/.test(height)
        if (src !== '' && !isPoint && !/^\s*data:/i.test(src)) found.add(src)
        return { tagName, attribs: {} }
      },
    },
  })
  return [...found]
}

const MAX_PASSES = 3

/**
 * Makes HTML written by a source or a stranger safe to show: an allow-list of text markup, links to https
 * only, nothing that runs, loads or styles. Cleaning twice changes nothing more.
 *
 * @param html any text, however hostile or broken
 * @param image where images come from; without it there is none
 * @returns a well-formed fragment for the inside of a block element
 */
export function cleanHtml(html: string, image?: ImageSource): string {
  const pass = (text: string) => sanitizeHtml(text, image === undefined ? OPTIONS : withImages(image)).trim()
  let cleaned = pass(html)
  // What is dropped may have held apart what stays: paragraphs then stand inside one another until it is read again.
  for (let again = 0; again < MAX_PASSES; again++) {
    const next = pass(cleaned)
    if (next === cleaned) break
    cleaned = next
  }
  return cleaned
}
