import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeWork, likenessOfTitles, proposeWorkMatches } from '../../../electron/domain/local-work-match.ts'

const work = (id: number, title: string, dueOn: string | null = '2026-12-03') => ({ id, title, dueOn })

test('titles are alike whatever the articles, the accents and the order', () => {
  expect(likenessOfTitles('Exposé sur les volcans', 'EXPOSE volcans')).toBeGreaterThanOrEqual(0.6)
  expect(likenessOfTitles('Ex. 4 p. 112', 'ex 4 p 112')).toBe(1)
  expect(likenessOfTitles('Ex. 4 p. 112', 'Ex. 5 p. 112')).toBeLessThan(1)
  expect(likenessOfTitles('', '…')).toBe(0)
  expect(likenessOfTitles('Dictée', 'Rédaction')).toBe(0)
})

test('the same title is likely on any day; half of it is a question on the same day only', () => {
  expect(judgeWork(work(1, 'Exposé volcans'), work(2, 'Exposé : les volcans', null))).toBe('likely')
  expect(judgeWork(work(1, 'Exposé oral volcans'), work(2, 'Exposé volcans', '2026-12-10'))).toBe('possible')
  expect(judgeWork(work(1, 'Exposé volcans Islande'), work(2, 'Exposé séismes Japon'))).toBeNull()
  expect(judgeWork(work(1, 'Exposé volcans'), work(2, 'Exposé séismes'))).toBe('possible')
  expect(judgeWork(work(1, 'Exposé volcans'), work(2, 'Exposé séismes', '2026-12-04'))).toBeNull()
})

test('each is asked about once, the best pair first', () => {
  const locals = [work(1, 'Exposé volcans'), work(2, 'Exposé volcans et séismes')]
  const others = [work(11, 'Exposé volcans et séismes'), work(12, 'Exposé volcans', '2026-12-05')]
  const pairs = proposeWorkMatches(locals.flatMap((local) => others.map((other) => ({ local, other }))))
  expect(pairs.map(({ local, other }) => [local.id, other.id])).toEqual([
    [2, 11],
    [1, 12],
  ])
})

test('likeness is the same both ways, between 0 and 1, and whole only for the same words', () => {
  const title = fc
    .array(fc.constantFrom('lire', 'page', '4', 'volcans', 'les', 'Élise'))
    .map((words) => words.join(' '))
  fc.assert(
    fc.property(title, title, (a, b) => {
      const one = likenessOfTitles(a, b)
      expect(one).toBe(likenessOfTitles(b, a))
      expect(one).toBeGreaterThanOrEqual(0)
      expect(one).toBeLessThanOrEqual(1)
    }),
  )
})
