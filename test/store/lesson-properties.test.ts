import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LessonRecord } from '../../electron/contract/snapshot.ts'
import { AT, addSource, lesson, openLocal, synchronise, temporaryFolder } from '../helpers/store.ts'

const HOUR_MS = 3600_000
/** Hours from the run's instant: below zero they are over. */
const calendar = fc
  .uniqueArray(fc.integer({ min: -40, max: 120 }), { maxLength: 40 })
  .map((hours) => hours.map((hour) => ({ hour, id: `h${hour}` })))
const toLessons = (hours: readonly { hour: number; id: string }[]): LessonRecord[] =>
  hours.map(({ hour, id }) => lesson(id, new Date(Date.parse(AT) + hour * HOUR_MS).toISOString()))

describe('a timetable, whatever its source says', () => {
  it('loses no past hour, none outside the span listed, and without a decision no more than a tenth net', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(calendar, calendar, fc.boolean(), async (before, after, decided) => {
        const { folder, remove } = await temporaryFolder()
        const store = await openLocal(folder)
        try {
          const source = await addSource(store)
          const read = () => store.read.listLessons({ from: '2026-08-01T00:00:00Z', to: '2026-10-01T00:00:00Z' })
          const content = { kind: 'whole', proof: 'content' } as const
          await synchronise(store, source, toLessons(before), content)
          const start = await read()
          const { plan } = await synchronise(store, source, toLessons(after), content)
          if (decided) {
            for (const held of await store.read.listHeldSyncs()) await store.write.decideHeldSync(held.id, true, AT)
          }
          const end = await read()
          const stayed = new Set(end.map(({ id }) => id))
          const listed = toLessons(after)
          const from = listed.map(({ startsAt }) => startsAt).sort()[0] ?? ''
          const to =
            listed
              .map(({ endsAt }) => endsAt)
              .sort()
              .at(-1) ?? ''
          const gone = start.filter(({ id }) => !stayed.has(id))
          for (const one of gone) {
            expect(one.endsAt > AT).toBe(true)
            expect(one.startsAt >= from && one.endsAt <= to).toBe(true)
          }
          if (!decided) {
            const toCome = start.filter((one) => one.endsAt > AT && one.startsAt >= from && one.endsAt <= to).length
            const known = new Set(start.map(({ id }) => id))
            const come = end.filter((one) => !known.has(one.id)).length
            if (gone.length - come > 1) expect(gone.length - come).toBeLessThanOrEqual(toCome / 10)
          }
          if (after.length === 0) expect(plan.verdict.kind).toBe('refused')
          if (plan.verdict.kind !== 'apply' && !decided) expect(end).toEqual(start)
        } finally {
          store.database.close()
          await remove()
        }
      }),
      { numRuns: 60 },
    )
  })
})
