import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlanChange, PupilSheet } from '../../../electron/contract/views.ts'
import { planFamilies } from '../../../electron/domain/reach-plan.ts'
import { email, guardian, phone, pupil } from '../../helpers/reach-sheets.ts'

const TODAY = '2026-11-24'
const family = (sheet: PupilSheet, changes: PlanChange[] = []) => {
  const plan = planFamilies('guardians', [sheet], { today: TODAY, changes })
  return { ...plan, family: plan.families[0] }
}
const written = (plan: ReturnType<typeof family>) => plan.recipients.map(({ personId }) => personId)

describe('kinds of families', () => {
  it('separated parents: both, each at their own address, in two messages', () => {
    const plan = family(pupil(1, { guardians: [guardian(10), guardian(11, { familyName: 'DUPONT' })] }))
    expect(written(plan)).toEqual([10, 11])
    expect(plan.family).toMatchObject({ channel: 'email', why: 'both-guardians' })
    for (const { address } of plan.recipients) expect(address).not.toContain(',')
  })

  it('separated parents of whom one may not be contacted: the other alone, and the reason is said', () => {
    const plan = family(pupil(1, { guardians: [guardian(10), guardian(11, { courtBlock: true })] }))
    expect(written(plan)).toEqual([10])
    expect(plan.family?.why).toBe('one-guardian')
    expect(plan.family?.people.map(({ state }) => state)).toEqual(['written', 'court-block'])
    expect(plan.excluded).toMatchObject([{ reason: 'court-block' }])
  })

  it('a tutor or an institution with authority is written to like a parent; a parent who lost it is not', () => {
    const tutor = guardian(10, { relationship: 'guardian', familyName: 'FOYER', level: 1 })
    const parent = guardian(11, { authority: false, level: 2 })
    expect(written(family(pupil(1, { guardians: [tutor, parent] })))).toEqual([10])
    const foster = guardian(12, { relationship: 'foster', level: 2 })
    expect(written(family(pupil(1, { guardians: [tutor, foster] })))).toEqual([10, 12])
  })

  it('an adult pupil without guardians is written to in person, one with guardians is not', () => {
    const own = { birthDate: '2008-11-24', contactPoints: [email('eleve@famille.example')] }
    expect(family(pupil(1, own)).family).toMatchObject({ channel: 'email', why: 'adult' })
    expect(written(family(pupil(1, { ...own, guardians: [guardian(10)] })))).toEqual([10])
  })

  it('a boarder’s local contact (level 3) gets nothing, unless the teacher says so for that boarder', () => {
    const boarder = pupil(1, { guardians: [guardian(10), guardian(11, { level: 3, relationship: 'other' })] })
    expect(written(family(boarder))).toEqual([10])
    expect(written(family(boarder, [{ kind: 'include', pupilId: 1, personId: 11 }]))).toEqual([10, 11])
    expect(written(family(boarder, [{ kind: 'include', pupilId: 2, personId: 11 }]))).toEqual([10])
  })

  it('a pupil who is their own contact is written to once, at whichever sheet has the address', () => {
    const self = guardian(1, { relationship: 'self', authority: false, contactPoints: [] })
    const plan = family(pupil(1, { guardians: [self], contactPoints: [email('moi@famille.example')] }))
    expect(plan.recipients).toMatchObject([{ personId: 1, address: 'moi@famille.example' }])
    expect(plan.family).toMatchObject({ why: 'own-contact', people: [{ personId: 1, state: 'written' }] })
  })

  it.each([
    ['opted-out', { optedOut: true }],
    ['bounced', { bounced: true }],
  ] as const)('an address that is %s is not used by itself', (reason, mark) => {
    const both = [guardian(10, { contactPoints: [email('a@famille.example', mark)] }), guardian(11)]
    const plan = family(pupil(1, { guardians: both }))
    expect(written(plan)).toEqual([11])
    expect(plan.family?.people[0]).toMatchObject({ state: reason, address: null })
  })
})

describe('brothers and sisters', () => {
  const mother = guardian(10)
  const sheets = [pupil(1, { guardians: [mother] }), pupil(2, { guardians: [mother] })]

  it('get one message for both when it says the same of each', () => {
    const plan = planFamilies('guardians', sheets, { textFor: () => 'réunion jeudi' })
    expect(plan.recipients).toMatchObject([{ personId: 10, pupilIds: [1, 2] }])
  })

  it('get one message each when it speaks of each', () => {
    const plan = planFamilies('guardians', sheets, { textFor: (id) => `Élève${id}` })
    expect(plan.recipients).toMatchObject([
      { personId: 10, pupilIds: [1], about: 'Élève1 MARTIN' },
      { personId: 10, pupilIds: [2], about: 'Élève2 MARTIN' },
    ])
  })

  it('of three, the two of one class share what is said of the class', () => {
    const three = [...sheets, pupil(3, { guardians: [mother] })]
    const plan = planFamilies('guardians', three, { textFor: (id) => (id === 3 ? '3e B' : '6e A') })
    expect(plan.recipients.map(({ pupilIds }) => pupilIds)).toEqual([[1, 2], [3]])
  })

  it('with other fathers: each father reads of his child only', () => {
    const plan = planFamilies('guardians', [
      pupil(1, { guardians: [mother, guardian(11)] }),
      pupil(2, { guardians: [mother, guardian(12)] }),
    ])
    const about = Object.fromEntries(plan.recipients.map(({ personId, pupilIds }) => [personId, pupilIds]))
    expect(about).toEqual({ 10: [1, 2], 11: [1], 12: [2] })
  })
})

describe('what the teacher changes', () => {
  const sheet = pupil(1, {
    contactPoints: [phone('+33639980001')],
    guardians: [
      guardian(10, { contactPoints: [email('a@famille.example'), email('b@famille.example', { bounced: true })] }),
      guardian(11, { courtBlock: true }),
      guardian(12, { contactPoints: [email('non@famille.example', { optedOut: true })] }),
    ],
  })

  it('drops one guardian, and says so', () => {
    const plan = family(sheet, [{ kind: 'drop', pupilId: 1, personId: 10 }])
    expect(plan.recipients).toEqual([])
    expect(plan.excluded).toContainEqual({ name: 'Parent10 MARTIN', about: 'Élève1 MARTIN', reason: 'dropped' })
    expect(plan.missing).toMatchObject([{ pupilId: 1, reach: 'email' }])
  })

  it('uses another address of the same person, never one that is not theirs or was refused by its owner', () => {
    const address = (value: string, personId = 10) =>
      family(sheet, [{ kind: 'address', personId, address: value }]).recipients.map((one) => one.address)
    expect(address('b@famille.example')).toEqual(['b@famille.example'])
    expect(address('voisin@famille.example')).toEqual(['a@famille.example'])
    expect(address('non@famille.example', 12)).toEqual(['a@famille.example'])
  })

  it('never reaches who a court order forbids, whatever is asked', () => {
    const asked: PlanChange[] = [
      { kind: 'include', pupilId: 1, personId: 11 },
      { kind: 'address', personId: 11, address: 'parent11@famille.example' },
    ]
    expect(written(family(sheet, asked))).toEqual([10])
  })

  it('moves a family to the telephone or to the post', () => {
    for (const to of ['phone', 'post'] as const) {
      const plan = family(sheet, [{ kind: 'move', pupilId: 1, to }])
      expect(plan.recipients).toEqual([])
      expect(plan.family).toMatchObject({ channel: to, why: 'moved', moved: to })
      expect(plan.missing).toMatchObject([{ pupilId: 1, moved: to, phones: ['+33639980001'] }])
    }
  })
})

describe('any classes, any changes', () => {
  const pointArb = fc.record({
    id: fc.constant(1),
    kind: fc.constantFrom('email' as const, 'phone' as const),
    value: fc.constantFrom('a@x.example', 'b@x.example', 'C@x.example', 'c@x.example', 'bad address'),
    label: fc.constant(null),
    verified: fc.boolean(),
    bounced: fc.boolean(),
    optedOut: fc.boolean(),
  })
  const linkArb = fc.record({
    person: fc.nat({ max: 5 }),
    level: fc.integer({ min: 1, max: 3 }),
    authority: fc.boolean(),
    courtBlock: fc.boolean(),
    relationship: fc.constantFrom('mother' as const, 'self' as const, 'other' as const),
  })
  const classArb = fc
    .record({
      people: fc.array(fc.array(pointArb, { maxLength: 3 }), { minLength: 6, maxLength: 6 }),
      pupils: fc.array(
        fc.record({
          active: fc.boolean(),
          birthDate: fc.constantFrom(null, '2001-01-01', '2015-01-01'),
          points: fc.array(pointArb, { maxLength: 2 }),
          links: fc.uniqueArray(linkArb, { maxLength: 3, selector: (link) => link.person }),
        }),
        { maxLength: 7 },
      ),
    })
    .map(({ people, pupils }) =>
      pupils.map(({ active, birthDate, points, links }, index) =>
        pupil(index + 1, {
          active,
          birthDate,
          contactPoints: points,
          guardians: links.map(({ person, ...link }) =>
            guardian(100 + person, { ...link, contactPoints: people[person] ?? [] }),
          ),
        }),
      ),
    )
  const pupilId = fc.integer({ min: 1, max: 8 })
  const personId = fc.integer({ min: 100, max: 106 })
  const changeArb: fc.Arbitrary<PlanChange> = fc.oneof(
    fc.record({ kind: fc.constant('drop' as const), pupilId, personId }),
    fc.record({ kind: fc.constant('include' as const), pupilId, personId }),
    fc.record({
      kind: fc.constant('address' as const),
      personId,
      address: fc.constantFrom('a@x.example', 'z@x.example'),
    }),
    fc.record({ kind: fc.constant('move' as const), pupilId, to: fc.constantFrom('phone' as const, 'post' as const) }),
  )
  const audienceArb = fc.constantFrom('pupils' as const, 'guardians' as const)
  const textArb = fc.integer({ min: 1, max: 3 })

  it('never a blocked person, never an address that is not the reader’s, one message about a pupil per mailbox', () => {
    fc.assert(
      fc.property(
        classArb,
        fc.array(changeArb, { maxLength: 6 }),
        audienceArb,
        textArb,
        (sheets, changes, audience, mod) => {
          const textFor = (id: number) => String(id % mod)
          const plan = planFamilies(audience, sheets, { today: TODAY, changes, textFor })
          const seen = new Set<string>()
          for (const { pupilIds, address } of plan.recipients) {
            // What differs is never in one message.
            expect(new Set(pupilIds.map(textFor)).size).toBe(1)
            for (const id of pupilIds) {
              const key = `${address.toLowerCase()} ${id}`
              expect(seen.has(key)).toBe(false)
              seen.add(key)
              const sheet = sheets.find((one) => one.id === id)
              const readers = [sheet, ...(sheet?.guardians.filter(({ courtBlock }) => !courtBlock) ?? [])]
              const owns = readers.some((reader) =>
                reader?.contactPoints.some(
                  (point) =>
                    point.kind === 'email' &&
                    point.optedOut !== true &&
                    point.value.toLowerCase() === address.toLowerCase(),
                ),
              )
              expect(owns).toBe(true)
              expect(changes.some((change) => change.kind === 'move' && change.pupilId === id)).toBe(false)
            }
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('every active pupil is either written to or listed, and the families say the same', () => {
    fc.assert(
      fc.property(classArb, fc.array(changeArb, { maxLength: 6 }), audienceArb, (sheets, changes, audience) => {
        const plan = planFamilies(audience, sheets, { today: TODAY, changes })
        const reached = new Set(plan.recipients.flatMap(({ pupilIds }) => pupilIds))
        const missing = new Set(plan.missing.map((one) => one.pupilId))
        const active = sheets.filter((one) => one.active)
        expect(plan.families.map((one) => one.pupilId)).toEqual(active.map(({ id }) => id))
        for (const { id } of active) expect(reached.has(id)).toBe(!missing.has(id))
        for (const one of plan.families) {
          expect(one.channel === 'email').toBe(reached.has(one.pupilId))
          expect(new Set(one.people.map((person) => person.personId)).size).toBe(one.people.length)
        }
      }),
      { numRuns: 500 },
    )
  })
})
