/**
 * What the bytes of a picture are, without decoding it: its kind, its size, and whether it carries anything besides
 * the picture (place, device, date, comments). Pure. Formats: JPEG (ITU T.81, segments of Annex B), PNG (W3C PNG §5),
 * WebP (RIFF container, RFC 9649 §2).
 */

export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp'

export interface PictureFacts {
  readonly mediaType: PictureType
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** EXIF, XMP, IPTC, comments, text chunks. A colour profile is not. */
  readonly hasMetadata: boolean
}

/** Null for anything that is not whole and of these three kinds. */
export function readPicture(bytes: Uint8Array): PictureFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpeg(view)
    if (asciiAt(view, 1, 'PNG\r\n')) return readPng(view)
    if (asciiAt(view, 0, 'RIFF') && asciiAt(view, 8, 'WEBP')) return readWebp(view)
    return null
  } catch (error) {
    // A length that leads past the end.
    if (error instanceof RangeError) return null
    throw error
  }
}

function asciiAt(view: DataView, offset: number, text: string): boolean {
  if (offset + text.length > view.byteLength) return false
  for (let index = 0; index < text.length; index++) {
    if (view.getUint8(offset + index) !== text.charCodeAt(index)) return false
  }
  return true
}

/** Start of frame, all codings but the reserved ones: T.81 table B.1. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const APP0 = 0xe0
const APP2 = 0xe2
const APP14 = 0xee
const APP15 = 0xef
const COMMENT = 0xfe
const SCAN = 0xda

function readJpeg(view: DataView): PictureFacts | null {
  let [width, height, hasMetadata] = [0, 0, false]
  for (let offset = 2; offset < view.byteLength; ) {
    if (view.getUint8(offset) !== 0xff) return null
    const marker = view.getUint8(offset + 1)
    if (marker === SCAN) break
    const length = view.getUint16(offset + 2)
    if (length < 2) return null
    if (isFrame(marker)) {
      height = view.getUint16(offset + 5)
      width = view.getUint16(offset + 7)
    }
    // JFIF's own header, the colour profile and Adobe's transform flag are needed to show it.
    const isNeeded = marker === APP0 || marker === APP2 || marker === APP14
    if (marker === COMMENT || (marker >= APP0 && marker <= APP15 && !isNeeded)) hasMetadata = true
    offset += 2 + length
  }
  return width > 0 && height > 0 ? { mediaType: 'image/jpeg', width, height, hasMetadata } : null
}

const PNG_TEXT = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']

function readPng(view: DataView): PictureFacts | null {
  if (!asciiAt(view, 12, 'IHDR')) return null
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  let hasMetadata = false
  let isWhole = false
  for (let offset = 8; offset + 12 <= view.byteLength && !isWhole; ) {
    const length = view.getUint32(offset)
    if (PNG_TEXT.some((name) => asciiAt(view, offset + 4, name))) hasMetadata = true
    isWhole = asciiAt(view, offset + 4, 'IEND')
    offset += 12 + length
  }
  return width > 0 && height > 0 && isWhole ? { mediaType: 'image/png', width, height, hasMetadata } : null
}

function readWebp(view: DataView): PictureFacts | null {
  let [width, height, hasMetadata] = [0, 0, false]
  for (let offset = 12; offset + 8 <= view.byteLength; ) {
    const length = view.getUint32(offset + 4, true)
    const data = offset + 8
    if (asciiAt(view, offset, 'EXIF') || asciiAt(view, offset, 'XMP ')) hasMetadata = true
    if (asciiAt(view, offset, 'VP8X')) {
      width = 1 + (view.getUint32(data + 4, true) & 0xffffff)
      height = 1 + (view.getUint32(data + 6, true) >>> 8)
    } else if (asciiAt(view, offset, 'VP8 ') && width === 0) {
      width = view.getUint16(data + 6, true) & 0x3fff
      height = view.getUint16(data + 8, true) & 0x3fff
    } else if (asciiAt(view, offset, 'VP8L') && width === 0) {
      const bits = view.getUint32(data + 1, true)
      width = 1 + (bits & 0x3fff)
      height = 1 + ((bits >>> 14) & 0x3fff)
    }
    offset = data + length + (length % 2)
  }
  return width > 0 && height > 0 ? { mediaType: 'image/webp', width, height, hasMetadata } : null
}
