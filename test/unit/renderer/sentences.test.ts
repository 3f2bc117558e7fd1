import { describe, expect, it } from 'vitest'
import { ERROR_CODES } from '../../../electron/contract/errors.ts'
import { SENTENCES, sentenceOf } from '../../../electron/contract/sentences/index.ts'
import { fillSentence } from '../../../electron/contract/sentences/sentence.ts'

describe('error sentences', () => {
  it('fills a value in, and drops an optional part whose value is unknown', () => {
    const template = 'Le serveur[ {{host}}] n’a pas répondu[ en {{seconds}} s].'
    expect(fillSentence(template, { host: 'ent.example' }, 'fr')).toBe('Le serveur ent.example n’a pas répondu.')
    expect(fillSentence(template, {}, 'fr')).toBe('Le serveur n’a pas répondu.')
    expect(fillSentence(template, { seconds: 0 }, 'fr')).toBe('Le serveur n’a pas répondu en 0 s.')
    const size = 'Reste {{free:bytes}}'
    expect(fillSentence(size, { free: 4_294_967_296 }, 'fr')).toBe('Reste 4,3\u00a0Go')
    expect(fillSentence(size, { free: 512 }, 'en')).toBe('Reste 512\u00a0B')
  })

  it.each(['fr', 'en'] as const)('%s says what failed and what to do for every code, without a hole', (language) => {
    for (const code of ERROR_CODES) {
      for (const params of [
        {},
        {
          host: 'h',
          file: 'f',
          line: 3,
          seconds: 9,
          status: 503,
          minimum: 10,
          port: 25,
          missing: '2 Go',
          found: 2,
          known: 1,
          field: 'x',
        },
      ]) {
        const { what, todo } = sentenceOf({ code, params }, language)
        for (const text of [what, todo]) {
          expect(text, code).not.toMatch(/[[\]{}]|undefined| {2}/)
          expect(text.at(-1), code).toMatch(/[.?!]/)
        }
      }
    }
  })

  it('asks for the same values in both languages, each inside an optional part', () => {
    const slots = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
    for (const code of ERROR_CODES) {
      const [fr, en] = [SENTENCES.fr[code], SENTENCES.en[code]]
      expect(slots(en.what + en.todo), code).toEqual(slots(fr.what + fr.todo))
      for (const text of [fr.what, fr.todo, en.what, en.todo]) {
        expect(text.replaceAll(/\[[^\]]*\]/g, ''), code).not.toContain('{{')
      }
    }
  })

  it('keeps French typography', () => {
    for (const [code, { what, todo }] of Object.entries(SENTENCES.fr)) {
      expect(`${what} ${todo}`, code).not.toMatch(/ [;!?»]| :\s|« |\w'\w/)
    }
  })
})
