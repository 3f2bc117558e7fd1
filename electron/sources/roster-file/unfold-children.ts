/**
 * Lists of guardians with several children on a line (ONDE's guardians, Edifice's template of parents): the same
 * titles come again for each child. Unfolded, there is a row for each child, like any other list. Source: formats
 * facts §1c and §3.
 */
import { isGuardianTitle } from '../../domain/roster-columns.ts'
import { cleanText, foldText } from '../../domain/text-clean.ts'

export interface Unfolded {
  readonly rows: readonly (readonly string[])[]
  /** Titles of the unfolded columns: the child's, then the guardian's. */
  readonly labels: readonly string[]
  /** Of each unfolded row, the row of the table it comes from. */
  readonly rowOf: readonly number[]
}

/** More children on one line than any family's file has columns for. */
const MAX_CHILDREN = 12
const CHILD = /\b(?:enfants?|eleves?)\b/

const keyOf = (label: string): string =>
  foldText(label)
    .replace(/\b\d+\b/g, ' ')
    .replace(/[^a-z]+/g, ' ')
    .trim()

/** Columns of each child: a child begins where a title about children comes for another time. */
function childBlocks(labels: readonly string[]): number[][] {
  const blocks: number[][] = []
  const seen: Set<string>[] = []
  for (const [index, label] of labels.entries()) {
    const key = keyOf(label)
    if (!CHILD.test(key)) continue
    const place = seen.findIndex((keys) => !keys.has(key))
    const at = place < 0 ? seen.length : place
    blocks[at] = [...(blocks[at] ?? []), index]
    seen[at] = (seen[at] ?? new Set()).add(key)
  }
  return blocks
}

/**
 * Null for any other table: two blocks of children at least, each with a family and a given name, and other columns
 * for whoever the line is about.
 *
 * @param headerRow index of the row of titles in `rows`; the rows above it are left as they are.
 */
export function unfoldChildren(
  rows: readonly (readonly string[])[],
  headerRow: number,
  labels: readonly string[],
): Unfolded | null {
  const blocks = childBlocks(labels)
  const [first] = blocks
  if (first === undefined || blocks.length < 2 || blocks.length > MAX_CHILDREN) return null
  // Two phones of one pupil are no two pupils: each child has a name of its own, in two columns.
  const named = (block: readonly number[]) =>
    [/\bnom\b/, /\bprenom\b/].every((word) => block.some((index) => word.test(keyOf(labels[index] ?? ''))))
  if (!blocks.every(named)) return null
  const inBlocks = new Set(blocks.flat())
  const own = labels.flatMap((label, index) => (inBlocks.has(index) || cleanText(label) === '' ? [] : [index]))
  if (own.length === 0) return null
  const titles = [
    ...first.map((index) => labels[index] ?? ''),
    ...own.map((index) => {
      const label = labels[index] ?? ''
      return isGuardianTitle(label) ? label : `${label} responsable`
    }),
  ]
  const unfolded: (readonly string[])[] = [...rows.slice(0, headerRow), titles]
  const rowOf = unfolded.map((_, index) => index)
  for (let row = headerRow + 1; row < rows.length; row++) {
    const cells = rows[row] ?? []
    const guardian = own.map((index) => cells[index] ?? '')
    for (const block of blocks) {
      const child = block.map((index) => cells[index] ?? '')
      if (child.every((cell) => cleanText(cell) === '')) continue
      unfolded.push([...child, ...guardian])
      rowOf.push(row)
    }
  }
  return { rows: unfolded, labels: titles, rowOf }
}
