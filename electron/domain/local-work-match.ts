/** Whether the ENT now has a work that the teacher wrote here meanwhile. Pure; only ever a question to the teacher. */
import { foldText } from './text-clean.ts'

export interface ComparedWork {
  readonly id: number
  readonly title: string
  readonly dueOn: string | null
}
export type WorkLikeness = 'likely' | 'possible'

/** Shares of common words (Dice) from which titles are called alike: "Exposé volcans", "Exposé sur les volcans". */
const ALIKE = 0.6
const SOMEWHAT_ALIKE = 0.4
/** Articles and prepositions say nothing of a work; a figure of any length does ("ex. 4"). */
const SHORTEST_WORD = 3
const EMPTY_WORDS = new Set(['les', 'des', 'une', 'sur', 'dans', 'pour', 'avec', 'aux', 'par', 'the', 'and', 'for'])

function wordsOf(title: string): Set<string> {
  const words = foldText(title)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const telling = words.filter((word) => (word.length >= SHORTEST_WORD && !EMPTY_WORDS.has(word)) || /\d/.test(word))
  return new Set(telling.length > 0 ? telling : words)
}

/** From 0 (no word in common) to 1 (the same words). */
export function likenessOfTitles(first: string, second: string): number {
  const [a, b] = [wordsOf(first), wordsOf(second)]
  if (a.size + b.size === 0) return 0
  const common = [...a].filter((word) => b.has(word)).length
  return (2 * common) / (a.size + b.size)
}

/** Null: nothing to ask. Both are of one class. */
export function judgeWork(local: ComparedWork, other: ComparedWork): WorkLikeness | null {
  const likeness = likenessOfTitles(local.title, other.title)
  const sameDay = local.dueOn === other.dueOn
  if (likeness === 1 || (sameDay && likeness >= ALIKE)) return 'likely'
  return likeness >= ALIKE || (sameDay && likeness >= SOMEWHAT_ALIKE) ? 'possible' : null
}

export interface WorkPair<L extends ComparedWork, O extends ComparedWork> {
  readonly local: L
  readonly other: O
  readonly certainty: WorkLikeness
}

/** One question per local work at most, the best one first; a work of the ENT's is proposed to one only. */
export function proposeWorkMatches<L extends ComparedWork, O extends ComparedWork>(
  candidates: readonly { readonly local: L; readonly other: O }[],
): WorkPair<L, O>[] {
  const ranked = candidates
    .flatMap(({ local, other }) => {
      const certainty = judgeWork(local, other)
      if (certainty === null) return []
      const score = likenessOfTitles(local.title, other.title) + (local.dueOn === other.dueOn ? 1 : 0)
      return [{ local, other, certainty, score }]
    })
    .sort((a, b) => b.score - a.score || a.local.id - b.local.id || a.other.id - b.other.id)
  const taken = { local: new Set<number>(), other: new Set<number>() }
  return ranked.flatMap(({ local, other, certainty }) => {
    if (taken.local.has(local.id) || taken.other.has(other.id)) return []
    taken.local.add(local.id)
    taken.other.add(other.id)
    return [{ local, other, certainty }]
  })
}
