import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import {
  normaliseEmail,
  normalisePhone,
  phoneContact,
  splitEmails,
  splitPhones,
  uniqueContacts,
} from '../../../electron/domain/contact-normalise.ts'
import { checkMailAddress } from '../../../electron/domain/mail-address.ts'

describe('addresses', () => {
  it.each([
    ['Marie.Dupont@Example.ORG', 'marie.dupont@example.org'],
    ['Marie Dupont <marie@example.org>', 'marie@example.org'],
    ['mailto:marie@example.org', 'marie@example.org'],
    [' marie@example.org\u200b', 'marie@example.org'],
  ])('%s', (text, value) => {
    expect(normaliseEmail(text)).toBe(value)
  })

  it.each([
    'marie@',
    'marie',
    '@example.org',
    'a@b',
    'a b@example.org',
    'a@example.org,b@example.org',
    'a@exa\nmple.org',
  ])('%j is nobody’s', (text) => {
    expect(normaliseEmail(text)).toBeNull()
  })

  it('are found in a cell however they are separated', () => {
    const both = ['a@example.org', 'b@example.org']
    for (const cell of [
      'a@example.org; b@example.org',
      'a@example.org\nb@example.org',
      'a@example.org / b@example.org',
    ]) {
      expect(splitEmails(cell)).toEqual(both)
    }
    expect(splitEmails('a@example.org ou b@example.org')).toEqual(both)
    expect(splitEmails('A <a@example.org>, B <b@example.org>')).toEqual(both)
    expect(splitEmails('inconnu')).toEqual(['inconnu'])
    expect(splitEmails(' ')).toEqual([])
  })
})

describe('phones', () => {
  it.each([
    ['06 39 98 00 01', '+33639980001'],
    ['06.39.98.00.01', '+33639980001'],
    ['+33 6 39 98 00 01', '+33639980001'],
    ['0033639980001', '+33639980001'],
    ['Tél : 01 99 00 00 01', '+33199000001'],
    ['+41 22 767 61 11', '+41227676111'],
  ])('%s', (text, value) => {
    expect(normalisePhone(text)).toEqual({ value, zeroRestored: false })
  })

  it('get back the zero that a spreadsheet ate', () => {
    expect(normalisePhone('639980001')).toEqual({ value: '+33639980001', zeroRestored: true })
  })

  it.each(['6,39980E+08', 'inconnu', '12', '06 39', '0639980001 poste 12345678901234', ''])('%j is none', (text) => {
    expect(normalisePhone(text)).toBeNull()
  })

  it('are split at what separates and not at what groups digits', () => {
    expect(splitPhones('06 39 98 00 01 / 06.39.98.00.02\n01 99 00 00 01 ou 01 99 00 00 02')).toEqual([
      '06 39 98 00 01',
      '06.39.98.00.02',
      '01 99 00 00 01',
      '01 99 00 00 02',
    ])
  })

  it('that cannot be read are kept as a server wrote them', () => {
    expect(phoneContact('poste 12')).toEqual({ kind: 'phone', value: 'poste 12' })
    expect(phoneContact('  ')).toBeNull()
  })
})

it('contacts are kept once, in their order', () => {
  const a = { kind: 'email', value: 'a@example.org' } as const
  const b = { kind: 'phone', value: '+33639980001' } as const
  expect(uniqueContacts([a, b, { ...a }])).toEqual([a, b])
})

it('an address read quickly is one that the whole check accepts', () => {
  const piece = fc.string({ unit: fc.constantFrom(...'aZ0-._+é@ '), minLength: 1, maxLength: 6 })
  const address = fc
    .tuple(piece, piece, fc.constantFrom('fr', 'f', 'example', 'xn--p1ai', '12'))
    .map(([local, domain, top]) => `${local}@${domain}.${top}`)
  fc.assert(
    fc.property(address, (text) => {
      const verdict = checkMailAddress(text)
      // A space before it sends the same address the long way.
      expect(normaliseEmail(text)).toBe(normaliseEmail(` ${text}`))
      expect(normaliseEmail(text)).toBe(verdict.ok ? verdict.address.toLowerCase() : null)
    }),
    { numRuns: 3000 },
  )
})

it('a French number read quickly is the one the library reads, whatever its range', () => {
  for (let range = 1000; range < 10_000; range++) {
    const national = `0${range}99001`.slice(0, 10)
    const number = parsePhoneNumberFromString(national, 'FR')
    expect(number?.isPossible()).toBe(true)
    const spaced = national.replace(/(\d\d)(?=\d)/g, '$1 ')
    for (const written of [national, spaced, spaced.replaceAll(' ', '.'), `+33${national.slice(1)}`]) {
      expect(normalisePhone(written)).toEqual({ value: number?.number, zeroRestored: false })
    }
  }
})
