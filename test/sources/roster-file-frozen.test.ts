/** What lists give is frozen: a faster reading, or a tidier one, gives the same lines, records and keys. */
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { TrousseError } from '../../electron/contract/errors.ts'
import { read } from '../helpers/sources-files.ts'
import { generatedList } from '../helpers/sources-lists.ts'

const LISTS = 600
/** Of the first ones the whole is kept, to see what changed; of the others a digest, to see that something did. */
const WHOLE = 3

/** Properties in one order: in which order they were set is nobody's business. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value

function reading(seed: number): unknown {
  try {
    return read(generatedList(seed))
  } catch (error) {
    // A list may have lost its names to the dice; which fault it is then is frozen too.
    if (error instanceof TrousseError) return { refused: error.code }
    throw error
  }
}

test('generated lists give the very lines, records and keys they always gave', async () => {
  const whole: string[] = []
  const digests: string[] = []
  for (let seed = 1; seed <= LISTS; seed++) {
    const found = reading(seed)
    if (seed <= WHOLE) whole.push(`list ${seed}: ${JSON.stringify(found, sorted, 1)}`)
    else
      digests.push(
        `list ${seed}: ${createHash('sha256').update(JSON.stringify(found, sorted)).digest('hex').slice(0, 16)}`,
      )
  }
  await expect([...whole, ...digests, ''].join('\n')).toMatchFileSnapshot('../fixtures/roster-lists.txt')
})
