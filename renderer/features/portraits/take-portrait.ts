import { call } from '../../bridge/index.ts'
import { redrawPicture } from '../../ui/redraw-picture.ts'

/** Longest side of what is kept: sharp on paper at the size of the sheet, some 20 KB. */
const PORTRAIT_SIDE = 400

/** False when the browser cannot read the picture. */
export async function keepPortrait(ticket: string, index: number, pupilId: number): Promise<boolean> {
  const { bytes, mediaType } = await call('portraits.source', { ticket, index })
  const drawn = await redrawPicture(new Blob([bytes], { type: mediaType }), { side: PORTRAIT_SIDE, shape: 'portrait' })
  if (drawn === null) return false
  await call('portraits.keep', { pupilId, bytes: drawn })
  return true
}
