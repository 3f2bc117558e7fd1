/** The window's own letters, for paper: read from the bundle the first time something is printed. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const FAMILY = 'Atkinson Hyperlegible Next'
const FONT_FILE = /^atkinson-hyperlegible-next-latin(-ext)?-(400|600)-normal-.*\.woff2$/
/** Letters of names such as Łukasz: they take the second file, everything else the first. */
const EXTENDED = 'U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1E9F,U+1EF2-1EFF'

/**
 * @param assets the folder of the window's bundled files
 * @returns a style element that carries the fonts in itself; empty where they are not found: the system's serve then
 */
export async function readPrintFonts(assets: string): Promise<string> {
  const names = await readdir(assets).catch(() => [])
  const faces = await Promise.all(
    names
      .flatMap((name) => {
        const [, extended, weight] = FONT_FILE.exec(name) ?? []
        return weight === undefined ? [] : [{ name, weight, isExtended: extended !== undefined }]
      })
      // Of two faces for one character the later one is taken.
      .sort((a, b) => Number(a.isExtended) - Number(b.isExtended))
      .map(async ({ name, weight, isExtended }) => {
        const data = (await readFile(join(assets, name))).toString('base64')
        const range = isExtended ? `;unicode-range:${EXTENDED}` : ''
        return `@font-face{font-family:"${FAMILY}";font-weight:${weight};src:url(data:font/woff2;base64,${data}) format("woff2")${range}}`
      }),
  )
  return faces.length === 0 ? '' : `<style>${faces.join('')}</style>`
}
