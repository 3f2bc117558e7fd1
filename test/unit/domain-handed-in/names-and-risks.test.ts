/** What a file could do, and what it is called outside. */
import { describe, expect, it } from 'vitest'
import { fileRisk } from '../../../electron/domain/file-risk.ts'
import { handedInNames } from '../../../electron/domain/handed-in-name.ts'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

describe('risks', () => {
  it.each([
    ['devoir.exe', 'MZ', 'program'],
    ['devoir.pdf', 'MZ\u0090', 'program'],
    ['devoir', '\u007fELF', 'program'],
    ['notes.txt', '#!/bin/sh', 'program'],
    ['virus.bat . ', '', 'program'],
    ['lien.LNK', '', 'program'],
    ['image.svg', '<svg', 'program'],
    ['exposé.docm', 'PK', 'macros'],
    ['ancien.doc', '\u00d0\u00cf', 'macros'],
    ['devoir.exe.pdf', '%PDF', 'disguised'],
    ['devoir\u202efdp.odt', 'PK', 'disguised'],
    ['photo.jpg', '<html>', 'disguised'],
    ['photo.png', 'PK', 'disguised'],
    ['devoir.pdf', '\n%PDF-1.7', null],
    ['devoir.pdf', '%PDF-1.7', null],
    ['photo.jpeg', '\u00ff\u00d8\u00ff\u00e0', null],
    ['devoir.odt', 'PK', null],
    ['vide.pdf', '', null],
    ['v1.2 rédaction.txt', 'Bonjour', null],
    ['sans extension', 'Bonjour', null],
  ])('%s', (name, head, risk) => {
    expect(fileRisk(name, bytes(head))).toBe(risk)
  })
})

describe('names', () => {
  const words = { answer: 'réponse', nobody: 'À attribuer' }
  const zoe = { familyName: 'Orme', givenName: 'Zoé' }
  const file = (name: string, more = {}) => ({ pupil: zoe, title: 'DM 3', name, isAnswer: false, ...more })

  it('NOM Prénom – devoir, with the kind of file it is', () => {
    expect(handedInNames([file('scan (2).PDF')], words)).toEqual(['ORME Zoé – DM 3.pdf'])
  })
  it('several files keep what tells them apart; the answer is called one', () => {
    expect(
      handedInNames([file('page 1.jpg'), file('page 2.jpg'), file('réponse.txt', { isAnswer: true })], words),
    ).toEqual(['ORME Zoé – DM 3 – page 1.jpg', 'ORME Zoé – DM 3 – page 2.jpg', 'ORME Zoé – DM 3 – réponse.txt'])
  })
  it('a file nobody was found for, and a title that is a sentence', () => {
    const long = 'Écrire la suite du texte en respectant le point de vue du narrateur, au passé simple'
    expect(handedInNames([file('a.odt', { pupil: null, title: long })], words)).toEqual([
      'À attribuer – Écrire la suite du texte en respectant le point.odt',
    ])
  })
})
