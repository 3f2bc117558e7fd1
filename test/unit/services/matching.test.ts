import { describe, expect, it } from 'vitest'
import { typedContact } from '../../../electron/services/matching.ts'
import { codeOf } from '../../helpers/store.ts'

describe('an address the teacher enters', () => {
  it('is written as sources write it', () => {
    expect(typedContact('email', ' Soline@Mail.Example ')).toEqual({ kind: 'email', value: 'soline@mail.example' })
    expect(typedContact('phone', '06 39 98 00 01')).toEqual({ kind: 'phone', value: '+33639980001' })
    expect(typedContact('phone', '+32 2 555 00 01').value).toBe('+3225550001')
  })

  it.each([
    ['email', 'soline@', 'mail-address-invalid'],
    ['email', 'a@mail.example, b@mail.example', 'mail-address-invalid'],
    ['email', 'a@mail.example\nBcc: b@mail.example', 'mail-address-invalid'],
    ['phone', '06 39', 'phone-invalid'],
    ['phone', '6,12E+08', 'phone-invalid'],
    ['phone', 'bureau', 'phone-invalid'],
  ] as const)('%s %o: %s', async (kind, text, code) => {
    expect(await codeOf(() => typedContact(kind, text))).toBe(code)
  })
})
