/**
 * What a file from outside could do if somebody opened it, from its name and its first bytes. Trousse opens none; this
 * is said before a teacher does. Pure.
 */

/** `program`: it would run. `macros`: a document that may hold programs. `disguised`: not the kind its name says. */
export type FileRisk = 'program' | 'macros' | 'disguised'

/** Kinds that a double click runs, on Windows, macOS or Linux (facts: reliability E12), and installers. */
const PROGRAMS = new Set(
  'action apk app appimage appref-ms appx bash bat bin cmd com command cpl csh deb desktop dmg exe gadget hta inf ins iso jar js jse ksh lnk mde msc msi msix msp mst pif pkg ps1 psd1 psm1 py pyw rb reg rpm run scf scpt scr sct settingcontent-ms sh shb shs svg sys tcsh url vb vbe vbs vhd vhdx workflow wsc wsf wsh xll zsh'.split(
    ' ',
  ),
)
const WITH_MACROS = new Set('docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm'.split(' '))
/** Old Office containers hold macros or not; which, only their insides tell. */
const MAY_HOLD_MACROS = new Set('doc dot xls xlt ppt pps pot'.split(' '))

/** Bytes in which a late mark is looked for. */
const NOISE = 1024

/** Marks that turn text around or show nothing, to make `fdp.exe` read as `exe.pdf`. */
const TURNS_TEXT = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/

const startsWith = (head: Uint8Array, text: string, at = 0): boolean =>
  [...text].every((character, index) => head[at + index] === character.charCodeAt(0))

/** Windows and DOS, Linux, macOS (both byte orders, 32 and 64 bits, and of several machines), scripts. */
function isProgram(head: Uint8Array): boolean {
  if (startsWith(head, 'MZ') || startsWith(head, '\u007fELF') || startsWith(head, '#!')) return true
  const mach = [
    '\u00fe\u00ed\u00fa\u00ce',
    '\u00fe\u00ed\u00fa\u00cf',
    '\u00ce\u00fa\u00ed\u00fe',
    '\u00cf\u00fa\u00ed\u00fe',
  ]
  return mach.some((mark) => startsWith(head, mark)) || startsWith(head, '\u00ca\u00fe\u00ba\u00be')
}

/** What kinds that everybody knows begin with. */
const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  pdf: ['%PDF'],
  png: ['\u0089PNG'],
  jpg: ['\u00ff\u00d8\u00ff'],
  jpeg: ['\u00ff\u00d8\u00ff'],
  gif: ['GIF8'],
  docx: ['PK'],
  xlsx: ['PK'],
  pptx: ['PK'],
  odt: ['PK'],
  ods: ['PK'],
  odp: ['PK'],
  zip: ['PK'],
}

const extensionsOf = (name: string): string[] =>
  name
    .trim()
    .replace(/[\s.]+$/, '')
    .toLowerCase()
    .split('.')
    .slice(1)

/**
 * @param name as the sender wrote it
 * @param head the first bytes, 16 or more where there are as many
 * @returns null when nothing is to be said
 */
export function fileRisk(name: string, head: Uint8Array): FileRisk | null {
  const extensions = extensionsOf(name)
  const last = extensions.at(-1) ?? ''
  if (PROGRAMS.has(last) || isProgram(head)) return 'program'
  if (TURNS_TEXT.test(name)) return 'disguised'
  // "photo.exe.jpg" is shown without its last part by some programs, and kept whole by others.
  if (extensions.slice(0, -1).some((one) => PROGRAMS.has(one) && one !== 'bin')) return 'disguised'
  if (WITH_MACROS.has(last)) return 'macros'
  if (MAY_HOLD_MACROS.has(last)) return 'macros'
  const beginnings = BEGINNINGS[last]
  if (beginnings !== undefined && head.byteLength > 0 && !beginnings.some((mark) => startsWith(head, mark))) {
    // PDF readers accept a little noise before the mark; anything else that is not the kind it says is not.
    const text = String.fromCharCode(...head.subarray(0, NOISE))
    return last === 'pdf' && text.includes('%PDF') ? null : 'disguised'
  }
  return null
}
