/**
 * From bytes to text: byte-order mark, then UTF-16 by its zeros, then strict UTF-8, then the one-byte sets of
 * French computers. The result is shown to the teacher, who sees at once when it is wrong.
 */
import iconv from 'iconv-lite'
import { TrousseError } from '../../contract/errors.ts'

export interface DecodedText {
  readonly text: string
  /** Name shown in the preview. */
  readonly encoding: string
}

/** Letters a French name or title may hold beyond ASCII. */
const FRENCH = /[àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆñÑíìóòúáãõ€°’«»–—\u00a0…]/g
/** Windows-1252 unless another set explains the bytes better: Excel for Windows writes nothing else. */
const ONE_BYTE = ['windows-1252', 'iso-8859-15', 'macintosh', 'cp850'] as const
/** Looked at to choose a set; the accents of a whole class, wherever they stand in the file. */
const SAMPLE_BYTES = 2048
/** UTF-8 that was read as Windows-1252 and saved again: "Ã©", "â€™". */
const DOUBLE_UTF8 = /Ã[\u0080-\u00bf©¨ª«®¯´¶¹»¼‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€/

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, index) => bytes[index] === byte)

function decodeStrict(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le'): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** "Texte Unicode" saved without its mark: every other byte of Western text is zero. */
function looksLikeUtf16(bytes: Uint8Array): 'le' | 'be' | null {
  const sample = bytes.subarray(0, 512)
  const zeros = [0, 0]
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = sample.length / 4
  if (odd > many && even < odd / 8) return 'le'
  return even > many && odd < even / 8 ? 'be' : null
}

function decodeUtf16(bytes: Uint8Array, order: 'le' | 'be'): DecodedText | null {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2))
  const text = decodeStrict(order === 'le' ? even : Buffer.from(even).swap16(), 'utf-16le')
  return text === null ? null : { text, encoding: `utf-16${order}` }
}

/** "PrÇnom": an accented capital inside a word is the sign of another set. */
const MISPLACED = /\p{Ll}[\u00c0-\u00deŒŸ](?=\p{Ll})/gu

/** How many characters beyond ASCII are ones a French list would hold, less those it would not. */
function frenchScore(text: string): number {
  const beyond = text.match(/[\u0080-\uffff]/g)?.length ?? 0
  const french = text.match(FRENCH)?.length ?? 0
  const misplaced = text.match(MISPLACED)?.length ?? 0
  return french * 2 - beyond - misplaced * 2
}

/** Bytes beyond ASCII with their neighbours: all that tells one set from another. */
function beyondAscii(bytes: Uint8Array): Buffer {
  const sample: number[] = []
  for (let at = 0; at < bytes.length && sample.length < SAMPLE_BYTES; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= 0x80) sample.push(bytes[at - 1] ?? 0x20, byte, bytes[at + 1] ?? 0x20, 0x20)
  }
  return Buffer.from(sample)
}

function decodeOneByte(bytes: Uint8Array): DecodedText {
  const sample = beyondAscii(bytes)
  // Every byte beyond ASCII a French character: no set can do better, and the others need not be tried.
  const perfect = sample.filter((byte) => byte >= 0x80).length
  let best: { encoding: string; score: number } | null = null
  for (const encoding of ONE_BYTE) {
    const score = frenchScore(iconv.decode(sample, encoding))
    // Strictly better: in doubt the first, most common set stays.
    if (best === null || score > best.score) best = { encoding, score }
    if (score === perfect) break
  }
  const encoding = best?.encoding ?? 'windows-1252'
  return { text: iconv.decode(Buffer.from(bytes), encoding), encoding }
}

function repairDouble(decoded: DecodedText): DecodedText {
  if (!DOUBLE_UTF8.test(decoded.text)) return decoded
  const text = decodeStrict(iconv.encode(decoded.text, 'windows-1252'), 'utf-8')
  return text === null || text.includes('?') !== decoded.text.includes('?') ? decoded : { text, encoding: 'utf-8 (×2)' }
}

/**
 * @throws TrousseError `file-kind-unknown` when the bytes are no text in any of these ways.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (startsWith(bytes, 0xff, 0xfe)) return decodeUtf16(bytes.subarray(2), 'le') ?? unreadable()
  if (startsWith(bytes, 0xfe, 0xff)) return decodeUtf16(bytes.subarray(2), 'be') ?? unreadable()
  const order = looksLikeUtf16(bytes)
  if (order !== null) return decodeUtf16(bytes, order) ?? unreadable()
  // Some programs write the mark twice.
  let body = bytes
  while (startsWith(body, 0xef, 0xbb, 0xbf)) body = body.subarray(3)
  const utf8 = decodeStrict(body, 'utf-8')
  const decoded = utf8 === null ? decodeOneByte(body) : repairDouble({ text: utf8, encoding: 'utf-8' })
  if (looksBinary(decoded.text)) return unreadable()
  return decoded
}

function looksBinary(text: string): boolean {
  const sample = text.slice(0, 4096)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text.
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0
  return controls > sample.length / 20
}

function unreadable(): never {
  throw new TrousseError('file-kind-unknown', {})
}
