import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillTemplate } from '../../../electron/domain/mail-template.ts'

const values = { givenName: 'Léa', familyName: 'MARTIN', className: '2nde 4' }

describe('variables of a message', () => {
  it('puts French and English names in', () => {
    expect(fillTemplate('{prénom} {nom}, {classe} / {firstName} {lastName}, {class}', values)).toEqual({
      text: 'Léa MARTIN, 2nde 4 / Léa MARTIN, 2nde 4',
      unknown: [],
    })
  })

  it('does not mind accents, case, or letters typed in two code points', () => {
    expect(fillTemplate('{Prenom} {PRÉNOM} {pre\u0301nom}', values).text).toBe('Léa Léa Léa')
  })

  it('leaves what it does not know in sight and reports it once', () => {
    expect(fillTemplate('{prénon} {note} {note}', values)).toEqual({
      text: '{prénon} {note} {note}',
      unknown: ['prénon', 'note'],
    })
  })

  it('leaves the braces of an exercise alone', () => {
    const exercise = 'f(x) = {3 + 4} ; {} ; {x^2} ; int main() { return 0; }'
    expect(fillTemplate(exercise, values)).toEqual({ text: exercise, unknown: [] })
  })

  it('never reads a value as a template', () => {
    expect(fillTemplate('{prénom}|{nom}', { ...values, givenName: '{nom}', familyName: '$&{classe}$1' }).text).toBe(
      '{nom}|$&{classe}$1',
    )
  })

  it('returns any text without variables as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('{'))
        expect(fillTemplate(text, values)).toEqual({ text: text.normalize('NFC'), unknown: [] })
      }),
    )
  })
})
