/** Texts that come again and again in a list (classes, days, names), worked out once. */

/** Enough for a school's classes, days of birth and names; a file cannot make it grow. */
const MAX_TEXTS = 4_000

/**
 * The same pure function with a memory of its own, which starts afresh when full. For the length of one reading
 * only: these are names of pupils.
 */
export function rememberTexts<Answer>(work: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const answer = work(text)
    if (known.size >= MAX_TEXTS) known.clear()
    known.set(text, answer)
    return answer
  }
}
