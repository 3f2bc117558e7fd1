/** Which of SIECLE's XML files bytes are, by root element alone: names say nothing. */
import { sniffText } from './decode.ts'

/** What a file of SIECLE holds. */
export type SiecleKind = 'pupils' | 'guardians' | 'structures' | 'nomenclature' | 'school' | 'other'

const ROOTS: ReadonlyMap<string, SiecleKind> = new Map([
  ['BEE_ELEVES', 'pupils'],
  ['BEE_EPHC_ELEVES', 'pupils'],
  ['BEE_RESPONSABLES', 'guardians'],
  ['BEE_EPHC_RESPONSABLES', 'guardians'],
  ['BEE_STRUCTURES', 'structures'],
  ['BEE_NOMENCLATURES', 'nomenclature'],
  ['BEE_NOMENCLATURE', 'nomenclature'],
  ['BEE_COMMUN', 'school'],
  ['BEE_COMMUNS', 'school'],
  ['BEE_GEOGRAPHIQUE', 'other'],
  ['BEE_ETABLISSEMENTS', 'other'],
])

/** Enough for a declaration, a comment and the root element. */
const HEAD_BYTES = 8192

/** Index after the construct that opens at `at`, or -1 when it does not end in what is seen. */
function skip(text: string, at: number, close: string): number {
  const end = text.indexOf(close, at)
  return end < 0 ? -1 : end + close.length
}

/** Name of the root element, past declaration, comments and DTD; null when none is in sight. */
function rootElement(text: string): string | null {
  let at = 0
  while (at >= 0) {
    while (/\s/.test(text[at] ?? '')) at++
    if (text.startsWith('<?', at)) at = skip(text, at, '?>')
    else if (text.startsWith('<!--', at)) at = skip(text, at, '-->')
    // Refused later, with its line; here only the root behind it matters. An internal subset ends with "]>".
    else if (text.startsWith('<!', at)) at = skip(text, at, /^<![^>[]*\[/.test(text.slice(at, at + 500)) ? ']>' : '>')
    else return /^<([A-Za-z_][\w.-]{0,60})[\s/>]/.exec(text.slice(at, at + 70))?.[1] ?? null
  }
  return null
}

/** @param head the first bytes of a file, 4 kB or more. @returns null when the file is none of SIECLE's. */
export function siecleKind(head: Uint8Array): SiecleKind | null {
  const root = rootElement(sniffText(head.subarray(0, HEAD_BYTES)))
  return root === null ? null : (ROOTS.get(root) ?? null)
}
