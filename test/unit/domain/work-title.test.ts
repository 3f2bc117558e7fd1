import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textOfHtml, titleOfWork } from '../../../electron/domain/work-title.ts'

describe('the title of work that has none', () => {
  it.each([
    ['<p>Lire   le <b>chapitre&nbsp;3</b></p>', 'Lire le chapitre 3'],
    ['<script>alert(1)</script><style>p{}</style><p>Exercice 4 &amp; 5</p>', 'Exercice 4 & 5'],
    ['&#201;crire &#x201c;dix lignes&#x201d;', 'Écrire “dix lignes”'],
    ['', 'Mathématiques'],
    ['<p><img src="x"></p>', 'Mathématiques'],
  ])('%s', (html, expected) => {
    expect(titleOfWork(html, 'Mathématiques')).toBe(expected)
  })

  it('is cut between words', () => {
    const title = titleOfWork(`<p>${'Rédiger une introduction, '.repeat(10)}</p>`, '')
    expect(title.length).toBeLessThanOrEqual(81)
    expect(title).toMatch(/[^,\s]…$/)
  })

  it('never holds a tag, an invisible character or half a character, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const title = titleOfWork(`<p>${text}</p>`, 'Matière')
        expect(title.length).toBeLessThanOrEqual(81)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested.
        expect(title).not.toMatch(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e]|\p{Surrogate}/u)
      }),
    )
  })

  it('takes no time on a text without an end', () => {
    expect(textOfHtml('<'.repeat(200_000))).toBe('<'.repeat(8000))
    expect(textOfHtml('<script>'.repeat(20_000)).length).toBeLessThan(8001)
  })
})
