import { describe, expect, it } from 'vitest'
import { checkedExternalAddress, MAX_ADDRESS_LENGTH } from '../../../electron/main/external-address.ts'

describe('an address for the computer’s browser or mail program', () => {
  it.each([
    'https://ent.example/annonces?id=3#haut',
    'https://example.org/',
    'mailto:secretariat@example.org',
    'mailto:secretariat@example.org?subject=Bonjour%20%C3%A0%20tous',
    'tel:+33199000000',
    'tel:0639980012',
  ])('%s is handed over', (address) => {
    expect(checkedExternalAddress(address)).toBe(address)
  })

  it.each([
    'http://example.org/',
    'file:///etc/passwd',
    'file://server/share/x.exe',
    'smb://server/share',
    '\\\\server\\share',
    '//server/share',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://example.org/1',
    'vbscript:msgbox(1)',
    'ms-msdt:/id PCWDiagnostic',
    'ms-officecmd:x',
    'search-ms:query=x',
    'app://trousse/index.html',
    'ftp://example.org/',
    'tel:',
    'tel:15',
    'tel:112',
    'tel:*21*0199000000%23',
    'tel:%2A%2321%23',
    'tel:0199000000;phone-context=example.org',
    'tel:0199000000?x',
    'tel:0199000000#21',
    'tel://0199000000',
    'tel:+33 1 99 00 00 00',
    'tel:1234567890123456',
    'https:',
    'https://',
    'https://user:secret@example.org/',
    'https://example.org@evil.example/',
    ' https://example.org/',
    'https://example.org/\r\nX: y',
    'java\tscript:alert(1)',
    'https:\\\\example.org',
    'mailto:',
    'mailto:a@example.org?attach=/etc/passwd',
    'mailto:a@example.org?Attachment=%2Fetc%2Fpasswd',
    'example.org',
    'C:\\Windows\\System32\\calc.exe',
    '',
    `https://example.org/${'a'.repeat(MAX_ADDRESS_LENGTH)}`,
    `https://example.org/${'é'.repeat(MAX_ADDRESS_LENGTH - 100)}`,
  ])('%j is refused', (address) => {
    expect(() => checkedExternalAddress(address)).toThrow(expect.objectContaining({ code: 'address-refused' }))
  })
})
