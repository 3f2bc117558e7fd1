/** The text of a local work as it is kept: through the gate of all homework, its own pictures named by their content. */
import { localImageAddress, localImageContent } from '../../contract/local-image.ts'
import { cleanHtml } from '../../platform/clean-html.ts'

/**
 * @param contentOf the content that an address of a picture stands for, null for a picture to leave out
 * @returns cleaned HTML whose pictures are `trousse:<sha256>`, and those contents, each once
 */
export function cleanLocalHtml(
  html: string,
  contentOf: (address: string) => string | null,
): { html: string; pictures: string[] } {
  // The gate lets a picture through as data only: a stand-in made of the address, put back after.
  const standIns = new Map<string, string>()
  const cleaned = cleanHtml(html, (address) => {
    const sha256 = contentOf(address)
    if (sha256 === null) return null
    const standIn = `data:image/png;base64,${Buffer.from(localImageAddress(sha256)).toString('base64')}`
    standIns.set(standIn, sha256)
    return standIn
  })
  const pictures = new Set<string>()
  let kept = cleaned
  for (const [standIn, sha256] of standIns) {
    if (kept.includes(standIn)) pictures.add(sha256)
    kept = kept.replaceAll(standIn, localImageAddress(sha256))
  }
  return { html: kept, pictures: [...pictures] }
}

/** For a text whose pictures are these contents. */
export const amongContents =
  (sha256s: readonly string[]) =>
  (address: string): string | null => {
    const sha256 = localImageContent(address)
    return sha256 !== null && sha256s.includes(sha256) ? sha256 : null
  }
