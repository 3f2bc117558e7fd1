import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffRecords, type KnownRecord, recordKey, type StagedRecord } from '../../../electron/domain/roster-diff.ts'

const entity = fc.constantFrom('person', 'class', 'enrolment')
const externalId = fc.constantFrom(...'abcdefghij', '__proto__', 'constructor')
const hash = fc.constantFrom('h1', 'h2', 'h3')
const keyOf = (record: { entity: string; externalId: string }) => recordKey(record.entity, record.externalId)
const knownList: fc.Arbitrary<KnownRecord[]> = fc.uniqueArray(
  fc.record({ entity, externalId, hash, active: fc.boolean() }),
  { selector: keyOf },
)
const stagedList: fc.Arbitrary<StagedRecord[]> = fc.uniqueArray(fc.record({ entity, externalId, hash }), {
  selector: keyOf,
})
const asMap = (records: StagedRecord[]) => new Map(records.map((record) => [keyOf(record), record]))
const always = () => true

/** What the world looks like after a diff is applied. */
function apply(known: KnownRecord[], staged: StagedRecord[], mayRemove: (record: KnownRecord) => boolean) {
  const diff = diffRecords(known, asMap(staged), mayRemove)
  const world = new Map(known.map((record) => [keyOf(record), record]))
  const incoming = asMap(staged)
  for (const key of [...diff.added, ...diff.changed, ...diff.returned]) {
    const record = incoming.get(keyOf(key))
    if (record) world.set(keyOf(key), { ...record, active: true })
  }
  for (const key of diff.removed) {
    const record = world.get(keyOf(key))
    if (record) world.set(keyOf(key), { ...record, active: false })
  }
  return { diff, world: [...world.values()] }
}

describe('the difference between two states', () => {
  it('puts every record in exactly one place', () => {
    fc.assert(
      fc.property(knownList, stagedList, (known, staged) => {
        const { diff } = apply(known, staged, always)
        const touched = [...diff.added, ...diff.changed, ...diff.returned].map(keyOf)
        expect(new Set(touched).size).toBe(touched.length)
        expect(touched.length + diff.unchanged).toBe(staged.length)
      }),
    )
  })

  it('leads to what the source says, and a second time to no change', () => {
    fc.assert(
      fc.property(knownList, stagedList, (known, staged) => {
        const { world } = apply(known, staged, always)
        const active = world.filter((record) => record.active)
        expect(active.map((record) => `${keyOf(record)} ${record.hash}`).sort()).toEqual(
          staged.map((record) => `${keyOf(record)} ${record.hash}`).sort(),
        )
        const again = diffRecords(world, asMap(staged), always)
        expect([again.added, again.changed, again.returned, again.removed].flat()).toEqual([])
      }),
    )
  })

  it('removes nothing that the source does not speak about, and forgets nothing', () => {
    fc.assert(
      fc.property(knownList, stagedList, entity, (known, staged, covered) => {
        const { diff, world } = apply(known, staged, (record) => record.entity === covered)
        expect(diff.removed.every((record) => record.entity === covered)).toBe(true)
        for (const record of known) expect(world.some((other) => keyOf(other) === keyOf(record))).toBe(true)
      }),
    )
  })

  it('an inactive record that is absent is not removed again', () => {
    const gone = { entity: 'person', externalId: 'a', hash: 'h', active: false }
    expect(diffRecords([gone], new Map(), always).removed).toEqual([])
  })
})
