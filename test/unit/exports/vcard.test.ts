/** Contact cards, read back by two programs that are not ours. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { guardianCards, toVcards, type VcardVersion } from '../../../electron/exports/vcard.ts'
import { materialClass, NAMESPACE } from '../../helpers/exports-material.ts'
import { guardian, NOW, pupil } from '../../helpers/packs-content.ts'
import { run, temporaryFolder } from '../../helpers/packs-tools.ts'

const options = (version: VcardVersion) => ({ version, namespace: NAMESPACE, locale: 'fr' as const, now: NOW })
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

function cardsIn(text: string) {
  const parsed: unknown = ICAL.parse(text)
  if (!Array.isArray(parsed)) throw new TypeError('no card')
  const all: unknown[] = Array.isArray(parsed[0]) ? parsed : [parsed]
  return all.map((one) => new ICAL.Component(one as ConstructorParameters<typeof ICAL.Component>[0]))
}
const textIn = (card: InstanceType<typeof ICAL.Component>, name: string): string =>
  String(card.getFirstPropertyValue(name) ?? '')

const mother = guardian({ personId: 900 })
const classes = [
  materialClass({
    pupils: [
      pupil({ id: 101, guardians: [mother, guardian({ personId: 901, courtBlock: true, givenName: 'Interdit' })] }),
      pupil({ id: 102, givenName: 'Ambroise', guardians: [mother] }),
    ],
  }),
  materialClass({ id: 8, name: '4e B', pupils: [pupil({ id: 103, givenName: 'Isaure', guardians: [mother] })] }),
]

describe('cards of guardians', () => {
  it('are one for each person, whoever their children are; none for whom a court forbids to contact', () => {
    const cards = guardianCards(classes)
    expect(cards.map(({ guardian: { personId } }) => personId)).toEqual([900])
    const text = textOf(toVcards(cards, options('3.0')))
    expect(text).not.toContain('Interdit')
    const [card] = cardsIn(text)
    expect(card && textIn(card, 'note')).toBe(
      'Mère de Zéphyrine QUINTEFEUILLE (3e A), Ambroise QUINTEFEUILLE (3e A), Isaure QUINTEFEUILLE (4e B)',
    )
  })

  it('a person blocked for one child has no card for another either', () => {
    const same = (courtBlock: boolean) => guardian({ personId: 950, courtBlock })
    const two = materialClass({ pupils: [pupil({ guardians: [same(false)] }), pupil({ guardians: [same(true)] })] })
    expect(guardianCards([two])).toEqual([])
  })

  it.for(['3.0', '4.0'] as const)('version %s: names, number, address and a stable identifier', (version) => {
    const text = textOf(toVcards(guardianCards(classes), options(version)))
    const [card] = cardsIn(text)
    if (card === undefined) throw new Error('no card')
    expect(textIn(card, 'version')).toBe(version)
    expect(textIn(card, 'fn')).toBe('Marjolaine QUINTEFEUILLE')
    expect(card.getFirstPropertyValue('n')).toEqual(['QUINTEFEUILLE', 'Marjolaine', '', '', ''])
    expect(textIn(card, 'email')).toBe('marjolaine.q@famille.example')
    expect(textIn(card, 'tel')).toBe(version === '3.0' ? '+33639980012' : 'tel:+33639980012')
    const later = textOf(toVcards(guardianCards(classes), { ...options(version), now: NOW + 1e9 }))
    expect(cardsIn(later).map((one) => textIn(one, 'uid'))).toEqual([textIn(card, 'uid')])
    expect(textIn(card, 'uid')).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab]/)
  })

  it('any name comes back as it was, and no line is longer than 75 octets', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 90 })
      .filter((text) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(text) && text.trim() === text)
    fc.assert(
      fc.property(word, word, (familyName, givenName) => {
        const one = materialClass({ pupils: [pupil({ guardians: [guardian({ familyName, givenName })] })] })
        const text = textOf(toVcards(guardianCards([one]), options('4.0')))
        for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
        const [card] = cardsIn(text)
        expect(card?.getFirstPropertyValue('n')).toEqual([familyName, givenName, '', '', ''])
        expect(card && textIn(card, 'fn')).toBe(`${givenName} ${familyName}`)
      }),
    )
  })

  it('vobject reads every card of version 3.0', (context) => {
    // The system's own Python has the system's packages; the first one on the path may be another.
    const python = ['/usr/bin/python3', 'python3'].find((one) => run(one, '-c', 'import vobject').status === 0)
    if (python === undefined) return context.skip('python3-vobject is not installed')
    const folder = temporaryFolder()
    const file = join(folder, 'responsables.vcf')
    const tricky = materialClass({
      pupils: [pupil({ guardians: [guardian({ familyName: 'O’Brien; "l’Ancien", \\ fils' })] })],
    })
    writeFileSync(file, toVcards(guardianCards([...classes, tricky]), options('3.0')))
    const script =
      'import vobject,sys\nfor c in vobject.readComponents(open(sys.argv[1],encoding="utf-8",newline="")): print("|".join([c.fn.value,c.n.value.family,c.tel.value,c.email.value]))'
    const read = run(python, '-c', script, file)
    expect(read.status).toBe(0)
    expect(read.output.trim().split('\n')).toEqual([
      'Marjolaine QUINTEFEUILLE|QUINTEFEUILLE|+33639980012|marjolaine.q@famille.example',
      'Marjolaine O’Brien; "l’Ancien", \\ fils|O’Brien; "l’Ancien", \\ fils|+33639980012|marjolaine.q@famille.example',
    ])
  })
})
