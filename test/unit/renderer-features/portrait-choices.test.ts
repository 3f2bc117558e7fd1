import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choose, fillInOrder, firstChoices } from '../../../renderer/features/portraits/choices.ts'
import { cutOf } from '../../../renderer/ui/redraw-picture.ts'

const guess = (index: number, kind: 'sure' | 'doubt' | 'none', ...pupilIds: number[]) => ({
  index,
  fileName: `${index}.jpg`,
  kind,
  pupilIds,
})

describe('whose each picture is', () => {
  it('only what leaves no doubt is settled at first', () => {
    const proposal = {
      guesses: [guess(0, 'sure', 7), guess(1, 'doubt', 8), guess(2, 'none')],
      others: [],
      inOrder: [0, 1, 2],
    }
    expect([...firstChoices(proposal)]).toEqual([
      [0, 7],
      [1, null],
      [2, null],
    ])
  })

  it('a pupil has one picture: the one chosen last', () => {
    expect([
      ...choose(
        new Map([
          [0, 7],
          [1, null],
        ]),
        1,
        7,
      ),
    ]).toEqual([
      [0, null],
      [1, 7],
    ])
  })

  it('in order: pictures left to pupils left; what was settled stays; nobody twice', () => {
    const filled = fillInOrder(
      new Map([
        [0, 8],
        [1, null],
        [2, null],
      ]),
      [2, 0, 1],
      [7, 8, 9],
    )
    expect([...filled]).toEqual([
      [0, 8],
      [1, 9],
      [2, 7],
    ])
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 1, max: 6 }))),
        fc.integer({ min: 0, max: 8 }),
        (owners, count) => {
          const settled = owners.reduce(
            (choices, owner, index) => choose(choices, index, owner),
            new Map<number, number | null>() as ReadonlyMap<number, number | null>,
          )
          const pupils = Array.from({ length: count }, (_, index) => index + 1)
          const after = fillInOrder(settled, [...settled.keys()], pupils)
          const given = [...after.values()].filter((id) => id !== null)
          expect(new Set(given).size).toBe(given.length)
          for (const [index, owner] of settled) if (owner !== null) expect(after.get(index)).toBe(owner)
        },
      ),
    )
  })
})

it('a portrait is cut to 4:5 inside the picture, whatever its shape', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 5000 }), fc.integer({ min: 10, max: 5000 }), (width, height) => {
      const cut = cutOf(width, height, 'portrait')
      expect(cut.width / cut.height).toBeCloseTo(0.8, 5)
      expect(cut.left).toBeGreaterThanOrEqual(0)
      expect(cut.top).toBeGreaterThanOrEqual(0)
      expect(cut.left + cut.width).toBeLessThanOrEqual(width + 1e-6)
      expect(cut.top + cut.height).toBeLessThanOrEqual(height + 1e-6)
    }),
  )
})
