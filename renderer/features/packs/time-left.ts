/** How long work still takes, from how it went lately: a stick begins fast and becomes slow once its memory is full. */

export interface Sample {
  /** Milliseconds, on any clock. */
  readonly at: number
  readonly done: number
}

/** Only this much of the past counts, in milliseconds. */
const WINDOW_MS = 20_000
/** Before that, any figure would be a guess. */
const NEEDED_MS = 2_000

/** The samples with a new one, without those that are too old. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1)
  // Fewer than before: other work.
  const kept = last !== undefined && sample.done < last.done ? [] : samples
  return [...kept.filter(({ at }) => sample.at - at <= WINDOW_MS), sample]
}

/** In milliseconds; null while it cannot be told. */
export function timeLeft(samples: readonly Sample[], total: number): number | null {
  const [first] = samples
  const last = samples.at(-1)
  if (first === undefined || last === undefined || total <= 0) return null
  const elapsed = last.at - first.at
  const done = last.done - first.done
  if (elapsed < NEEDED_MS || done <= 0) return null
  return Math.max(0, ((total - last.done) * elapsed) / done)
}
