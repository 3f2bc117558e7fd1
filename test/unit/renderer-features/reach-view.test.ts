import { describe, expect, it, test } from 'vitest'
import type { DraftContent, PlanChange, PlannedFamily, ReachGapRow } from '../../../electron/contract/views.ts'
import { gapCounts, pupilsToAsk, waysFor } from '../../../renderer/features/classes/coverage-view.ts'
import { audienceCounts, shortList } from '../../../renderer/features/reach/audience-words.ts'
import {
  canDecide,
  isChanged,
  wayOf,
  withAddress,
  withoutFamily,
  withPerson,
  withWay,
} from '../../../renderer/features/reach/plan-changes.ts'
import { daysOf, periodFrom } from '../../../renderer/features/reach/work-period.ts'

const family = (change: Partial<PlannedFamily> = {}): PlannedFamily => ({
  ...{
    pupilId: 1,
    name: 'Léa MARTIN',
    className: '6e A',
    channel: 'email',
    why: 'one-guardian',
    moved: null,
    phones: [],
  },
  people: [
    {
      ...{ personId: 10, name: 'Parent', relationship: 'mother', state: 'written' },
      ...{ address: 'a@famille.example', addresses: ['a@famille.example'] },
    },
  ],
  ...change,
})

describe('what the teacher changes of a plan', () => {
  it('moves a family and gives it back, without a trace', () => {
    const moved = withWay([], 1, 'post')
    expect(moved).toEqual([{ kind: 'move', pupilId: 1, to: 'post' }])
    expect(withWay(moved, 1, 'phone')).toEqual([{ kind: 'move', pupilId: 1, to: 'phone' }])
    expect(withWay(moved, 1, 'email')).toEqual([])
    expect(withWay(moved, 2, 'email')).toEqual(moved)
    expect([wayOf(family()), wayOf(family({ moved: 'phone' }))]).toEqual(['email', 'phone'])
  })

  it('drops a guardian, or writes to a person to contact: each taken back leaves nothing', () => {
    const written = { personId: 10, state: 'written' as const }
    const dropped = withPerson([], 1, written, false)
    expect(dropped).toEqual([{ kind: 'drop', pupilId: 1, personId: 10 }])
    expect(withPerson(dropped, 1, { ...written, state: 'dropped' }, true)).toEqual([])
    const included = withPerson([], 1, { personId: 11, state: 'contact-only' }, true)
    expect(included).toEqual([{ kind: 'include', pupilId: 1, personId: 11 }])
    // Once included the plan says "written": unticking must not leave a drop behind.
    expect(withPerson(included, 1, { personId: 11, state: 'written' }, false)).toEqual([])
  })

  it('changes an address once, and a family is put back whole, the others not', () => {
    const changes: PlanChange[] = [
      ...withAddress(withAddress([], 10, 'a@famille.example'), 10, 'b@famille.example'),
      ...withWay([], 2, 'phone'),
    ]
    expect(changes).toHaveLength(2)
    expect(isChanged(changes, family())).toBe(true)
    expect(withoutFamily(changes, family())).toEqual([{ kind: 'move', pupilId: 2, to: 'phone' }])
    expect(isChanged(withoutFamily(changes, family()), family())).toBe(false)
  })

  it('is possible only where no rule forbids it', () => {
    const can = (['written', 'dropped', 'contact-only', 'court-block', 'no-authority', 'opted-out'] as const).map(
      (state) => canDecide({ state }),
    )
    expect(can).toEqual([true, true, true, false, false, false])
  })
})

describe('the audience in words', () => {
  it('counts families by what reaches them; whoever has the message lacks nothing', () => {
    const families = [
      family(),
      family({ channel: 'phone' }),
      family({ channel: 'post' }),
      family({ channel: 'none' }),
      family({ channel: 'none', why: 'has-it' }),
    ]
    const [recipients] = [[{ personId: 1, pupilIds: [1], name: '', about: '', address: '' }]]
    expect(audienceCounts({ families, recipients })).toEqual({
      ...{ pupils: 5, messages: 1, byEmail: 1, byPhone: 1, byPost: 1, none: 1 },
    })
  })

  it('names a few, and never "and 1 other" where the name fits', () => {
    expect(shortList(['a', 'b', 'c', 'd'])).toEqual({ names: ['a', 'b', 'c', 'd'], more: 0 })
    expect(shortList(['a', 'b', 'c', 'd', 'e'])).toEqual({ names: ['a', 'b', 'c'], more: 2 })
  })
})

test('a period of work counts both its ends, over a change of hour too', () => {
  expect(periodFrom('2026-10-23', 7, true)).toEqual({ from: '2026-10-23', to: '2026-10-29', files: true })
  for (const days of [1, 7, 14, 60]) expect(daysOf(periodFrom('2026-03-25', days, false))).toBe(days)
  expect([daysOf({ from: '2026-10-29', to: '2026-10-23' }), daysOf({ from: '', to: '' })]).toEqual([1, 1])
})

test('ways to what is missing: how many each would help, and whom to ask by mail', () => {
  const row = (pupilId: number, gap: ReachGapRow['gap'], ways: ReachGapRow['ways']): ReachGapRow => ({
    ...{ pupilId, name: '', className: '', gap, who: [], ways, phones: [] },
  })
  const rows = [
    row(1, 'one-guardian-without', ['ask-by-mail', 'form']),
    row(2, 'no-address', ['ask-by-mail', 'call', 'form', 'import', 'office']),
    row(3, 'nobody-known', ['import', 'form', 'office']),
  ]
  expect(gapCounts({ rows })).toEqual({ 'ask-by-mail': 2, form: 3, import: 2, office: 2, call: 1 })
  // Of the second only the pupil has an address: their guardians would not read it.
  expect(pupilsToAsk(rows)).toEqual([1])
  expect(rows.map((one) => waysFor(one).length)).toEqual([2, 2, 2])
})

test('a draft becomes a message: several classes, chosen pupils, what it uses', async () => {
  const { toMessage, toPlanRequest } = await import('../../../renderer/features/reach/draft-message.ts')
  const draft: DraftContent = {
    ...{ classIds: [3, 1], pupilIds: null, audience: 'guardians', subject: ' Pour {prénom} ', body: '{devoirs}' },
    ...{ only: null, changes: [], work: null, files: [], packs: null, tooBig: null, locale: 'fr' },
  }
  expect(toPlanRequest(draft)).toEqual({
    ...{ classId: 3, moreClassIds: [1], audience: 'guardians', locale: 'fr', variables: ['givenName', 'work'] },
  })
  expect(toMessage(draft)).toMatchObject({ subject: 'Pour {prénom}', body: '{devoirs}' })
  expect(toMessage(draft)).not.toHaveProperty('variables')
  expect(toPlanRequest({ ...draft, classIds: [] })).toBeNull()
  expect(toPlanRequest({ ...draft, pupilIds: [] })).toBeNull()
  const only = { messageId: 4, states: ['refused', 'of another release'], missing: true }
  expect(toPlanRequest({ ...draft, only, pupilIds: [7] })).toMatchObject({
    only: { messageId: 4, states: ['refused'], missing: true },
    chosenPupilIds: [7],
  })
})
