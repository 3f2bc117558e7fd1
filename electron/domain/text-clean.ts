/**
 * Text from outside, made fit to keep and to compare. What is shown stays as the source wrote it, in NFC and
 * without invisible characters; what is compared is folded.
 */

/**
 * Characters that show nothing or turn text around: C0 and C1 controls, zero-width marks, bidirectional
 * overrides and isolates, the byte-order mark. In a name they make one pupil look like another.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing control characters is what this is for.
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g
/** Half of a surrogate pair: cannot be written as UTF-8. */
const LONE_SURROGATE = /\p{Surrogate}/gu
const COMBINING = /\p{M}/gu

/**
 * Text in which there is nothing to clean: printable ASCII and the letters of Western Europe, all of them in NFC.
 * Nearly every cell of a file is such, and a file has tens of thousands.
 */
const CLEAN = /^[ -~\u00a1-\u017f’]*$/
/** The same, on one line, with single spaces inside. */
const CLEAN_LINE = /^(?:[!-~\u00a1-\u017f’]+(?: [!-~\u00a1-\u017f’]+)*)?$/
/** What folding only puts in lower case. */
const PLAIN_LINE = /^(?:[!-_a-~]+(?: [!-_a-~]+)*)?$/
const NOT_PLAIN = /[`\u00a1-\u017f’]/g

/** True when `cleanText` would take characters away that nobody can see. */
export const hasInvisible = (text: string): boolean => !CLEAN.test(text) && text.search(INVISIBLE) >= 0

/** True for text that `cleanText` and `cleanMultiline` leave as it is; of some clean texts it does not know it. */
export const isCleanLine = (text: string): boolean => CLEAN_LINE.test(text)

/** NFC, no invisible character, no half surrogate; line ends and spaces stay. */
export const cleanMultiline = (text: string): string =>
  CLEAN.test(text)
    ? text
    : text.replace(INVISIBLE, '').replace(LONE_SURROGATE, '\ufffd').replace(/\r\n?/g, '\n').normalize('NFC')

/** One line: as `cleanMultiline`, every run of white space (no-break ones too) a single space, ends trimmed. */
export const cleanText = (text: string): string =>
  CLEAN_LINE.test(text) ? text : cleanMultiline(text).replace(/\s+/g, ' ').trim()

/** Cuts at `max` UTF-16 units without leaving half a character behind. */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max)
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut
}

const FOLDS = new Map<string, string>()
/** One letter of Western Europe, folded; there are some two hundred of them. */
function foldLetter(letter: string): string {
  const known = FOLDS.get(letter)
  if (known !== undefined) return known
  const folded = foldAny(letter)
  FOLDS.set(letter, folded)
  return folded
}

/** Folds text that is clean already. */
const foldAny = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(COMBINING, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/[’‘ʼ`´]/g, "'")
    .replace(/[‐‑‒–—]/g, '-')

/**
 * For comparing: no accents, no case, one kind of apostrophe and hyphen, ligatures opened.
 * `Éloïse D’Haene` and `ELOISE D'HAENE` fold to the same text.
 */
export function foldText(text: string): string {
  if (PLAIN_LINE.test(text)) return text.toLowerCase()
  if (CLEAN_LINE.test(text)) return text.replace(NOT_PLAIN, foldLetter).toLowerCase()
  return foldAny(cleanText(text))
}

/**
 * The same class however it is written: `6e A`, `6ème A`, `6EME A`, `6°A` and `6A` give `6a`;
 * `1ère G2` gives `1g2`, `2nde 4` gives `24`.
 */
export function classKey(name: string): string {
  // "4eA" is class A of the fourth; "4EA" cannot be told from a class "EA" and stays.
  return foldText(name.replace(/(\d)e(?=[A-Z0-9])/g, '$1 '))
    .replace(/(\d)\s*(?:°|(?:ieme|eme|iere|ere|nde|de|re|nd)(?![a-z])|e(?=[\s-]+[a-z0-9]))/g, '$1')
    .replace(/[^\p{L}\p{N}]/gu, '')
}
