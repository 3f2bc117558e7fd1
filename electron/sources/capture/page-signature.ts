/** How a site and the shape of one of its pages are recognised the next time, and what of an address may be kept. Pure. */
import { foldText } from '../../domain/text-clean.ts'

/** Parts of an address that open a session: never kept, never shown. */
const SECRET_PARAM =
  /^(?:ticket|token|jeton|session\w*|sid|jsessionid|phpsessid|sesskey|auth\w*|code|state|samlresponse|icalsecurise|key|password|execution)$/i

/** Where in a list one is, and in which order: the same page all the same. */
const PLACE_PARAM = /^(?:page|p|pg|offset|start|from|debut|limit|taille|size|tri|sort|order)$/i

/** A segment that names one thing among many: it holds a digit, or is long. */
const isOne = (segment: string): boolean => /\d/.test(segment) || segment.length > 30

function cleanedUrl(url: string): URL | null {
  if (!URL.canParse(url)) return null
  const parsed = new URL(url)
  parsed.username = ''
  parsed.password = ''
  parsed.pathname = parsed.pathname.replace(/;[^/]*/g, '')
  for (const name of [...parsed.searchParams.keys()]) if (SECRET_PARAM.test(name)) parsed.searchParams.delete(name)
  return parsed
}

/** The address to open again: without tickets, tokens and session numbers. Null when it is none. */
export const addressToKeep = (url: string): string | null => cleanedUrl(url)?.href ?? null

/** The address as shown: host and path. */
export function addressToShow(url: string): string {
  const parsed = cleanedUrl(url)
  return parsed ? `${parsed.host}${parsed.pathname}`.slice(0, 200) : ''
}

/** Same site, same kind of address, same titles: the same page of another day, or of another class. */
export function signatureOf(url: string, kind: string, headers: readonly string[]): string {
  const parsed = cleanedUrl(url)
  const path = (parsed?.pathname ?? '').split('/').map((segment) => (isOne(segment) ? '*' : segment))
  // Single-page sites keep their place after `#`.
  const hash = (parsed?.hash ?? '').split(/[/?&=]/).map((segment) => (isOne(segment) ? '*' : segment))
  const names = [...(parsed?.searchParams.keys() ?? [])].filter((name) => !PLACE_PARAM.test(name)).toSorted()
  const titles = headers.map((header) => foldText(header).slice(0, 60))
  return [parsed?.host ?? '', path.join('/'), hash.join('/'), names.join('&'), kind, titles.join('|')]
    .join(' ')
    .slice(0, 2_000)
}
