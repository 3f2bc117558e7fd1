/** Which of several files are read together. */
import type { ErrorCode } from '../../contract/errors.ts'
import type { ImportKind } from '../../contract/views.ts'
import type { Recognised } from './recognise.ts'

export interface Part {
  readonly kind: ImportKind | null
  /** Indices of its files, in the order given. */
  readonly files: readonly number[]
  readonly encrypted: boolean
  /** Why it cannot be read, when `kind` is null. */
  readonly why: ErrorCode | null
}

/** The files of one export speak of each other; lists, calendars and packs stand alone. */
const TOGETHER: ReadonlySet<ImportKind> = new Set(['siecle', 'oneroster-csv'])

/** What can be read first, in the order given; then each file that cannot. */
export function partsOf(files: readonly Recognised[]): Part[] {
  const parts: Part[] = []
  const refused: Part[] = []
  const together = new Map<ImportKind, number[]>()
  for (const [index, file] of files.entries()) {
    if (file.kind === null) {
      refused.push({ kind: null, files: [index], encrypted: false, why: file.why })
      continue
    }
    const known = together.get(file.kind)
    if (known !== undefined) {
      known.push(index)
      continue
    }
    const indices = [index]
    if (TOGETHER.has(file.kind)) together.set(file.kind, indices)
    parts.push({ kind: file.kind, files: indices, encrypted: file.encrypted, why: null })
  }
  return [...parts, ...refused]
}
