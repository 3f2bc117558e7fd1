/**
 * Bytes of an XML file to text, piece by piece. SIECLE declares ISO-8859-15 and writes it; a copy saved by hand
 * is often UTF-8 under the old declaration, so the bytes are believed before the declaration.
 */
import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

const CHUNK_BYTES = 65_536
const DECLARED = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/
const UTF8_MARK = [0xef, 0xbb, 0xbf]

export interface XmlText {
  /** As iconv-lite calls it. */
  readonly encoding: string
  /** The declaration says another one than the bytes show. */
  readonly contradicts: boolean
  readonly chunks: Iterable<string>
}

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte)

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0x3c, 0x00])) return 'utf-16le'
  return startsWith(bytes, [0xfe, 0xff]) || startsWith(bytes, [0x00, 0x3c]) ? 'utf-16be' : null
}

/** 0x80–0x9F are control characters in ISO-8859 and letters in Windows-1252: only the latter is ever meant. */
function hasC1(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= 0x80 && byte <= 0x9f) return true
  }
  return false
}

function declaredIn(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 300)).toString('latin1')
  return DECLARED.exec(head)?.[1]?.toLowerCase() ?? ''
}

const LATIN_1 = /^(?:iso-?8859-1|latin-?1|windows-1252|cp-?1252)$/

function chooseEncoding(bytes: Uint8Array): { encoding: string; contradicts: boolean } {
  const utf16 = utf16Of(bytes)
  if (utf16 !== null) return { encoding: utf16, contradicts: false }
  const declared = declaredIn(bytes)
  const saysUtf8 = declared === '' || /^utf-?8$/.test(declared)
  // "Binary" is one character per byte, and the fastest.
  if (isAscii(bytes)) return { encoding: 'binary', contradicts: false }
  if (isUtf8(bytes)) return { encoding: 'utf-8', contradicts: !saysUtf8 }
  const oneByte = hasC1(bytes) || LATIN_1.test(declared) ? 'windows-1252' : 'iso-8859-15'
  return { encoding: oneByte, contradicts: saysUtf8 }
}

function* decodeChunks(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true })
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, bytes.byteLength - at)
    yield decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset + at, length))
  }
  yield decoder.end() ?? ''
}

export function decodeXml(bytes: Uint8Array): XmlText {
  // Some programs write the mark twice.
  let body = bytes
  while (startsWith(body, UTF8_MARK)) body = body.subarray(UTF8_MARK.length)
  const { encoding, contradicts } = chooseEncoding(body)
  return { encoding, contradicts, chunks: decodeChunks(body, encoding) }
}

/** The beginning of a file, well enough to see its tags: those are ASCII whatever the encoding. */
export function sniffText(head: Uint8Array): string {
  let body = head
  while (startsWith(body, UTF8_MARK)) body = body.subarray(UTF8_MARK.length)
  const utf16 = utf16Of(body)
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength - (body.byteLength % 2))
  return utf16 === null ? Buffer.from(body).toString('latin1') : iconv.decode(bytes, utf16)
}
