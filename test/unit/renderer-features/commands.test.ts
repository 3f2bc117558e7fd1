import { expect, test } from 'vitest'
import type { SearchHit } from '../../../electron/contract/views.ts'
import { COMMANDS, HIT_KINDS, hrefOf } from '../../../renderer/features/search/commands.ts'
import en from '../../../renderer/i18n/en/search.json' with { type: 'json' }
import fr from '../../../renderer/i18n/fr/search.json' with { type: 'json' }

const hit = (kind: SearchHit['kind'], parentId: number | null): SearchHit => ({
  kind,
  id: 12,
  title: '',
  detail: '',
  parentId,
})

test('every kind of hit leads to a screen that shows it', () => {
  expect(hrefOf(hit('pupil', null))).toBe('#/classes/pupil/12')
  expect(hrefOf(hit('guardian', 5))).toBe('#/classes/pupil/5')
  expect(hrefOf(hit('class', null))).toBe('#/classes/12')
  expect(hrefOf(hit('assignment', 3))).toBe('#/assignments/12')
  expect(hrefOf(hit('teacher', 3))).toBe('#/classes/3')
})

test('a hit whose parent is unknown still leads somewhere', () => {
  for (const kind of HIT_KINDS) expect(hrefOf(hit(kind, null))).toMatch(/^#\/(classes|assignments)/)
})

test('every command has a name and words to be found by, in both languages, and no two share an id', () => {
  const ids = COMMANDS.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const words of [fr, en])
    for (const id of ids) {
      expect(words.action).toHaveProperty(id)
      expect(words.keywords).toHaveProperty(id)
    }
})
