/** Faults of a reading, gathered as they are met. */
import type { FileFault } from './file-source.ts'

/** More than anyone reads; a wholly broken file would give one per line. */
const MAX_FAULTS = 500

/** A place in a file; `line` null for the whole of it. */
export interface Place {
  readonly file: string
  readonly line: number | null
}

export class FaultList<Reason extends string> {
  readonly #faults: FileFault[] = []
  #unlisted = 0

  add(place: Place, verdict: FileFault['verdict'], reason: Reason, field: string | null = null, about = ''): void {
    if (this.#faults.length >= MAX_FAULTS) this.#unlisted++
    else this.#faults.push({ file: place.file, line: place.line, field, verdict, reason, about })
  }

  /** Refused first, then in the order met. */
  get all(): readonly FileFault[] {
    return this.#faults.toSorted((a, b) => Number(b.verdict === 'refused') - Number(a.verdict === 'refused'))
  }

  /** How many more there were than are listed. */
  get unlisted(): number {
    return this.#unlisted
  }
}

/** Entries left aside on purpose, counted by reason. */
export class IgnoredCount<Reason extends string> {
  readonly #counts = new Map<Reason, number>()

  add(reason: Reason, count = 1): void {
    if (count > 0) this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count)
  }

  get all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts)
  }
}
