import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContactPointView, GuardianView, PupilSheet } from '../../../electron/contract/views.ts'
import { planRecipients } from '../../../electron/domain/reach-plan.ts'
import { numbersToCall } from '../../../electron/domain/reach-rules.ts'

let nextPoint = 1
const email = (value: string, change: Partial<ContactPointView> = {}): ContactPointView => ({
  id: nextPoint++,
  kind: 'email',
  value,
  label: null,
  verified: false,
  bounced: false,
  ...change,
})
const phone = (value: string): ContactPointView => ({ ...email(value), kind: 'phone' })

const guardian = (personId: number, change: Partial<GuardianView> = {}): GuardianView => ({
  personId,
  familyName: 'MARTIN',
  givenName: `Parent${personId}`,
  level: 1,
  relationship: 'mother',
  authority: true,
  courtBlock: false,
  primary: false,
  contactPoints: [email(`parent${personId}@example.org`)],
  ...change,
})
const pupil = (id: number, change: Partial<PupilSheet> = {}): PupilSheet => ({
  id,
  familyName: 'MARTIN',
  givenName: `Élève${id}`,
  birthDate: '2010-05-01',
  active: true,
  classes: [{ id: 1, name: '2nde 4', kind: 'class' }],
  contactPoints: [],
  guardians: [],
  siblings: [],
  sources: [],
  reach: 'none',
  ...change,
})
const addresses = (plan: ReturnType<typeof planRecipients>) => plan.recipients.map(({ address }) => address)

describe('who of the guardians is written to', () => {
  it('writes to both guardians, separately', () => {
    const plan = planRecipients('guardians', [pupil(1, { guardians: [guardian(10), guardian(11)] })])
    expect(plan.recipients).toEqual([
      { personId: 10, pupilIds: [1], name: 'Parent10 MARTIN', about: 'Élève1 MARTIN', address: 'parent10@example.org' },
      { personId: 11, pupilIds: [1], name: 'Parent11 MARTIN', about: 'Élève1 MARTIN', address: 'parent11@example.org' },
    ])
    expect(plan.missing).toEqual([])
  })

  it('writes once to a guardian of two pupils of the class, about both', () => {
    const plan = planRecipients('guardians', [
      pupil(1, { guardians: [guardian(10)] }),
      pupil(2, { guardians: [guardian(10)] }),
    ])
    expect(plan.recipients).toHaveLength(1)
    expect(plan.recipients[0]).toMatchObject({ pupilIds: [1, 2], about: 'Élève1 MARTIN & Élève2 MARTIN' })
  })

  it('writes once to a mailbox that two guardians of one pupil share', () => {
    const shared = (personId: number, value: string) => guardian(personId, { contactPoints: [email(value)] })
    const plan = planRecipients('guardians', [
      pupil(1, { guardians: [shared(10, 'famille@example.org'), shared(11, 'Famille@Example.org')] }),
    ])
    expect(plan.recipients).toHaveLength(1)
    expect(plan.recipients[0]?.name).toBe('Parent10 MARTIN & Parent11 MARTIN')
  })

  it('keeps two families apart even at one address', () => {
    const at = (personId: number) => guardian(personId, { contactPoints: [email('foyer@example.org')] })
    const plan = planRecipients('guardians', [pupil(1, { guardians: [at(10)] }), pupil(2, { guardians: [at(20)] })])
    expect(plan.recipients.map(({ personId, pupilIds }) => [personId, pupilIds])).toEqual([
      [10, [1]],
      [20, [2]],
    ])
  })

  it('joins two messages once it turns out that their readers share a pupil and a mailbox', () => {
    const at = (personId: number) => guardian(personId, { contactPoints: [email('foyer@example.org')] })
    const plan = planRecipients('guardians', [
      pupil(1, { guardians: [at(10)] }),
      pupil(2, { guardians: [at(11)] }),
      pupil(3, { guardians: [at(10), at(11)] }),
    ])
    expect(plan.recipients).toHaveLength(1)
    expect(plan.recipients[0]?.pupilIds.toSorted()).toEqual([1, 2, 3])
  })

  it.each<[string, Partial<GuardianView>]>([
    ['court-block', { courtBlock: true }],
    ['court-block', { courtBlock: true, level: 3 }],
    ['contact-only', { level: 3 }],
    ['no-authority', { authority: false }],
    ['bounced', { contactPoints: [email('a@example.org', { bounced: true })] }],
    ['opted-out', { contactPoints: [email('a@example.org', { optedOut: true })] }],
    ['address-invalid', { contactPoints: [email('a@example.org, b@example.org')] }],
  ])('leaves out, with the reason: %s', (reason, change) => {
    const plan = planRecipients('guardians', [pupil(1, { guardians: [guardian(10, change)] })])
    expect(plan.recipients).toEqual([])
    expect(plan.excluded).toEqual([{ name: 'Parent10 MARTIN', about: 'Élève1 MARTIN', reason }])
    expect(plan.missing.map(({ pupilId }) => pupilId)).toEqual([1])
  })

  it('a court order about one child leaves the parent their other child', () => {
    const plan = planRecipients('guardians', [
      pupil(1, { guardians: [guardian(10, { courtBlock: true }), guardian(11)] }),
      pupil(2, { guardians: [guardian(10)] }),
    ])
    expect(plan.recipients.map(({ personId, pupilIds }) => [personId, pupilIds])).toEqual([
      [11, [1]],
      [10, [2]],
    ])
  })

  it('prefers a verified address, and never one that bounced', () => {
    const points = [
      email('vieille@example.org', { bounced: true }),
      email('a@example.org'),
      email('b@example.org', { verified: true }),
    ]
    const plan = planRecipients('guardians', [pupil(1, { guardians: [guardian(10, { contactPoints: points })] })])
    expect(addresses(plan)).toEqual(['b@example.org'])
  })

  it('lists who cannot be written to with the phones that remain, those of blocked guardians excepted', () => {
    const plan = planRecipients('guardians', [
      pupil(1, {
        contactPoints: [phone('0199000001')],
        guardians: [
          guardian(10, { contactPoints: [phone('0199000002')] }),
          guardian(11, { courtBlock: true, contactPoints: [phone('0199000003')] }),
        ],
      }),
      pupil(2),
    ])
    expect(plan.missing).toEqual([
      { pupilId: 1, name: 'Élève1 MARTIN', reach: 'phone', phones: ['0199000001', '0199000002'] },
      { pupilId: 2, name: 'Élève2 MARTIN', reach: 'none', phones: [] },
    ])
  })

  it('writes to an adult pupil without guardians, and not to a minor', () => {
    const alone = { contactPoints: [email('eleve@example.org')] }
    const options = { today: '2026-11-24' }
    const of = (birthDate: string) => planRecipients('guardians', [pupil(1, { ...alone, birthDate })], options)
    expect(addresses(of('2008-11-24'))).toEqual(['eleve@example.org'])
    expect(addresses(of('2008-11-25'))).toEqual([])
    expect(of('2008-11-25').missing).toHaveLength(1)
  })

  it('writes to a pupil who is their own contact, at their own address if the contact has none', () => {
    const self = guardian(1, { relationship: 'self', authority: false, contactPoints: [] })
    const plan = planRecipients('guardians', [
      pupil(1, { contactPoints: [email('eleve@example.org')], guardians: [self] }),
    ])
    expect(plan.recipients).toMatchObject([{ personId: 1, pupilIds: [1], address: 'eleve@example.org' }])
  })

  it('ignores pupils who have left', () => {
    expect(planRecipients('guardians', [pupil(1, { active: false, guardians: [guardian(10)] })])).toEqual({
      recipients: [],
      missing: [],
      excluded: [],
    })
  })
})

describe('writing to the pupils', () => {
  it('uses their own addresses only, and says when the family could be written to instead', () => {
    const plan = planRecipients('pupils', [
      pupil(1, { contactPoints: [email('eleve@example.org')], guardians: [guardian(10)] }),
      pupil(2, { guardians: [guardian(20)] }),
    ])
    expect(addresses(plan)).toEqual(['eleve@example.org'])
    expect(plan.missing).toEqual([{ pupilId: 2, name: 'Élève2 MARTIN', reach: 'email', phones: [] }])
  })

  it('writes separately to siblings who share an address', () => {
    const at = () => ({ contactPoints: [email('famille@example.org')] })
    expect(planRecipients('pupils', [pupil(1, at()), pupil(2, at())]).recipients).toHaveLength(2)
  })
})

describe('any class', () => {
  const pointArb = fc.record({
    id: fc.constant(1),
    kind: fc.constantFrom('email' as const, 'phone' as const),
    value: fc.constantFrom(
      'a@example.org',
      'b@example.org',
      'C@example.org',
      'c@example.org',
      'bad address',
      'é@example.org',
    ),
    label: fc.constant(null),
    verified: fc.boolean(),
    bounced: fc.boolean(),
    optedOut: fc.boolean(),
  })
  const classArb = fc
    .record({
      people: fc.array(fc.array(pointArb, { maxLength: 3 }), { minLength: 1, maxLength: 8 }),
      pupils: fc.array(
        fc.record({
          active: fc.boolean(),
          points: fc.array(pointArb, { maxLength: 2 }),
          guardians: fc.uniqueArray(
            fc.record({
              person: fc.nat({ max: 7 }),
              level: fc.integer({ min: 1, max: 3 }),
              authority: fc.boolean(),
              courtBlock: fc.boolean(),
            }),
            { maxLength: 3, selector: (link) => link.person },
          ),
        }),
        { maxLength: 8 },
      ),
    })
    .map(({ people, pupils }) =>
      pupils.map(({ active, points, guardians }, index) =>
        pupil(index + 1, {
          active,
          contactPoints: points,
          guardians: guardians.map(({ person, ...link }) =>
            guardian(100 + person, { ...link, contactPoints: people[person % people.length] ?? [] }),
          ),
        }),
      ),
    )

  it('gets one address per message, one message per person, and only people who may be written to', () => {
    fc.assert(
      fc.property(classArb, fc.constantFrom('pupils' as const, 'guardians' as const), (pupils, audience) => {
        const plan = planRecipients(audience, pupils)
        const people = plan.recipients.map(({ personId }) => personId)
        expect(new Set(people).size).toBe(people.length)
        for (const recipient of plan.recipients) {
          expect(recipient.address).toMatch(/^[a-c]@example\.org$/i)
          for (const pupilId of recipient.pupilIds) {
            const about = pupils.find(({ id }) => id === pupilId)
            expect(about?.active).toBe(true)
            const owners =
              audience === 'pupils'
                ? [about]
                : (about?.guardians ?? []).filter((one) => one.level <= 2 && one.authority && !one.courtBlock)
            // Someone allowed to read about this pupil reads at that address; nobody else's pupil is in it.
            expect(
              owners.some((owner) =>
                owner?.contactPoints.some(
                  (point) =>
                    point.kind === 'email' &&
                    !point.bounced &&
                    point.optedOut !== true &&
                    point.value.toLowerCase() === recipient.address.toLowerCase(),
                ),
              ),
            ).toBe(true)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('forgets nobody and writes twice about nobody at one address', () => {
    fc.assert(
      fc.property(classArb, fc.constantFrom('pupils' as const, 'guardians' as const), (pupils, audience) => {
        const plan = planRecipients(audience, pupils)
        const seen = new Set<string>()
        for (const { address, pupilIds } of plan.recipients) {
          for (const pupilId of pupilIds) {
            const key = `${address.toLowerCase()} ${pupilId}`
            expect(seen.has(key)).toBe(false)
            seen.add(key)
          }
        }
        for (const one of pupils) {
          const reached = plan.recipients.some(({ pupilIds }) => pupilIds.includes(one.id))
          const missing = plan.missing.some(({ pupilId }) => pupilId === one.id)
          expect([reached, missing]).toEqual(one.active ? [reached, !reached] : [false, false])
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('who can be called', () => {
  it('is the pupil and the guardians who may be contacted, each number once with its owner', () => {
    const family = pupil(1, {
      contactPoints: [phone('+33639980001')],
      guardians: [
        guardian(10, { contactPoints: [phone('+33639980010'), phone('+33199000010')] }),
        guardian(11, { contactPoints: [phone('+33199000010'), phone('+33639980011')] }),
        guardian(12, { courtBlock: true, contactPoints: [phone('+33639980012')] }),
        guardian(13, { level: 3, contactPoints: [phone('+33639980013')] }),
        guardian(14, { authority: false, contactPoints: [phone('+33639980014')] }),
      ],
    })
    expect(numbersToCall(family)).toEqual([
      { value: '+33639980001', owner: 'Élève1 MARTIN' },
      { value: '+33639980010', owner: 'Parent10 MARTIN' },
      { value: '+33199000010', owner: 'Parent10 MARTIN' },
      { value: '+33639980011', owner: 'Parent11 MARTIN' },
    ])
  })

  it('is nobody who asked not to be', () => {
    const family = pupil(1, { contactPoints: [{ ...phone('+33639980001'), optedOut: true }] })
    expect(numbersToCall(family)).toEqual([])
  })
})
