import { expect, test } from 'vitest'
import { checkedExternalAddress } from '../../../electron/main/external-address.ts'
import { telephoneLink } from '../../../renderer/features/outbox/telephone-link.ts'

test.each([
  ['+33639980012', 'tel:+33639980012'],
  ['06 39 98 00 12', 'tel:0639980012'],
  ['01.99.00.00-12', 'tel:0199000012'],
])('%s becomes an address that may leave', (value, url) => {
  expect(telephoneLink(value)).toBe(url)
  expect(checkedExternalAddress(url)).toBe(url)
})

test.each(['', '15', 'poste 12', '*21*0199000000', '0199000012 poste 3', '0199000012#'])(
  '%j is only shown',
  (value) => {
    expect(telephoneLink(value)).toBeNull()
  },
)
