import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MESSAGE_VARIABLES,
  VARIABLE_NAMES,
  variableNamed,
  variablesIn,
  variablesUsed,
} from '../../../electron/contract/message-variables.ts'
import { bccGroups, bccMailto, MAX_BCC, MAX_MAILTO } from '../../../electron/domain/bcc-groups.ts'
import { fillTemplate } from '../../../electron/domain/mail-template.ts'
import { stockTemplates } from '../../../electron/domain/stock-templates.ts'
import { linesOfHtml, workText } from '../../../electron/domain/work-text.ts'

describe('variables', () => {
  it('are found with their place, known or not', () => {
    expect(variablesIn('Bonjour {prénom},\n\n{note} et {devoirs de la semaine}')).toEqual([
      { text: '{prénom}', variable: 'givenName', index: 8, line: 1 },
      { text: '{note}', variable: null, index: 19, line: 3 },
      { text: '{devoirs de la semaine}', variable: 'work', index: 29, line: 3 },
    ])
    expect(variablesUsed('{classe}', 'f(x) = {3 + 4} {CLASS} {first-name}')).toEqual(['givenName', 'className'])
  })

  it('have a name of their own in each language', () => {
    for (const names of Object.values(VARIABLE_NAMES)) {
      expect(new Set(Object.values(names)).size).toBe(MESSAGE_VARIABLES.length)
      for (const variable of MESSAGE_VARIABLES) expect(variableNamed(names[variable])).toBe(variable)
    }
  })

  it('without a value stay as typed', () => {
    expect(fillTemplate('{matière} {prénom}', { givenName: 'Léa' })).toEqual({ text: '{matière} Léa', unknown: [] })
  })
})

describe('templates that come with Trousse', () => {
  it('use known variables only, and are the same ones in both languages', () => {
    const keys = (locale: 'fr' | 'en') => stockTemplates(locale).map(({ key }) => key)
    expect(keys('fr')).toEqual(keys('en'))
    expect(new Set(keys('fr')).size).toBe(keys('fr').length)
    for (const locale of ['fr', 'en'] as const) {
      for (const { name, subject, body, id } of stockTemplates(locale)) {
        expect([name, id]).toEqual([expect.stringMatching(/\S/), null])
        expect(variablesIn(`${subject}\n${body}`).filter(({ variable }) => variable === null)).toEqual([])
      }
    }
  })
  it('say the same variables in both', () => {
    const used = (locale: 'fr' | 'en') =>
      stockTemplates(locale).map(({ subject, body }) => variablesUsed(subject, body))
    expect(used('fr')).toEqual(used('en'))
  })
})

describe('the work of a period', () => {
  it('is a line for each, soonest first, with what is to be done below', () => {
    const text = workText(
      [
        { title: 'Exposé', subject: null, dueOn: null, descriptionHtml: '' },
        {
          title: 'Exercices',
          subject: 'Mathématiques',
          dueOn: '2026-12-01',
          descriptionHtml: '<p>Faire :</p><ul><li>n°&nbsp;3</li><li>4 &lt; 5</li></ul>',
        },
        { title: 'Lire', subject: 'Français', dueOn: '2026-11-30', descriptionHtml: 'Lire' },
      ],
      'fr',
    )
    expect(text).toBe(
      'Lundi 30 novembre 2026\u00a0: Français, Lire\n\nMardi 1er décembre 2026\u00a0: Mathématiques, Exercices\nFaire :\n- n° 3\n- 4 < 5\n\nSans date\u00a0: Exposé',
    )
    expect(workText([], 'en')).toBe('No work is recorded for this period.')
  })

  it('never lets markup through, whatever the source wrote', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(linesOfHtml(`<p>${text.replace(/[<>&]/g, ' ')}</p><script>x</script>`)).not.toMatch(/<|script/)
      }),
    )
    expect(linesOfHtml('a<script>bad()</script>b<style>p{}</style>c')).toBe('a b c')
  })

  it('cuts an endless instruction between words', () => {
    const text = workText([{ title: 't', subject: null, dueOn: null, descriptionHtml: 'mot '.repeat(1000) }], 'fr')
    expect(text.length).toBeLessThan(1_600)
    expect(text.endsWith('mot…')).toBe(true)
  })
})

describe('addresses for the Bcc line', () => {
  const addressArb = fc
    .tuple(fc.stringMatching(/^[a-z0-9.+]{1,30}$/), fc.integer({ min: 1, max: 400 }))
    .map(([local, host]) => `${local.replace(/^\.+|\.+$/g, 'x')}@h${host}.example`)

  it('are all there once, in groups that open, and never in To or Cc', () => {
    fc.assert(
      fc.property(
        fc.array(addressArb, { maxLength: 150 }),
        fc.string({ maxLength: 60 }),
        fc.string({ maxLength: 3_000 }),
        (all, subject, body) => {
          const groups = bccGroups(all, subject, body)
          const out = groups.flatMap(({ addresses }) => addresses.map((one) => one.toLowerCase()))
          expect([...out].sort()).toEqual([...new Set(all.map((one) => one.toLowerCase()))].sort())
          for (const { addresses, mailto } of groups) {
            expect(addresses.length).toBeLessThanOrEqual(MAX_BCC)
            if (mailto === null) continue
            expect(mailto.length).toBeLessThanOrEqual(MAX_MAILTO)
            const url = new URL(mailto)
            expect([url.protocol, url.pathname]).toEqual(['mailto:', ''])
            expect(url.searchParams.get('cc')).toBeNull()
            expect(url.searchParams.get('to')).toBeNull()
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('say the subject and the text as they are, when they fit', () => {
    const [group] = bccGroups(
      ['a@x.example', 'A@x.example', 'b+c@x.example'],
      'ENT & panne',
      'Bonjour,\n50 % & « plus »',
    )
    expect(group?.addresses).toEqual(['A@x.example', 'b+c@x.example'])
    expect(group?.mailto).toBe(bccMailto(['A@x.example', 'b+c@x.example'], 'ENT & panne', 'Bonjour,\n50 % & « plus »'))
    expect(decodeURIComponent(group?.mailto?.split('&body=')[1] ?? '')).toBe('Bonjour,\r\n50 % & « plus »')
    expect(group?.mailto?.match(/[?&](?:subject|body|bcc)=/g)).toHaveLength(3)
  })
})
