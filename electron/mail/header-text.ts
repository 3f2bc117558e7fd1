/** Text that goes into a header line: what it may hold, and how what a person typed is brought to it. */

/** C0, DEL, C1, and the two Unicode line ends: each of them can end a header line for some parser. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const BREAKS_RUN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
/** Embeddings, overrides and isolates: in a name they make another address appear to be the sender's. */
const DIRECTION_CONTROLS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** Half of a surrogate pair has no UTF-8 form. */
const LONE_SURROGATE = /\p{Surrogate}/gu
/** Long enough for four names joined, short enough for every mail program. */
const MAX_NAME_LENGTH = 120

export const hasLineBreak = (text: string): boolean => BREAKS.test(text)

/** A subject as typed: line breaks and other control characters become one space, the rest arrives as it is. */
export const subjectLine = (text: string): string =>
  text.replace(BREAKS_RUN, ' ').replace(LONE_SURROGATE, '\ufffd').trim()

/** A display name: also without direction controls, and without `=?`, which a mail program would try to decode. */
export const nameLine = (text: string): string =>
  subjectLine(text.replace(DIRECTION_CONTROLS, '').replaceAll('=?', '= ?'))
    .slice(0, MAX_NAME_LENGTH)
    .replace(LONE_SURROGATE, '')
    .trim()

const MAX_FILE_NAME = 150
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is looked for
const NOT_IN_FILE_NAMES = /[\u0000-\u001f\u007f-\u009f\u2028\u2029"<>:|?*/\\]+/g

/** A file's name for any system: its end, which says what it is, is kept when it is too long; never empty. */
export function fileNameLine(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(DIRECTION_CONTROLS, '')
    .replace(NOT_IN_FILE_NAMES, ' ')
    .replaceAll('=?', '= ?')
    .replace(LONE_SURROGATE, '')
    .replace(/^[. ]+|[. ]+$/g, '')
  const dot = clean.lastIndexOf('.')
  const end = dot > 0 && clean.length - dot <= 12 ? clean.slice(dot) : ''
  const start = clean.slice(0, clean.length - end.length)
  const cut = `${start
    .slice(0, MAX_FILE_NAME - end.length)
    .replace(LONE_SURROGATE, '')
    .trim()}${end}`
  return cut === '' || cut === end ? `document${end}` : cut
}
