/**
 * Whose portrait a picture is, by the name of its file: "NOM Prénom.jpg", "prenom.nom.png", "03 - NOM Prénom.JPG" or
 * the number that a source gives the pupil. Pure. What leaves a doubt is asked, nothing is guessed.
 */
import { foldText } from './text-clean.ts'

export interface NamedPupil {
  readonly pupilId: number
  readonly familyName: string
  readonly givenName: string
  /** What sources call the pupil. */
  readonly externalIds: readonly string[]
}

export type PortraitMatch =
  | { readonly kind: 'sure'; readonly pupilId: number }
  /** Several may be meant, or one is meant by a part of the name. */
  | { readonly kind: 'doubt'; readonly pupilIds: readonly number[] }
  | { readonly kind: 'none' }

const NONE: PortraitMatch = { kind: 'none' }

const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
const keyOf = (words: readonly string[]): string => [...words].sort().join(' ')
const stemOf = (fileName: string): string => fileName.replace(/\.[^.]*$/, '')
const isNumber = (word: string): boolean => /^\d+$/.test(word)

interface Known {
  readonly pupilId: number
  readonly key: string
  readonly family: readonly string[]
  readonly given: readonly string[]
  readonly externalIds: readonly string[]
}

/** One answer per file, in their order. Two files for one pupil are both a doubt. */
export function matchPortraits(fileNames: readonly string[], pupils: readonly NamedPupil[]): PortraitMatch[] {
  const known = pupils.map(({ pupilId, familyName, givenName, externalIds }): Known => {
    const [family, given] = [wordsOf(familyName), wordsOf(givenName)]
    return { pupilId, family, given, key: keyOf([...family, ...given]), externalIds: externalIds.map(foldText) }
  })
  const answers = fileNames.map((name) => matchOne(stemOf(name), known))
  const claims = new Map<number, number>()
  for (const answer of answers) {
    if (answer.kind === 'sure') claims.set(answer.pupilId, (claims.get(answer.pupilId) ?? 0) + 1)
  }
  return answers.map((answer) =>
    answer.kind === 'sure' && (claims.get(answer.pupilId) ?? 0) > 1
      ? { kind: 'doubt', pupilIds: [answer.pupilId] }
      : answer,
  )
}

function matchOne(stem: string, known: readonly Known[]): PortraitMatch {
  const folded = foldText(stem)
  const byId = known.filter(({ externalIds }) => externalIds.includes(folded))
  if (byId.length === 1 && byId[0]) return { kind: 'sure', pupilId: byId[0].pupilId }
  // The number of a list, the year or a class beside the name: "03 - NOM Prénom".
  const words = wordsOf(stem).filter((word) => !isNumber(word))
  if (words.length === 0) return NONE
  const key = keyOf(words)
  const whole = known.filter((one) => one.key === key)
  if (whole.length === 1 && whole[0]) return { kind: 'sure', pupilId: whole[0].pupilId }
  if (whole.length > 1) return { kind: 'doubt', pupilIds: whole.map(({ pupilId }) => pupilId) }
  const near = known.filter((one) => isNear(words, one))
  return near.length === 0 ? NONE : { kind: 'doubt', pupilIds: near.map(({ pupilId }) => pupilId) }
}

/**
 * The whole family name, with a given name or its initial or nothing besides; or everything said is of the pupil's
 * name and more than a given name.
 */
function isNear(words: readonly string[], { family, given }: Known): boolean {
  const rest = [...words]
  const take = (word: string): boolean => {
    const at = rest.indexOf(word)
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  }
  if (family.length === 0 || !family.every(take)) return false
  if (rest.length === 0) return true
  return rest.some((word) => given.includes(word) || (word.length === 1 && given.some((name) => name.startsWith(word))))
}

/** Files as a person numbers them: "photo 2" before "photo 10". Returns indexes. */
export const inFileOrder = (fileNames: readonly string[]): number[] => {
  const collator = new Intl.Collator('fr', { numeric: true, sensitivity: 'base' })
  return fileNames
    .map((_, index) => index)
    .sort((a, b) => collator.compare(fileNames[a] ?? '', fileNames[b] ?? '') || a - b)
}
