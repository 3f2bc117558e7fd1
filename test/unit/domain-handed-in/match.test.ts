/** Names of files as pupils write them: what is believed, and what is asked. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  matchHandBack,
  matchHandedIn,
  type NamedPupil,
  type NamedWork,
} from '../../../electron/domain/handed-in-match.ts'

const pupil = (id: number, familyName: string, givenName: string, classIds = [1]): NamedPupil => ({
  id,
  familyName,
  givenName,
  classIds,
})
const PUPILS = [
  pupil(1, 'QUINTEFEUILLE', 'Louise'),
  pupil(2, 'LE GALL-ROY', 'Anne-Sophie'),
  pupil(3, 'D’HAENE', 'Éloïse'),
  pupil(4, 'ORME', 'Zoé'),
  pupil(5, 'ORME', 'Zéphyr'),
  pupil(6, 'KERBRAT', 'Tom', [2]),
  pupil(7, 'KERBRAT', 'Tom', [3]),
]
const work = (id: number, title: string, classId = 1, subject: string | null = 'Français'): NamedWork => ({
  id,
  classId,
  title,
  subject,
})
const WORKS = [
  work(10, 'Rédaction : un souvenir d’enfance'),
  work(11, 'DM 3'),
  work(12, 'DM 4'),
  work(13, 'Exposé sur les volcans', 2),
  work(14, 'Dictée'),
]
const match = (path: string) => matchHandedIn(path, PUPILS, WORKS)

describe('whose it is', () => {
  it.each([
    ['QUINTEFEUILLE Louise.pdf', 1],
    ['louise_quintefeuille.odt', 1],
    ['DM3-LouiseQuintefeuille.pdf', 1],
    ['quintefeuillelouise.pdf', 1],
    ['Le Gall Roy Anne Sophie – rédaction.docx', 2],
    ['dhaene eloise.pdf', null],
    ["d'Haene_Éloïse.JPG", 3],
    ['D’HAENE E\u0301loi\u0308se.jpg', 3],
    ['6A/ORME Zoé/devoir.docx', 4],
    ['6A\\Orme Zephyr\\scan 2.png', 5],
  ])('%s', (path, id) => {
    expect(match(path).pupil).toEqual(id === null ? { kind: 'ask', ids: [] } : { kind: 'sure', id })
  })

  it.each([
    ['a family name alone is a question', 'quintefeuille.pdf', [1]],
    ['brothers and sisters are proposed, the one with the initial first', 'Z Orme.pdf', [5, 4]],
    ['namesakes are asked about', 'Tom KERBRAT.pdf', [6, 7]],
    ['two whole names in one file are a question', 'Orme Zoé et Louise Quintefeuille.pdf', [1, 4, 5]],
    ['nobody', 'devoir final (2).pdf', []],
    ['a given name alone tells nothing', 'Louise.pdf', []],
  ])('%s', (_, path, ids) => {
    expect(match(path).pupil).toEqual({ kind: 'ask', ids })
  })

  it('a pupil whose two names are one word needs it twice', () => {
    const twice = [pupil(1, 'MARTIN', 'Martin')]
    expect(matchHandedIn('martin.pdf', twice, []).pupil).toEqual({ kind: 'ask', ids: [1] })
    expect(matchHandedIn('Martin MARTIN.pdf', twice, []).pupil).toEqual({ kind: 'sure', id: 1 })
  })
})

describe('what it is for', () => {
  it.each([
    ['DM3 quintefeuille louise.pdf', 11],
    ['Louise Quintefeuille DM 4.pdf', 12],
    ['rédaction souvenir enfance - louise quintefeuille.odt', 10],
    ['Dictée/louise quintefeuille.odt', 14],
  ])('%s', (path, id) => {
    expect(match(path).assignment).toEqual({ kind: 'sure', id })
  })

  it('two titles are a question', () => {
    expect(match('DM3 et DM4 louise quintefeuille.pdf').assignment).toEqual({ kind: 'ask', ids: [12, 11] })
  })

  it('part of a title is proposed only', () => {
    expect(match('souvenir.pdf').assignment).toEqual({ kind: 'ask', ids: [10] })
    expect(match('DM louise quintefeuille.pdf').assignment).toEqual({ kind: 'ask', ids: [12, 11] })
  })

  it('only work of the pupil’s own classes', () => {
    expect(match('Exposé volcans ORME Zoé.pdf').assignment).toEqual({ kind: 'ask', ids: [] })
  })
})

describe('a form of a pack', () => {
  const claim = {
    personId: 1,
    familyName: 'QUINTEFEUILLE',
    givenName: 'Louise',
    className: '6e A',
    assignmentId: 11,
    title: 'Français – DM 3',
  }
  it('is believed when its names are its ids’', () => {
    expect(matchHandBack(claim, PUPILS, WORKS)).toEqual({
      pupil: { kind: 'sure', id: 1 },
      assignment: { kind: 'sure', id: 11 },
      other: false,
    })
  })
  it('of another space, its names decide', () => {
    const elsewhere = { ...claim, personId: 4, assignmentId: 13 }
    expect(matchHandBack(elsewhere, PUPILS, WORKS)).toMatchObject({
      pupil: { kind: 'sure', id: 1 },
      assignment: { kind: 'sure', id: 11 },
    })
  })
  it('an id never stands for a name that nobody here has', () => {
    expect(matchHandBack({ ...claim, familyName: 'AUTRE' }, PUPILS, WORKS).pupil).toEqual({ kind: 'ask', ids: [] })
  })
  it('namesakes are told apart by the id, and asked about without it', () => {
    const tom = { ...claim, familyName: 'KERBRAT', givenName: 'Tom', personId: 7 }
    expect(matchHandBack(tom, PUPILS, WORKS).pupil).toEqual({ kind: 'sure', id: 7 })
    expect(matchHandBack({ ...tom, personId: 99 }, PUPILS, WORKS).pupil).toEqual({ kind: 'ask', ids: [6, 7] })
  })
  it('other work has no assignment', () => {
    expect(matchHandBack({ ...claim, assignmentId: null, title: 'Autre travail' }, PUPILS, WORKS)).toMatchObject({
      assignment: { kind: 'ask', ids: [] },
      other: true,
    })
  })
})

it('whatever the name: an answer, the same one again, and nobody believed whose names are not in it', () => {
  const letters = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/[^a-zA-Z]/g, '')
      .toLowerCase()
  const part = fc.oneof(
    fc.constantFrom('ORME', 'Zoé', 'Tom', 'KERBRAT', 'DM3', 'Dictée', '/', '\\', '_', '.', ' ', '..', 'ÉLOÏSE'),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const path = parts.join('')
      const found = match(path)
      expect(match(path)).toEqual(found)
      if (found.pupil.kind === 'ask') return
      const { id } = found.pupil
      const sure = PUPILS.find((one) => one.id === id)
      const whole = letters(path.replace(/œ/gi, 'oe').replace(/æ/gi, 'ae').replace(/ß/g, 'ss'))
      for (const name of [sure?.familyName ?? '?', sure?.givenName ?? '?'])
        for (const word of name.split(/[ -]/)) expect(whole).toContain(letters(word))
    }),
  )
})
