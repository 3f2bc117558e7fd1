/** Enough of a decoding to look at marks and titles, which are ASCII in every set of the field. */

const MAX_CONTROLS = 0.05

/** The beginning of a text; null when the bytes are no text. */
export function decodeHead(bytes: Uint8Array): string | null {
  const text = decode(bytes)
  const sample = text.slice(0, 4096)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text.
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001f]/g)?.length ?? 0
  return controls > sample.length * MAX_CONTROLS ? null : text
}

function decode(bytes: Uint8Array): string {
  const wide = utf16Order(bytes)
  if (wide === 'le') return new TextDecoder('utf-16le').decode(bytes)
  if (wide === 'be') {
    const even = bytes.subarray(0, bytes.length - (bytes.length % 2))
    return new TextDecoder('utf-16le').decode(Buffer.from(even).swap16())
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf)+/, '')
}

/** By its mark, or by the zeros of Western text ("Texte Unicode" saved without one). */
function utf16Order(bytes: Uint8Array): 'le' | 'be' | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'le'
  if (first === 0xfe && second === 0xff) return 'be'
  const sample = bytes.subarray(0, 512)
  let even = 0
  let odd = 0
  for (const [index, byte] of sample.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even++
    else odd++
  }
  const many = sample.length / 4
  if (odd > many && even < odd / 8) return 'le'
  return even > many && odd < even / 8 ? 'be' : null
}
