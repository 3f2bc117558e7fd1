/**
 * The demonstration's own source of chance: the same seed gives the same school on every machine and in
 * every version of the runtime, which `Math.random` cannot promise.
 */
export interface Random {
  /** At least 0, less than 1. */
  next(): number
  /** An integer, both ends included. */
  between(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T
  shuffle<T>(items: readonly T[]): T[]
}

/** FNV-1a, 32 bits: spreads a text over a seed. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}

/**
 * A generator of its own for each `stream`, so that a new line in one list of texts does not rename every
 * pupil. Algorithm: a Weyl sequence mixed by two multiplications (the public-domain "mulberry32").
 */
export function createRandom(seed: number, stream: string): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ hashText(stream)) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick<T>(items: readonly T[]): T {
      const item = items[Math.floor(next() * items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    shuffle<T>(items: readonly T[]): T[] {
      const keyed = items.map((item) => ({ item, key: next() }))
      return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
    },
  }
}
