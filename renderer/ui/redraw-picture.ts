/**
 * A picture drawn anew: no larger than asked, and nothing of what the file carried besides it (place, device, date).
 * Null for what the browser cannot decode.
 *
 * @param side the longest side of the result, in pixels
 * @param shape `portrait` cuts to 4:5, a little above the middle, where a face is
 */
export async function redrawPicture(
  source: Blob,
  options: { readonly side: number; readonly quality?: number; readonly shape?: 'whole' | 'portrait' },
): Promise<Uint8Array<ArrayBuffer> | null> {
  // Turned upright as the file says, since what says so is left behind.
  const bitmap = await createImageBitmap(source, { imageOrientation: 'from-image' }).catch(() => null)
  if (bitmap === null) return null
  try {
    const cut = cutOf(bitmap.width, bitmap.height, options.shape ?? 'whole')
    const scale = Math.min(1, options.side / Math.max(cut.width, cut.height))
    const width = Math.max(1, Math.round(cut.width * scale))
    const height = Math.max(1, Math.round(cut.height * scale))
    const canvas = new OffscreenCanvas(width, height)
    const context = canvas.getContext('2d')
    if (context === null) return null
    // A drawing with a transparent ground becomes black in a JPEG.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, cut.left, cut.top, cut.width, cut.height, 0, 0, width, height)
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: options.quality ?? 0.85 })
    return new Uint8Array(await blob.arrayBuffer())
  } finally {
    bitmap.close()
  }
}

const PORTRAIT_RATIO = 4 / 5
/** Of what is cut away in height, the share above. */
const ABOVE = 0.3

/** What of a picture is kept, in its own pixels. */
export function cutOf(
  width: number,
  height: number,
  shape: 'whole' | 'portrait',
): { left: number; top: number; width: number; height: number } {
  if (shape === 'whole') return { left: 0, top: 0, width, height }
  const [cutWidth, cutHeight] =
    width / height > PORTRAIT_RATIO ? [height * PORTRAIT_RATIO, height] : [width, width / PORTRAIT_RATIO]
  return { left: (width - cutWidth) / 2, top: (height - cutHeight) * ABOVE, width: cutWidth, height: cutHeight }
}
