/** The guide and the accessibility statement of each language, in the bundle: help needs no network. */
import statementFr from '../../../docs/accessibilite.fr.md?raw'
import statementEn from '../../../docs/accessibility.en.md?raw'
import guideEn from '../../../docs/guide.en.md?raw'
import guideFr from '../../../docs/guide.fr.md?raw'
import { type GuidePage, parseGuide } from './parse-guide.ts'

const files = import.meta.glob<string>('../../../docs/images/*.png', { eager: true, query: '?url', import: 'default' })

/** Where a picture of the guide is in the bundle, by its file name. */
export const PICTURES: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, url]) => [path.replace(/^.*\//, ''), url]),
)

const once = (...texts: readonly string[]) => {
  let pages: readonly GuidePage[] | null = null
  return () => {
    pages ??= texts.flatMap(parseGuide)
    return pages
  }
}

export const GUIDES = { fr: once(guideFr, statementFr), en: once(guideEn, statementEn) } as const
