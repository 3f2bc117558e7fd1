/** Search as the window asks it, through the reader's thread, against the full-text query alone. */
import { openConnection } from '../../electron/store/connection.ts'
import { toSearchQuery } from '../../electron/store/fold.ts'
import { storeFiles } from '../../electron/store/open-store.ts'
import { noOsCipher, openVault } from '../../electron/vault/keyring.ts'
import type { BigSchool } from './big-school.ts'
import { type Measure, percentile, timed } from './measure.ts'

const LIMIT = 20
const QUERIES = 400

export async function measureSearch({ space }: BigSchool): Promise<Measure[]> {
  const texts = await typedTexts(space)
  const key = await openVault({ folder: space.folder, os: noOsCipher })
  const database = openConnection({ path: storeFiles(space.folder).database, key, mode: 'read-only', mustExist: true })
  const query = database.connection.read<{ rowid: number }, [string, number]>(
    'SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rank LIMIT ?',
  )
  const bare: number[] = []
  const whole: number[] = []
  for (const text of texts) {
    const match = toSearchQuery(text)
    if (match === null) continue
    bare.push((await timed(() => query.all(match, LIMIT))).ms)
    whole.push((await timed(() => space.store.read.search(text, LIMIT))).ms)
  }
  database.close()
  const [p95, bareP95] = [percentile(whole, 95), percentile(bare, 95)]
  return [
    { name: 'search, 95th percentile', value: p95, unit: 'ms' },
    { name: 'the full-text query alone, 95th percentile', value: bareP95, unit: 'ms' },
    {
      name: 'search, 95th percentile',
      value: p95 / bareP95,
      unit: '×',
      goal: 1.5,
      against: 'the full-text query alone',
    },
  ]
}

/** Names of the school cut as a person types them: two to six letters. */
async function typedTexts(space: BigSchool['space']): Promise<string[]> {
  const roster = await space.store.read.readRoster(null)
  const step = Math.max(1, Math.floor(roster.length / QUERIES))
  return roster
    .filter((_, index) => index % step === 0)
    .map((row, index) => (index % 3 === 0 ? row.givenName : row.familyName).slice(0, 2 + (index % 5)))
}
