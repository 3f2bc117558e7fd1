/** What a picture is from its first bytes, never from its name. Kinds that every browser shows and that run nothing. Pure. */

export interface ImageKind {
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'
  /** In pixels; null where it is not at the beginning. */
  readonly width: number | null
  readonly height: number | null
}

const at = (bytes: Uint8Array, offset: number, text: string): boolean =>
  [...text].every((character, index) => bytes[offset + index] === character.charCodeAt(0))

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Null for anything else: SVG is a program, and a page in place of a picture is an outage. */
export function imageKind(bytes: Uint8Array): ImageKind | null {
  if (at(bytes, 0, '\u0089PNG\r\n\u001a\n') && bytes.byteLength >= 24) {
    return { mediaType: 'image/png', width: view(bytes).getUint32(16), height: view(bytes).getUint32(20) }
  }
  if ((at(bytes, 0, 'GIF87a') || at(bytes, 0, 'GIF89a')) && bytes.byteLength >= 10) {
    return { mediaType: 'image/gif', width: view(bytes).getUint16(6, true), height: view(bytes).getUint16(8, true) }
  }
  if (at(bytes, 0, '\u00ff\u00d8\u00ff')) return { mediaType: 'image/jpeg', width: null, height: null }
  if (at(bytes, 0, 'RIFF') && at(bytes, 8, 'WEBP')) return { mediaType: 'image/webp', width: null, height: null }
  return null
}

/** A point nobody sees, put there to tell who reads: nothing is lost with it. */
const MAX_TRACKER_SIDE = 2
export const isTracker = ({ width, height }: ImageKind): boolean =>
  width !== null && height !== null && width <= MAX_TRACKER_SIDE && height <= MAX_TRACKER_SIDE
