/**
 * A row of the ledger as the bytes of an e-mail. Rendered once and stored: two renderings of one message differ
 * byte by byte, and a retry must send exactly what may already have been received (reliability.md M1).
 *
 * MailComposer, never `streamTransport`: the latter puts `Bcc:` on the wire (reliability.md §0 item 7).
 */
import MailComposer from 'nodemailer/lib/mail-composer'
import { encodeWord } from 'nodemailer/lib/mime-funcs'
import { TrousseError } from '../contract/errors.ts'
import { checkMailAddress } from '../domain/mail-address.ts'
import type { DeliveryWork } from '../store/api.ts'
import { bodyHtml } from './body-html.ts'
import { fileNameLine, hasLineBreak } from './header-text.ts'

/** Every header a message of ours has, and no other: checked on the rendered bytes. */
const EXPECTED_HEADERS = ['content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'] as const

const MESSAGE_ID = /^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+$/
/** Characters per encoded word; nodemailer's own figure for headers. */
const ENCODED_WORD_LENGTH = 52

export type RenderInput = Pick<
  DeliveryWork,
  | 'address'
  | 'recipientName'
  | 'fromAddress'
  | 'fromName'
  | 'messageIdHeader'
  | 'subject'
  | 'body'
  | 'createdAt'
  | 'files'
  | 'locale'
>

/** What the space keeps, by its content. */
export interface FileSource {
  read(sha256: string): AsyncIterable<Uint8Array>
}

/** The whole of a file of `work`, as it was when the message was written. */
async function contentOf(file: { readonly name: string; readonly sha256: string }, source: FileSource | undefined) {
  if (source === undefined) throw new TrousseError('mail-file-missing', { file: file.name })
  const pieces: Uint8Array[] = []
  try {
    for await (const piece of source.read(file.sha256)) pieces.push(piece)
  } catch (error) {
    throw new TrousseError('mail-file-missing', { file: file.name }, { cause: error })
  }
  return { filename: fileNameLine(file.name), content: Buffer.concat(pieces) }
}

function checkedAddress(address: string, field: 'to' | 'from'): string {
  const verdict = checkMailAddress(address)
  if (!verdict.ok) throw new TrousseError('mail-address-invalid', { field, reason: verdict.reason })
  return verdict.address
}

function checkedText(text: string, field: string): string {
  if (hasLineBreak(text)) throw new TrousseError('mail-header-invalid', { field })
  return text
}

/** One kind of line end, and no control character: a lone CR is a line end to some servers and not to others. */
const bodyText = (body: string): string =>
  body
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is removed
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')

/** Names of the headers in rendered bytes, lower-cased and in order; folded lines belong to the one above. */
function headerNames(mime: Uint8Array): string[] {
  const text = Buffer.from(mime.buffer, mime.byteOffset, mime.byteLength).toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  return text
    .slice(0, end === -1 ? text.length : end)
    .split('\r\n')
    .filter((line) => !/^[ \t]/.test(line))
    .map((line) => line.slice(0, Math.max(0, line.indexOf(':'))).toLowerCase())
}

/**
 * Renders one message: the same content as plain text and as HTML, its files behind, one `To`, no `Cc`, no `Bcc`, `Date`
 * from the message's creation.
 *
 * Throws `mail-address-invalid` (params `field`, `reason`) or `mail-header-invalid` (param `field`), before or
 * after rendering: what a header holds is refused when it could end its line, and the bytes themselves are then
 * read back and must hold the expected headers, each exactly once. `mail-file-missing` (param `file`) when a file is no
 * longer kept.
 */
export async function renderMessage(work: RenderInput, source?: FileSource): Promise<Uint8Array> {
  const to = checkedAddress(work.address, 'to')
  const from = checkedAddress(work.fromAddress, 'from')
  const subject = checkedText(work.subject, 'subject')
  const messageId = checkedText(work.messageIdHeader, 'message-id')
  if (!MESSAGE_ID.test(messageId)) throw new TrousseError('mail-header-invalid', { field: 'message-id' })
  const date = new Date(work.createdAt)
  if (Number.isNaN(date.getTime())) throw new TrousseError('mail-header-invalid', { field: 'date' })

  // A subject with `=?` in it is ASCII to nodemailer and an encoded word to the reader: encoded, it stays as typed.
  const plainSubject = !subject.includes('=?')
  // Without a text, nodemailer leaves its part out and the message would be HTML alone.
  const text = bodyText(work.body) || '\n'
  const attachments = []
  for (const file of work.files ?? []) attachments.push(await contentOf(file, source))
  const composer = new MailComposer({
    from: { name: checkedText(work.fromName, 'from'), address: from },
    to: { name: checkedText(work.recipientName, 'to'), address: to },
    ...(plainSubject ? { subject } : {}),
    headers: plainSubject
      ? {}
      : { Subject: { prepared: true, foldLines: true, value: encodeWord(subject, 'B', ENCODED_WORD_LENGTH) } },
    messageId: `<${messageId}>`,
    date,
    text: text.replaceAll('\n', '\r\n'),
    html: bodyHtml(text, subject, work.locale ?? 'fr').replaceAll('\n', '\r\n'),
    attachments,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const mime = await composer.compile().build()
  const names = headerNames(mime).sort()
  if (names.join() !== EXPECTED_HEADERS.join()) throw new TrousseError('mail-header-invalid', { field: 'headers' })
  return mime
}
