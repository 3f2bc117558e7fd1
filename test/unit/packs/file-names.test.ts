import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  nameKey,
  neutralEntryName,
  numberedName,
  safeFileName,
  safeFileNames,
} from '../../../electron/packs/file-names.ts'
import { temporaryFolder } from '../../helpers/packs-tools.ts'

const NASTY = [
  ...['CON', 'con', 'Con.txt', 'PRN.pdf', 'aux', 'AUX.', 'NUL', 'nul.tar.gz', 'COM1', 'com9.log', 'LPT1.docx', 'lpt9'],
  ...['COM¹', 'LPT³.txt', 'COM0', 'CONIN$', 'CONOUT$.txt', 'CLOCK$', 'con .txt', ' aux.txt'],
  ...['devoir.', 'devoir...', 'devoir ', ' devoir', '. . .', '.', '..', '', ' ', '.htaccess', '.pdf', 'sans extension'],
  ...[
    'a:b.txt',
    'a/b.txt',
    'a\\b.txt',
    '../../etc/passwd',
    'C:\\Windows\\win.ini',
    '\\\\serveur\\partage',
    'a|b<c>d"e?f*g.odt',
  ],
  ...[
    'nul\u0000octet.txt',
    'retour\r\nligne.txt',
    'tab\tulation.txt',
    'facture\u202Efdp.exe',
    'zero\u200Bwidth.pdf',
    '\uFEFFbom.txt',
  ],
  ...[
    'Élève.pdf',
    'E\u0301le\u0300ve.pdf',
    'ÉLÈVE.PDF',
    'élève.pdf',
    'Straße.txt',
    'STRASSE.txt',
    'ﬁche.pdf',
    'fiche.pdf',
  ],
  ...[
    '😀😀.png',
    '👩‍👩‍👧‍👦 famille.png',
    'مرحبا.docx',
    'x'.repeat(300),
    `${'é'.repeat(300)}.pdf`,
    `${'👩‍👩‍👧‍👦'.repeat(40)}.png`,
  ],
  ...[
    'un.deux.trois.quatre',
    'extension.troplonguepouretrevraie',
    '\uD800seul.txt',
    'pièce jointe (1).pdf',
    'pièce jointe (2).pdf',
  ],
]

const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)\s*(?:\.|$)/i

it('sixty nasty names and more become legal on FAT32, exFAT, NTFS and APFS', () => {
  expect(NASTY.length).toBeGreaterThanOrEqual(60)
  for (const name of safeFileNames(NASTY)) {
    expect(name).not.toMatch(/[<>:"/\\|?*]/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    expect(name).not.toMatch(/[\u0000-\u001f\u007f\u200b\u202e\ufeff]/)
    expect(name).not.toMatch(/^[\s.]|[\s.]$/)
    expect(name).not.toMatch(RESERVED)
    expect(name).toBe(name.normalize('NFC'))
    expect(Buffer.from(name).toString()).toBe(name)
    expect(name.length).toBeGreaterThan(0)
    expect(name.length).toBeLessThanOrEqual(110)
  }
})

it('and are distinct for systems that ignore case or composition', () => {
  const keys = safeFileNames(NASTY).map(nameKey)
  expect(new Set(keys).size).toBe(NASTY.length)
})

it('and can all be created in one real folder', () => {
  const folder = join(temporaryFolder(), 'noms')
  mkdirSync(folder)
  const names = safeFileNames(NASTY)
  for (const name of names) writeFileSync(join(folder, name), '')
  expect(readdirSync(folder)).toHaveLength(names.length)
})

it('is settled: a safe name stays as it is', () => {
  for (const name of NASTY.map(safeFileName)) expect(safeFileName(name)).toBe(name)
})

it('changes an honest name in nothing', () => {
  for (const name of ['Fiche d’exercices – Thalès.pdf', 'Contrôle n°3 (corrigé).odt', 'archive.tar.gz', '3e A.xlsx'])
    expect(safeFileName(name)).toBe(name)
})

it('puts a number before the extension', () => {
  expect(numberedName('Trousse 3e A.zip', 2)).toBe('Trousse 3e A (2).zip')
  expect(numberedName('sans', 3)).toBe('sans (3)')
})

it('names entries by number and kind only, and nothing that a double click would run', () => {
  expect(neutralEntryName(1, 'Bulletin de Léa DUPONT.PDF')).toBe('files/0001.pdf')
  expect(neutralEntryName(12, 'sans extension')).toBe('files/0012.bin')
  expect(neutralEntryName(3, 'jeu.exe')).toBe('files/0003.bin')
  expect(neutralEntryName(4, 'page.html')).toBe('files/0004.bin')
  expect(neutralEntryName(5, 'raccourci.lnk')).toBe('files/0005.bin')
  expect(neutralEntryName(6, 'nom.DUPONT Léa')).toBe('files/0006.bin')
})
