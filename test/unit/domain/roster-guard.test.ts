import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GuardInput, guardRemovals, MAX_SILENT_LOSS } from '../../../electron/domain/roster-guard.ts'

const quiet: GuardInput = {
  coverage: 'whole',
  peopleBefore: 100,
  peopleRemoved: 0,
  assignmentsBefore: 50,
  assignmentsRemoved: 0,
  lessonsBefore: 200,
  lessonsRemoved: 0,
  lessonsAdded: 0,
  evidence: 40,
  classes: [],
}
const movement = (before: number, leaving: number, joining = 0) => ({ className: '6A', before, leaving, joining })

const inputs: fc.Arbitrary<GuardInput> = fc
  .record({
    coverage: fc.constantFrom('whole' as const, 'classes' as const),
    people: fc.tuple(fc.nat(3000), fc.double({ min: 0, max: 1, noNaN: true })),
    assignments: fc.tuple(fc.nat(3000), fc.double({ min: 0, max: 1, noNaN: true })),
    lessons: fc.tuple(fc.nat(2000), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(200)),
    evidence: fc.nat(2000),
    classes: fc.array(
      fc.record({
        className: fc.string(),
        before: fc.nat(40),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        joining: fc.nat(40),
      }),
      { maxLength: 20 },
    ),
  })
  .map(({ coverage, people, assignments, lessons, evidence, classes }) => ({
    coverage,
    peopleBefore: people[0],
    peopleRemoved: Math.floor(people[0] * people[1]),
    assignmentsBefore: assignments[0],
    assignmentsRemoved: Math.floor(assignments[0] * assignments[1]),
    lessonsBefore: lessons[0],
    lessonsRemoved: Math.floor(lessons[0] * lessons[1]),
    lessonsAdded: lessons[2],
    evidence,
    classes: classes.map(({ share, ...one }) => ({ ...one, leaving: Math.floor(one.before * share) })),
  }))

describe('the ENT can erase nothing', () => {
  it('a snapshot that proves nothing is refused, whatever else it says', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        expect(guardRemovals({ ...input, evidence: 0 })).toEqual({
          kind: 'refused',
          error: { code: 'source-empty', params: {} },
        })
      }),
    )
  })

  it('nothing passes that empties a class or takes more than a tenth of it', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        if (guardRemovals(input).kind !== 'ok') return
        for (const { before, leaving } of input.classes) {
          if (leaving === 0) continue
          expect(leaving).toBeLessThan(before)
          expect(leaving === 1 || leaving <= before * MAX_SILENT_LOSS).toBe(true)
        }
        if (input.coverage === 'whole') {
          const { peopleBefore, peopleRemoved } = input
          expect(peopleRemoved <= 1 || peopleRemoved <= peopleBefore * MAX_SILENT_LOSS).toBe(true)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('nothing is held when nobody leaves', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const calm = { ...input, evidence: 1, peopleRemoved: 0, assignmentsRemoved: 0, lessonsRemoved: 0 }
        const classes = input.classes.map((one) => ({ ...one, leaving: 0 }))
        expect(guardRemovals({ ...calm, classes })).toEqual({ kind: 'ok' })
      }),
    )
  })

  it('more leavers never turn a refusal into a pass', () => {
    fc.assert(
      fc.property(inputs, fc.nat(5), (input, more) => {
        const worse = {
          ...input,
          classes: input.classes.map((one) => ({ ...one, leaving: Math.min(one.before, one.leaving + more) })),
        }
        if (guardRemovals(input).kind !== 'ok') expect(guardRemovals(worse).kind).not.toBe('ok')
      }),
    )
  })
})

describe('limits', () => {
  it.each([
    [movement(30, 3), 'ok'],
    [movement(30, 4), 'held'],
    [movement(5, 1), 'ok'],
    [movement(5, 2), 'held'],
    [movement(1, 1), 'held'],
    [movement(30, 30, 30), 'held'],
  ])('%o: %s', (one, kind) => {
    expect(guardRemovals({ ...quiet, classes: [one] }).kind).toBe(kind)
  })

  it('a source that shrinks is held, and says from how many to how many', () => {
    expect(guardRemovals({ ...quiet, peopleRemoved: 11 })).toEqual({
      kind: 'held',
      reasons: [{ kind: 'source-shrinks', className: null, before: 100, after: 89 }],
    })
    expect(guardRemovals({ ...quiet, peopleRemoved: 10 })).toEqual({ kind: 'ok' })
    expect(guardRemovals({ ...quiet, assignmentsRemoved: 6 }).kind).toBe('held')
    expect(guardRemovals({ ...quiet, coverage: 'classes', peopleRemoved: 90 }).kind).toBe('ok')
  })

  it('lessons count net: an hour moved is no loss', () => {
    expect(guardRemovals({ ...quiet, lessonsRemoved: 60, lessonsAdded: 40 })).toEqual({ kind: 'ok' })
    expect(guardRemovals({ ...quiet, lessonsRemoved: 60, lessonsAdded: 39 })).toEqual({
      kind: 'held',
      reasons: [{ kind: 'source-shrinks', className: null, before: 200, after: 179 }],
    })
    expect(guardRemovals({ ...quiet, lessonsRemoved: 10, lessonsAdded: 300 })).toEqual({ kind: 'ok' })
  })

  it('the most serious reason comes first', () => {
    const verdict = guardRemovals({
      ...quiet,
      peopleRemoved: 60,
      classes: [movement(30, 15), { className: '5B', before: 20, leaving: 20, joining: 0 }],
    })
    expect(verdict.kind === 'held' && verdict.reasons.map(({ kind }) => kind)).toEqual([
      'class-emptied',
      'class-shrinks',
      'source-shrinks',
    ])
  })
})
