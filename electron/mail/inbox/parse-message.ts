/** The bytes of a message, perhaps cut short, as `domain/bounce` and a teacher read them. Nothing is fetched or run. */
import type { IncomingHeader, IncomingMessage, IncomingPart } from '../../domain/bounce.ts'
import { cleanMultiline, cleanText, cutText } from '../../domain/text-clean.ts'

/** Bytes fetched of one message: an answer and its quotes, or a notice with the headers it returns. */
export const MAX_SOURCE_BYTES = 256 * 1024
/** Turning HTML into text is the slowest part, and happens on the main thread. */
const MAX_HTML = 64 * 1024
const MAX_BODY = 20_000
const MAX_LINE = 300
const MAX_HEADERS = 500

export interface ParsedIncoming {
  readonly message: IncomingMessage
  /** Without brackets; empty when the message has none. */
  readonly messageId: string
  /** Empty when nothing usable is given. */
  readonly fromAddress: string
  readonly fromName: string
  readonly subject: string
  /** Plain text, cleaned of what cannot be seen, cut at 20,000 characters. */
  readonly body: string
}

/** Header lines of a block of bytes, unfolded, names in lower case; encoded words stay as they are. */
export function parseHeaderBlock(block: Uint8Array): IncomingHeader[] {
  const headers: IncomingHeader[] = []
  const text = Buffer.from(block)
    .toString('latin1')
    .replace(/\r\n/g, '\n')
    .replace(/\n[ \t]+/g, ' ')
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon < 1) continue
    headers.push({ name: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() })
    if (headers.length >= MAX_HEADERS) break
  }
  return headers
}

/** Text parts, and what a notice returns of the message, are read; any other attachment is not. */
const isReadable = (type: string): boolean => /^(?:text|message)\//.test(type)

/** Reads a message. Whatever the bytes, it answers: what cannot be understood is missing. */
export async function parseIncoming(source: Uint8Array): Promise<ParsedIncoming> {
  // Loaded when the first message is read: the window does not wait for it at start.
  const { simpleParser } = await import('mailparser')
  const bytes = Buffer.from(source.subarray(0, MAX_SOURCE_BYTES))
  const parsed = await simpleParser(bytes, {
    keepDeliveryStatus: true,
    maxHtmlLengthToParse: MAX_HTML,
    skipImageLinks: true,
    skipTextToHtml: true,
    skipTextLinks: true,
  })
  const headers: IncomingHeader[] = parsed.headerLines
    .slice(0, MAX_HEADERS)
    .flatMap(({ line }) => parseHeaderBlock(Buffer.from(line, 'utf8')))
  const subject = cutText(cleanText(parsed.subject ?? ''), MAX_LINE)
  const parts: IncomingPart[] = [{ type: 'text/plain', text: parsed.text ?? '' }]
  for (const { contentType, content } of parsed.attachments) {
    const type = contentType.toLowerCase()
    if (isReadable(type)) parts.push({ type, text: content.toString('utf8') })
  }
  const [from] = parsed.from?.value ?? []
  return {
    message: {
      // The subject is the one header whose words are looked at, so it is given decoded.
      headers: [...headers.filter(({ name }) => name !== 'subject'), { name: 'subject', value: subject }],
      parts,
    },
    messageId: (parsed.messageId ?? '').replace(/^\s*<|>\s*$/g, '').slice(0, MAX_LINE),
    fromAddress: cutText(cleanText(from?.address ?? ''), MAX_LINE),
    fromName: cutText(cleanText(from?.name ?? ''), MAX_LINE),
    subject,
    body: cutText(cleanMultiline(parsed.text ?? '').trim(), MAX_BODY),
  }
}
