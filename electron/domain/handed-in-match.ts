/**
 * Whose file this is and what for, from its name and the folders it lay in. Only a whole name that fits one pupil
 * alone, and a whole title that fits one piece of work alone, are believed; anything less is a question. Pure.
 */
import { foldText } from './text-clean.ts'

export interface NamedPupil {
  readonly id: number
  readonly familyName: string
  readonly givenName: string
  /** Names of the classes and groups the pupil is in. */
  readonly classIds: readonly number[]
}

export interface NamedWork {
  readonly id: number
  readonly classId: number
  readonly title: string
  readonly subject: string | null
}

/** `sure`, or whom to propose, the likeliest first; nobody when nothing of the name fits. */
export type Guess = { readonly kind: 'sure'; readonly id: number } | { readonly kind: 'ask'; readonly ids: number[] }

export interface FileMatch {
  readonly pupil: Guess
  readonly assignment: Guess
}

/** More would be a list nobody reads. */
const MAX_PROPOSED = 8
/** Words that most titles share: they tell nothing apart. */
const COMMON = new Set(
  'a au aux d de des du en et exercice exercices faire fiche l la le les n no p page par pour sur the travail un une'.split(
    ' ',
  ),
)
/** A title of one short word ("DM") is in too many names to be believed. */
const TELLING_LETTERS = 5

/** "DM3_MartinLouise" is three words: capitals inside a word begin another, and so do figures. */
const splitWords = (text: string): string[] =>
  foldText(
    text
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{L})(\d)/gu, '$1 $2')
      .replace(/(\d)(\p{L})/gu, '$1 $2'),
  )
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

/** Where `part` stands in `words`, in order and side by side; -1 when it does not. */
function indexOfRun(words: readonly string[], part: readonly string[], from = 0): number {
  if (part.length === 0) return -1
  for (let at = from; at + part.length <= words.length; at += 1)
    if (part.every((word, offset) => words[at + offset] === word)) return at
  return -1
}

/** Both runs, neither inside the other: "MARTIN Martin" needs the word twice. */
function holdsBoth(words: readonly string[], one: readonly string[], other: readonly string[]): boolean {
  for (let at = indexOfRun(words, one); at !== -1; at = indexOfRun(words, one, at + 1)) {
    const rest = [...words.slice(0, at), '', ...words.slice(at + one.length)]
    if (indexOfRun(rest, other) !== -1) return true
  }
  return false
}

interface Segment {
  /** Words as they stand, and with capitals and figures as borders. */
  readonly plain: readonly string[]
  readonly split: readonly string[]
}

function segmentsOf(path: string): Segment[] {
  const parts = path.split(/[\\/]/).filter((part) => part !== '' && part !== '.')
  return parts.map((part, index) => {
    const bare = index === parts.length - 1 ? part.replace(/\.[a-z0-9]{1,10}$/i, '') : part
    return { plain: wordsOf(bare), split: splitWords(bare) }
  })
}

/** 3: family and given name; 2: family name and an initial; 1: family name; 0: nothing. */
function nameStrength(segments: readonly Segment[], pupil: NamedPupil): number {
  const family = wordsOf(pupil.familyName)
  const given = wordsOf(pupil.givenName)
  if (family.length === 0) return 0
  const glued = [[...family, ...given].join(''), [...given, ...family].join('')]
  let best = 0
  for (const { plain, split } of segments) {
    for (const words of [plain, split]) {
      if (given.length > 0 && holdsBoth(words, family, given)) return 3
      if (indexOfRun(words, family) === -1) continue
      const initial = given[0]?.[0]
      best = Math.max(best, initial !== undefined && words.includes(initial) ? 2 : 1)
    }
    if (given.length > 0 && plain.some((word) => glued.includes(word))) return 3
  }
  return best
}

function guessPupil(segments: readonly Segment[], pupils: readonly NamedPupil[]): Guess {
  const rated = pupils
    .map((pupil) => ({
      pupil,
      strength: nameStrength(segments, pupil),
      length: pupil.familyName.length + pupil.givenName.length,
    }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength || b.length - a.length || a.pupil.id - b.pupil.id)
  const whole = rated.filter(({ strength }) => strength === 3)
  const [only] = whole
  if (whole.length === 1 && only !== undefined) return { kind: 'sure', id: only.pupil.id }
  return { kind: 'ask', ids: rated.slice(0, MAX_PROPOSED).map(({ pupil }) => pupil.id) }
}

const telling = (title: string): string[] => [...new Set(splitWords(title).filter((word) => !COMMON.has(word)))]

function guessAssignment(segments: readonly Segment[], works: readonly NamedWork[]): Guess {
  const words = new Set(segments.flatMap(({ plain, split }) => [...plain, ...split]))
  const rated = works
    .map((work) => {
      const own = telling(work.title)
      const found = own.filter((word) => words.has(word))
      const isTelling = own.length > 1 || own.some((word) => word.length >= TELLING_LETTERS)
      return { work, share: own.length === 0 ? 0 : found.length / own.length, isTelling, count: found.length }
    })
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || b.count - a.count || b.work.id - a.work.id)
  const whole = rated.filter(({ share, isTelling }) => share === 1 && isTelling)
  const [only] = whole
  if (whole.length === 1 && only !== undefined) return { kind: 'sure', id: only.work.id }
  return { kind: 'ask', ids: rated.slice(0, MAX_PROPOSED).map(({ work }) => work.id) }
}

/**
 * @param path name of the file with the folders it lay in, `/` or `\` between them
 * @param pupils of the class looked at, or of all
 * @param works of the same classes; only those of the pupil's own classes are considered once the pupil is sure
 */
export function matchHandedIn(path: string, pupils: readonly NamedPupil[], works: readonly NamedWork[]): FileMatch {
  const segments = segmentsOf(path)
  const pupil = guessPupil(segments, pupils)
  const own = pupil.kind === 'sure' ? pupils.find(({ id }) => id === pupil.id)?.classIds : undefined
  const possible = own === undefined ? works : works.filter(({ classId }) => own.includes(classId))
  return { pupil, assignment: guessAssignment(segments, possible) }
}

export interface HandBackClaim {
  readonly personId: number
  readonly familyName: string
  readonly givenName: string
  readonly className: string
  /** Null for other work than that of the pack. */
  readonly assignmentId: number | null
  /** The title as the page showed it: with its subject before it, or alone. */
  readonly title: string
}

const sameWords = (one: string, other: string): boolean => wordsOf(one).join(' ') === wordsOf(other).join(' ')

/**
 * What a form of a pack says of itself, believed as far as this space knows it. Its ids mean something only in the
 * space that made the pack, so that they count only together with the names; an id that goes with another name is the
 * trace of another space, and the names alone then decide.
 */
export function matchHandBack(
  claim: HandBackClaim,
  pupils: readonly NamedPupil[],
  works: readonly NamedWork[],
): FileMatch & { readonly other: boolean } {
  const named = pupils.filter(
    (pupil) => sameWords(pupil.familyName, claim.familyName) && sameWords(pupil.givenName, claim.givenName),
  )
  const byId = named.find(({ id }) => id === claim.personId)
  const [first] = named
  const sure = byId ?? (named.length === 1 ? first : undefined)
  const pupil: Guess =
    sure === undefined
      ? { kind: 'ask', ids: named.slice(0, MAX_PROPOSED).map(({ id }) => id) }
      : { kind: 'sure', id: sure.id }
  const possible = sure === undefined ? works : works.filter(({ classId }) => sure.classIds.includes(classId))
  const titled = possible.filter(
    ({ title, subject }) =>
      sameWords(title, claim.title) || (subject !== null && sameWords(`${subject} ${title}`, claim.title)),
  )
  const own = titled.find(({ id }) => id === claim.assignmentId)
  const [firstTitled] = titled
  const work = own ?? (titled.length === 1 ? firstTitled : undefined)
  return {
    pupil,
    assignment:
      work === undefined
        ? { kind: 'ask', ids: titled.slice(0, MAX_PROPOSED).map(({ id }) => id) }
        : { kind: 'sure', id: work.id },
    other: claim.assignmentId === null,
  }
}
