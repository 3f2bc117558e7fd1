import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMailAddress } from '../../../electron/domain/mail-address.ts'

describe('what is an address', () => {
  it.each([
    'lea.martin@example.org',
    "o'brien+ecole@example.com",
    'a@b.example',
    'x_y-z=1@sous.domaine.example.org',
    'prof@xn--lyce-dpa.example',
  ])('accepts %s', (address) => {
    expect(checkMailAddress(address)).toEqual({ ok: true, address })
  })

  it('drops the spaces of a paste and lower-cases the domain only', () => {
    expect(checkMailAddress(' Lea.Martin@Example.ORG\t')).toEqual({ ok: true, address: 'Lea.Martin@example.org' })
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['léa@example.org', 'not-ascii'],
    ['prof@lycée.example', 'not-ascii'],
    ['a@exam\u200bple.org', 'not-ascii'],
    [`${'a'.repeat(65)}@example.org`, 'too-long'],
    [`a@${'b'.repeat(64)}.example`, 'too-long'],
    [`a@${'b.'.repeat(130)}example`, 'too-long'],
  ])('refuses %j as %s', (text, reason) => {
    expect(checkMailAddress(text)).toEqual({ ok: false, reason })
  })

  // Payloads of the 2026 address-parser reports and their relatives (reliability.md M8).
  it.each([
    'a@x.example\r\nRCPT TO:<b@x.example>',
    'a@x.example\nBcc: b@x.example',
    '"a@evil.example,b"@x.example',
    '"a b"@x.example',
    'a(b@evil.example)@x.example',
    'a@x.example (comment)',
    'Nom <a@x.example>',
    '<a@x.example>',
    'a@x.example,b@y.example',
    'a@x.example;b@y.example',
    'groupe: a@x.example;',
    'a@x.example>',
    'a@@x.example',
    'a@x.example@y.example',
    '@x.example',
    'a@',
    'a@localhost',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a..b@x.example',
    '.a@x.example',
    'a.@x.example',
    'a@-x.example',
    'a@x-.example',
    'a@x..example',
    'a@.example',
    'a b@x.example',
    'a@x.example\0',
    'a\\@b@x.example',
    'a:b@x.example',
  ])('refuses %j', (text) => {
    expect(checkMailAddress(text).ok).toBe(false)
  })

  it('never lets a character through that ends a line, a path or a list', () => {
    const anything = fc.string({ unit: 'grapheme-ascii' })
    const nearlyOne = fc.string({ unit: fc.constantFrom(...'ab.@-<>,;:()"\\ \r\n\0é') })
    fc.assert(
      fc.property(fc.oneof(anything, nearlyOne), (text) => {
        const verdict = checkMailAddress(text)
        if (!verdict.ok) return
        expect(verdict.address).toMatch(/^[!-~]+$/)
        expect(verdict.address).not.toMatch(/[<>(),;:"\\\s]/)
        expect(verdict.address.split('@')).toHaveLength(2)
      }),
      { numRuns: 3000 },
    )
  })
})
