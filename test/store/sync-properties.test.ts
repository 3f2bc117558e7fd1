import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SnapshotRecord } from '../../electron/contract/snapshot.ts'
import {
  addSource,
  assignment,
  enrolment,
  openLocal,
  person,
  schoolClass,
  synchronise,
  temporaryFolder,
} from '../helpers/store.ts'

/** Which pupils sit in which class: class number to pupil numbers. */
type Seating = readonly (readonly number[])[]

const seating = fc.array(fc.uniqueArray(fc.nat(39), { maxLength: 25 }), { minLength: 1, maxLength: 4 })

function toRecords(classes: Seating): SnapshotRecord[] {
  const records: SnapshotRecord[] = []
  const pupils = new Set<number>()
  for (const [number, members] of classes.entries()) {
    records.push(schoolClass(`c${number}`), assignment(`a${number}`, `c${number}`))
    for (const pupil of members) {
      if (!pupils.has(pupil)) records.push(person(`p${pupil}`))
      pupils.add(pupil)
      records.push(enrolment(`c${number}`, `p${pupil}`))
    }
  }
  return records
}

describe('invariant 1, whatever the source says', () => {
  it('without a decision no class is emptied or loses more than a tenth of its members', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(seating, seating, async (before, after) => {
        const { folder, remove } = await temporaryFolder()
        const store = await openLocal(folder)
        try {
          const source = await addSource(store)
          const members = async () => {
            const classes = new Map<string, Set<number>>()
            for (const { id, name } of await store.read.listClasses()) {
              const rows = await store.read.readRoster(id)
              classes.set(name, new Set(rows.map((row) => row.pupilId)))
            }
            return classes
          }
          await synchronise(store, source, toRecords(before))
          const start = await members()
          const { plan } = await synchronise(store, source, toRecords(after))
          const end = await members()
          for (const [name, was] of start) {
            const stayed = [...was].filter((id) => end.get(name)?.has(id)).length
            const left = was.size - stayed
            if (left > 0) expect(stayed).toBeGreaterThan(0)
            if (left > 1) expect(left).toBeLessThanOrEqual(was.size / 10)
          }
          if (plan.verdict.kind !== 'apply') expect(end).toEqual(start)
          expect((await store.write.checkIntegrity()).ok).toBe(true)
        } finally {
          store.database.close()
          await remove()
        }
      }),
      { numRuns: 60 },
    )
  })

  it('what is applied is what was said: a second pass finds nothing to do', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(seating, seating, async (before, after) => {
        const { folder, remove } = await temporaryFolder()
        const store = await openLocal(folder)
        try {
          const source = await addSource(store)
          await synchronise(store, source, toRecords(before))
          await synchronise(store, source, toRecords(after))
          for (const held of await store.read.listHeldSyncs()) {
            await store.write.decideHeldSync(held.id, true, '2026-09-02T00:00:00.000Z')
          }
          const { plan } = await synchronise(store, source, toRecords(after))
          expect(['unchanged', 'refused']).toContain(plan.verdict.kind)
          if (plan.verdict.kind === 'refused') return
          const found = (await store.read.listClasses()).map(({ name, pupils }) => [name, pupils])
          expect(new Map(found as [string, number][])).toEqual(
            new Map(after.map((members, number) => [`c${number}`, members.length])),
          )
        } finally {
          store.database.close()
          await remove()
        }
      }),
      { numRuns: 40 },
    )
  })
})
