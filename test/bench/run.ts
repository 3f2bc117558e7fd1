/** `npm run bench`: a table for people, then one line of JSON. Ratios are to baselines of the same run. */
import { cpus, totalmem } from 'node:os'
import { openBigSchool } from './big-school.ts'
import { measureImports } from './imports.ts'
import { measureInteractions } from './interactions.ts'
import { measureMail } from './mail.ts'
import { type Measure, table } from './measure.ts'
import { measurePacks } from './packs.ts'
import { measureSearch } from './search.ts'
import { measureSync } from './sync.ts'
import { measureWindow } from './window.ts'

const measures: Measure[] = []
const school = await openBigSchool()
try {
  measures.push(...(await measureSync(school)))
  measures.push(...(await measureSearch(school)))
  measures.push(...(await measurePacks()))
  measures.push(...(await measureMail()))
  await school.space.store.close()
  measures.push(...(await measureImports()))
  measures.push(...(await measureWindow(school.dataFolder)))
  // Last: it fills the school's ledger.
  measures.push(...(await measureInteractions(school.dataFolder)))
} finally {
  await school.close().catch(() => {})
}
const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryGb: Math.round(totalmem() / 2 ** 30) }
console.log(`\n${machine.cores} × ${machine.cpu}, ${machine.memoryGb} GB\n\n${table(measures)}\n`)
console.log(JSON.stringify({ machine, measures }))
