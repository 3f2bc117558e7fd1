import { describe, expect, it } from 'vitest'
import { checkedExternalAddress } from '../../../electron/main/external-address.ts'
import { fitsInAddress, looksLikeAddress, mailtoAddress } from '../../../renderer/features/sources/mailto-address.ts'
import en from '../../../renderer/i18n/en/ways.json' with { type: 'json' }
import fr from '../../../renderer/i18n/fr/ways.json' with { type: 'json' }

describe('a letter to the school office', () => {
  it.each(['siecle', 'contacts'] as const)('%s fits in an address that the main process lets out', (kind) => {
    for (const { letter } of [fr, en]) {
      const { subject, body } = letter[kind]
      const address = mailtoAddress({ to: 'secretariat@lycee.example', subject, body })
      expect(fitsInAddress(address)).toBe(true)
      expect(checkedExternalAddress(address)).toBe(address)
      const { searchParams } = new URL(address)
      expect(searchParams.get('subject')).toBe(subject)
      expect(searchParams.get('body')?.replaceAll('\r\n', '\n')).toBe(body)
    }
  })

  it('keeps what is written from becoming another field', () => {
    const address = mailtoAddress({ to: 'a@b.example', subject: 'x&attach=/etc/passwd', body: '1+1?\nà bientôt' })
    const url = new URL(address)
    expect([...url.searchParams.keys()]).toEqual(['subject', 'body'])
    expect(url.searchParams.get('subject')).toBe('x&attach=/etc/passwd')
  })

  it.each([
    ['secretariat@lycee.example', true],
    ['deux@a.example, autre@b.example', false],
    ['a@b', false],
    ['a@b.example?bcc=c@d.example', false],
    ['', false],
  ])('%j', (text, good) => {
    expect(looksLikeAddress(text)).toBe(good)
  })
})
