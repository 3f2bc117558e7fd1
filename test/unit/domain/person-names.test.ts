import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameProblem, splitFullName } from '../../../electron/domain/person-names.ts'
import { cleanText, foldText } from '../../../electron/domain/text-clean.ts'

describe('splitting a full name', () => {
  it.each([
    ['DA SILVA COSTA Emma', 'DA SILVA COSTA', 'Emma'],
    ['NOIRET Jean Baptiste', 'NOIRET', 'Jean Baptiste'],
    ["D'HAENE Marie", "D'HAENE", 'Marie'],
    ['D’HAENE Marie', "D'HAENE", 'Marie'],
    ['ÉVRARD  Éloïse', 'ÉVRARD', 'Éloïse'],
    ['LE GOFF Anne-Lise', 'LE GOFF', 'Anne-Lise'],
    ['de LA TOUR Jean', 'de LA TOUR', 'Jean'],
    ["O'BRIEN Sean", "O'BRIEN", 'Sean'],
    ["N'GUYEN Thanh", "N'GUYEN", 'Thanh'],
    ['MARTIN--DUPONT Léa', 'MARTIN--DUPONT', 'Léa'],
    ['MC DONALD Ryan', 'MC DONALD', 'Ryan'],
    ['McDONALD Ryan', 'McDONALD', 'Ryan'],
    ['DA SILVA E COSTA Emma', 'DA SILVA E COSTA', 'Emma'],
    ['Louise MARTIN', 'MARTIN', 'Louise'],
    ['Jean de LA TOUR', 'de LA TOUR', 'Jean'],
    ['MARTIN, Louise', 'MARTIN', 'Louise'],
    ['MARTIN - Louise', 'MARTIN', 'Louise'],
    ['Mme DUPONT Marie', 'DUPONT', 'Marie'],
    ['M. et Mme MARTIN', 'MARTIN', 'M. et Mme'],
  ])('%s is certain', (text, familyName, givenName) => {
    expect(splitFullName(text)).toEqual({ familyName, givenName, guess: false })
  })

  it.each([
    ['martin louise', 'martin', 'louise'],
    ['MARTIN LOUISE', 'MARTIN', 'LOUISE'],
    ['Martin Louise', 'Martin', 'Louise'],
    ['DE LA TOUR JEAN', 'DE LA TOUR', 'JEAN'],
    ['de la Tour Jean', 'de la Tour', 'Jean'],
    ['李 小龙', '李', '小龙'],
  ])('%s is a guess', (text, familyName, givenName) => {
    expect(splitFullName(text)).toEqual({ familyName, givenName, guess: true })
  })

  it('one word is a family name without a given name', () => {
    expect(splitFullName('  MARTIN ')).toEqual({ familyName: 'MARTIN', givenName: '', guess: false })
  })

  it('loses and invents no letter', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { maxLength: 6 }), (words) => {
        const text = words.join(' ')
        const { familyName, givenName } = splitFullName(text)
        const letters = (value: string) => [...foldText(value).replace(/[^\p{L}\p{N}]/gu, '')].sort().join('')
        const known = /^\s*(?:m\.|mr|mme|mlle|monsieur|madame|mademoiselle)/i.test(cleanText(text))
        if (!known) expect(letters(familyName + givenName)).toBe(letters(text))
      }),
    )
  })
})

describe('what is not a name', () => {
  it.each([
    '=1+1',
    '=HYPERLINK("http://x")',
    '@SUM(A1)',
    '+33',
    '-2+3',
    '#REF!',
    '<b>x</b>',
    '12/05/2012',
    'a@b.example',
  ])('%s', (text) => {
    expect(nameProblem(text)).toBe('not-a-name')
  })
  it('digits are doubtful only', () => {
    expect(nameProblem('MARTIN Louise 2')).toBe('name-has-digits')
    expect(nameProblem("N'GUYEN Thanh-Mai")).toBeNull()
  })
})
