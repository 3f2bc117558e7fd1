/** The guide as the help shows it: read whole, every screen's "?" leads somewhere, every picture is there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SCREENS } from '../../../renderer/app/router.ts'
import { blockText, parseGuide, parseInline, sectionsOf, slugOf } from '../../../renderer/features/help/parse-guide.ts'
import { TOPICS } from '../../../renderer/features/help/topics.ts'

const DOCS = join(import.meta.dirname, '../../../docs')
const read = (name: string) => parseGuide(readFileSync(join(DOCS, name), 'utf8'))
const guides = {
  fr: [...read('guide.fr.md'), ...read('accessibilite.fr.md')],
  en: [...read('guide.en.md'), ...read('accessibility.en.md')],
}

describe('the guide', () => {
  it('is read as titles, lists that go on, tables, quotes and pictures', () => {
    const [first, second] = parseGuide(
      '# Guide\n\nDeux\nlignes.\n\n![Vue](images/today.png)\n\n## Suivre\n\nAvant :\n- un **mot**\n  et sa suite\n- deux\n\n| a | b |\n|---|---|\n| c | `d` |\n\n> dit\n> deux fois\n',
    )
    expect(first?.blocks).toEqual([
      { kind: 'paragraph', content: [{ kind: 'text', text: 'Deux lignes.' }] },
      { kind: 'image', alt: 'Vue', file: 'today.png' },
    ])
    expect(second?.id).toBe('suivre')
    expect(second?.blocks.map(blockText)).toEqual(['Avant :', 'un mot et sa suite deux', 'a b c d', 'dit deux fois'])
  })

  it('keeps emphasis, code and links apart from the words', () => {
    expect(parseInline('a **b** *c* `{prénom}` [d](https://e.example)')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'strong', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'em', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: '{prénom}' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'd', href: 'https://e.example' },
    ])
  })

  it.each(['fr', 'en'] as const)('in %s leaves no mark of its writing on the screen', (language) => {
    const words = guides[language].flatMap(({ blocks }) => blocks.map(blockText))
    expect(words.filter((text) => /\*\*|^#|\]\(|^\|/.test(text))).toEqual([])
    expect(words.join(' ').length).toBeGreaterThan(5000)
  })

  it.each(['fr', 'en'] as const)('in %s has a part for each screen, and no two parts of one name', (language) => {
    const ids = sectionsOf(guides[language]).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const screen of SCREENS) {
      if (screen === 'help') continue
      const topic = TOPICS[screen]
      expect(topic, screen).toBeDefined()
      if (topic) expect(ids, screen).toContain(slugOf(topic[language]))
    }
  })

  it.each(['fr', 'en'] as const)(
    'in %s shows pictures that exist, each with words for those who do not see it',
    (language) => {
      for (const { blocks } of guides[language]) {
        for (const block of blocks) {
          if (block.kind !== 'image') continue
          expect(existsSync(join(DOCS, 'images', block.file)), block.file).toBe(true)
          expect(block.alt.length).toBeGreaterThan(5)
        }
      }
    },
  )

  it('is in no French page written with a straight apostrophe or a space that can end a line before « ; »', () => {
    const wrong = guides.fr.flatMap(({ blocks }) => blocks.map(blockText)).filter((text) => /\w'\w/.test(text))
    expect(wrong).toEqual([])
  })
})
