/**
 * Names that FAT32, exFAT, NTFS, APFS and every ZIP program take, whatever a person or a server wrote.
 * The real names live in the manifest and in the pack's page.
 */

/** Longest name in UTF-16 units; with a folder of 120 the whole stays under the 240 that Windows tools accept. */
const MAX_UNITS = 100
const MAX_EXTENSION = 10

/** Device names of Windows, also with an extension and with superscript digits (facts/reliability §4). */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)$/i

/** `< > : " / \ | ? *`, control characters, and marks that turn or hide what a person reads (RTL override…). */
const FORBIDDEN = /[<>:"/\\|?*]|\p{Cc}|\p{Cf}|\p{Cs}|\p{Co}|\p{Cn}|\p{Zl}|\p{Zp}/gu

const FALLBACK = 'sans nom'

/** At most `units` UTF-16 units, never cutting a character in two. */
function cut(text: string, units: number): string {
  if (text.length <= units) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter('fr').segment(text)) {
    if (kept.length + segment.length > units) break
    kept += segment
  }
  return kept
}

const trimEnds = (text: string): string => text.replace(/^[\s.]+|[\s.]+$/gu, '')

/** The extension in lower case, or '' when what follows the last dot is not one. */
export function extensionOf(name: string): string {
  const match = /\.([a-z0-9]{1,10})\s*$/i.exec(name)
  return match?.[1]?.toLowerCase() ?? ''
}

/**
 * One name of a file, legal everywhere and as close to the given one as possible.
 *
 * @param name any text; slashes do not make folders
 */
export function safeFileName(name: string): string {
  const clean = trimEnds(name.normalize('NFC').replace(FORBIDDEN, ' ').replace(/\s+/gu, ' '))
  const extension = extensionOf(clean)
  const cutAt = clean.length - (extension === '' ? 0 : extension.length + 1)
  const suffix = clean.slice(cutAt)
  const bare = trimEnds(clean.slice(0, cutAt))
  const stem = trimEnds(cut(bare, MAX_UNITS - MAX_EXTENSION - 1)) || FALLBACK
  // "nul.tar.gz" is the null device too: the part before the first dot decides.
  const head = trimEnds(stem.split('.')[0] ?? '')
  return `${RESERVED.test(head) ? `_${stem}` : stem}${suffix}`
}

/** What file systems that ignore case and composition would take for the same name. */
export const nameKey = (name: string): string =>
  name.normalize('NFKC').toLocaleUpperCase('en').toLocaleLowerCase('en').normalize('NFC')

/** Puts ` (2)` before the extension. */
export function numberedName(name: string, number: number): string {
  const extension = extensionOf(name)
  const cutAt = name.length - (extension === '' ? 0 : extension.length + 1)
  return `${name.slice(0, cutAt)} (${number})${name.slice(cutAt)}`
}

/** Safe names for a whole folder: also distinct for systems that ignore case. Same order, same length. */
export function safeFileNames(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    const safe = safeFileName(name)
    let free = safe
    for (let number = 2; taken.has(nameKey(free)); number += 1) free = numberedName(safe, number)
    taken.add(nameKey(free))
    return free
  })
}

/** Kinds that a double click would run: they lose their extension inside a pack (facts/reliability E12). */
const RUNS_ON_DOUBLE_CLICK = new Set(
  'app bat cmd com cpl exe hta htm html jar js jse lnk msc msi msp pif ps1 reg scf scr sh svg url vbe vbs wsf xhtml'.split(
    ' ',
  ),
)

/** Where a ZIP keeps its documents. */
const DOCUMENTS = 'Documents'

/**
 * Gives each document of a pack its real name, made safe for every file system and distinct from the others; the
 * manifest keeps the name as it was. What a double click would run gets a harmless kind after its own.
 */
export function realEntryNames(): (position: number, originalName: string) => string {
  const taken = new Set<string>()
  return (_position, originalName) => {
    const runs = RUNS_ON_DOUBLE_CLICK.has(extensionOf(originalName))
    const safe = safeFileName(runs ? `${originalName}.bin` : originalName)
    let free = safe
    for (let number = 2; taken.has(nameKey(free)); number += 1) free = numberedName(safe, number)
    taken.add(nameKey(free))
    return `${DOCUMENTS}/${free}`
  }
}

/**
 * The neutral name of the n-th attachment (from 1): `files/0001.pdf`: inside a self-opening page, where
 * nobody sees it.
 */
export function neutralEntryName(position: number, originalName: string): string {
  const extension = extensionOf(originalName)
  const kind = extension === '' || RUNS_ON_DOUBLE_CLICK.has(extension) ? 'bin' : extension
  return `files/${String(position).padStart(4, '0')}.${kind}`
}
