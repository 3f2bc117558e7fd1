/**
 * "NOM Prénom" in one cell, as PRONOTE and most class lists give it. Rules and test vectors:
 * facts on PRONOTE lists (leading words in capitals are the family name).
 */
import { cleanText, foldText } from './text-clean.ts'

export interface SplitName {
  readonly familyName: string
  /** Empty when the cell holds one word only. */
  readonly givenName: string
  /** No capital letter helped: the split is a guess to be looked at. */
  readonly guess: boolean
}

const LONGEST_PARTICLE = 3
/** Words that open a family name and are often in lower case. */
const PARTICLES = new Set(
  'al ben da de del della den der des di do dos du el la le les ten van ver von vom zu zum'.split(' '),
)
const CIVILITY = /^(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|mademoiselle)\s+(?=\S)/i
/** Both parents on one line. */
const COUPLE = /^((?:m\.?|mr\.?|monsieur)\s+et\s+(?:mme\.?|madame))\s+(?=\S)/i
/** Mc and Mac keep a small letter inside an otherwise capital name. */
const CELTIC = /^(?:Mc|Mac)(?=\p{Lu}{2})/u

/** The two words that names are mostly made of. */
const PLAIN_CAPITALS = /^[A-ZÀ-ÖØ-ÞŒŸ][A-ZÀ-ÖØ-ÞŒŸ'-]*$/
const PLAIN_WORD = /^[A-ZÀ-ÖØ-Þ]?[a-zà-öø-ÿœ]+$/
/**
 * What most lists write, "LE GALL-ROY Anne-Sophie": words in capitals, then words that are not, all of letters that
 * the rules below would read the same way. No civility, which may be in capitals too.
 */
const CAPITALS_THEN_GIVEN =
  /^(?!M(?:R|ME|LLE|ONSIEUR|ADAME|ADEMOISELLE)? )([A-ZÀ-ÖØ-ÞŒŸ][A-ZÀ-ÖØ-ÞŒŸ'-]*(?: [A-ZÀ-ÖØ-ÞŒŸ][A-ZÀ-ÖØ-ÞŒŸ'-]*)*) ((?:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ]+)(?:[ -][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ]+)*)$/
/** Letters, spaces, hyphens and apostrophes: nothing that a name could not be. */
const PLAIN_NAME = /^[A-Za-zÀ-ÖØ-öø-ÿŒœŸ][A-Za-zÀ-ÖØ-öø-ÿŒœŸ '’-]*$/

function isCapital(word: string): boolean {
  if (PLAIN_CAPITALS.test(word)) return true
  if (PLAIN_WORD.test(word)) return false
  const letters = word.replace(CELTIC, '').replace(/[^\p{L}]/gu, '')
  return letters !== '' && letters === letters.toUpperCase() && letters !== letters.toLowerCase()
}

const isParticle = (word: string): boolean =>
  word.length <= LONGEST_PARTICLE && (PARTICLES.has(foldText(word)) || /^[dl]['’]$/i.test(word))

const join = (words: readonly string[]): string => words.join(' ')

/** Index after the family name at the start, or 0. Small particles count when capitals follow. */
function leadingFamily(words: readonly string[]): number {
  let end = 0
  for (const [index, word] of words.entries()) {
    if (isCapital(word)) end = index + 1
    else if (end !== index || !isParticle(word)) {
      // "de LA TOUR": particles before the first capital word may come in a row.
      if (end === 0 && words.slice(0, index + 1).every(isParticle)) continue
      break
    }
  }
  return end
}

/** Index where a family name in capitals starts at the end ("Louise MARTIN", "Jean de LA TOUR"), or the length. */
function trailingFamily(words: readonly string[]): number {
  let start = words.length
  while (start > 0 && isCapital(words[start - 1] ?? '')) start--
  if (start === words.length) return start
  while (start > 1 && isParticle(words[start - 1] ?? '')) start--
  return start
}

/**
 * Splits a full name. Only clear signs are believed: a comma, a spaced hyphen, or capitals on one side.
 * Otherwise the first word (with its particles) is taken as the family name and the result says `guess`.
 */
export function splitFullName(text: string): SplitName {
  const trimmed = cleanText(text).replace(/’/g, "'")
  const plain = CAPITALS_THEN_GIVEN.exec(trimmed)
  if (plain) return { familyName: plain[1] ?? '', givenName: plain[2] ?? '', guess: false }
  const couple = COUPLE.exec(trimmed)
  if (couple) return { familyName: trimmed.slice(couple[0].length), givenName: couple[1] ?? '', guess: false }
  const whole = trimmed.replace(CIVILITY, '')
  for (const separator of [',', ' - ', ' – ']) {
    const at = whole.indexOf(separator)
    if (at <= 0) continue
    const left = whole.slice(0, at).trim()
    const right = whole.slice(at + separator.length).trim()
    if (left !== '' && right !== '') {
      return isCapital(right) && !isCapital(left)
        ? { familyName: right, givenName: left, guess: false }
        : { familyName: left, givenName: right, guess: false }
    }
  }
  const words = whole.split(' ').filter((word) => word !== '')
  if (words.length <= 1) return { familyName: whole, givenName: '', guess: false }
  const end = leadingFamily(words)
  if (end > 0 && end < words.length) {
    return { familyName: join(words.slice(0, end)), givenName: join(words.slice(end)), guess: false }
  }
  const start = trailingFamily(words)
  if (end === 0 && start > 0 && start < words.length) {
    return { familyName: join(words.slice(start)), givenName: join(words.slice(0, start)), guess: false }
  }
  let cut = 1
  while (cut < words.length - 1 && words.slice(0, cut).every(isParticle)) cut++
  return { familyName: join(words.slice(0, cut)), givenName: join(words.slice(cut)), guess: true }
}

export type NameProblem = 'not-a-name' | 'name-has-digits'

/** Says what makes a cell unlikely to be a person's name, or null. Spreadsheet formulas are never names. */
export function nameProblem(text: string): NameProblem | null {
  if (PLAIN_NAME.test(text)) return null
  const name = cleanText(text)
  if (/^[=+@-]/.test(name) || /[=@<>|{}[\]\\^~%$#*]/.test(name) || !/\p{L}/u.test(name)) return 'not-a-name'
  return /\d/.test(name) ? 'name-has-digits' : null
}
