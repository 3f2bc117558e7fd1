/** What a file is, from its bytes. Nothing here has a name: the recogniser is never told one. */

import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf } from '../../electron/sources/recognise/parts.ts'
import { peekBytes } from '../../electron/sources/recognise/peek.ts'
import { recognise } from '../../electron/sources/recognise/recognise.ts'
import { classes, manifest, users } from '../fixtures/oneroster-csv.ts'
import { nomenclatureFile, pupilsFile, SCHOOL_PUPILS } from '../fixtures/siecle.ts'
import { rawZip } from '../helpers/packs-zip.ts'
import { textFile, workbook } from '../helpers/sources-files.ts'
import { pronoteFeed, pronoteLesson } from '../helpers/sources-ical.ts'

const kindOf = (bytes: Uint8Array) => {
  const found = recognise(peekBytes(bytes))
  return found.kind ?? found.why
}
const text = (content: string, encoding?: string) => kindOf(textFile(content, encoding))
const zip = (...entries: { name: string; bytes: Uint8Array }[]) =>
  kindOf(rawZip(entries.map(({ name, bytes }) => ({ name, data: bytes, deflate: true }))))

const pupils = pupilsFile(SCHOOL_PUPILS)
const sheet = {
  '6A': [
    ['Nom', 'Prénom'],
    ['MARTIN', 'Louise'],
  ],
}
const LIST = 'Nom;Prénom\r\nMARTIN;Louise'

describe('lists of pupils', () => {
  it.each(['xlsx', 'biff8', 'ods', 'html'] as const)('a workbook: %s', (type) => {
    expect(kindOf(workbook(sheet, { type }))).toBe('roster-file')
  })

  it.each([
    ['a CSV', LIST],
    ['with its mark', `\ufeff${LIST}`],
    ['tabs', 'Élèves\tClasse\nMARTIN Louise\t6A'],
    ['a title block first', 'Collège Imaginaire;;\r\n;;\r\nNom;Prénom;Classe'],
    ['a pasted table', '<meta charset="utf-8"><table><tr><td>Nom</td></tr></table>'],
    ['pasted by a spreadsheet', '<google-sheets-html-origin><style>td{}</style><table xmlns="x"><tr><td>Nom'],
    ['a page with a table', '<!doctype html><!-- x --><html><body><div><TABLE class="a"><tr>'],
    ['SpreadsheetML', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:x">'],
  ])('%s', (_, content) => {
    expect(text(content)).toBe('roster-file')
  })

  it.each(['windows-1252', 'utf-16le', 'utf-16be', 'macintosh'])('in %s', (encoding) => {
    expect(text('Élèves;Né(e) le\r\nÉVRARD Éloïse;12/05/2012', encoding)).toBe('roster-file')
  })
})

describe('exports of the office', () => {
  it('SIECLE by its root element, alone or zipped, whatever the archive is made of', () => {
    expect(kindOf(pupils.bytes)).toBe('siecle')
    expect(kindOf(nomenclatureFile().bytes)).toBe('siecle')
    expect(zip({ name: 'liste.csv', bytes: pupils.bytes })).toBe('siecle')
    expect(zip({ name: '__MACOSX/._a', bytes: textFile('x') }, { name: 'a/b.xml', bytes: pupils.bytes })).toBe('siecle')
    expect(text('\ufeff<?xml version="1.0"?>\n<!-- export -->\n<BEE_RESPONSABLES VERSION="2.1">')).toBe('siecle')
  })

  it('OneRoster by its columns, loose or zipped', () => {
    for (const file of [manifest({ users: 'bulk' }), classes, users]) expect(kindOf(file.bytes)).toBe('oneroster-csv')
    expect(zip({ name: 'x.csv', bytes: users.bytes }, { name: 'y.csv', bytes: classes.bytes })).toBe('oneroster-csv')
    expect(text('\ufeff"sourcedId","status"\r\n')).toBe('oneroster-csv')
    // Columns in another order, a draft's demographics, a file saved by a French spreadsheet.
    expect(text('status,dateLastModified,sourcedid,givenName\n')).toBe('oneroster-csv')
    expect(text('userSourcedId,status,birthdate\n')).toBe('oneroster-csv')
    expect(text('sourcedId;status;title\n')).toBe('oneroster-csv')
  })

  it('a calendar', () => {
    expect(text(pronoteFeed(pronoteLesson()))).toBe('ical-file')
    expect(text('\ufeffBEGIN:VCALENDAR\nVERSION:2.0\n')).toBe('ical-file')
  })

  it('a pack of Trousse, and whether it is locked', () => {
    const entries = ['LISEZMOI.txt', 'index.html', 'roster.csv', 'manifest.json']
    const open = rawZip(entries.map((name) => ({ name, data: textFile('x') })))
    expect(recognise(peekBytes(open))).toEqual({ kind: 'trousse-pack', encrypted: false })
    const locked = rawZip(entries.map((name) => ({ name, data: textFile('x'), flags: 1 })))
    expect(recognise(peekBytes(locked))).toEqual({ kind: 'trousse-pack', encrypted: true })
  })
})

describe('a pack that opens by itself', () => {
  const page = (check: string) =>
    `<!doctype html>\n<html lang="fr"><head><title>Pack</title></head><body><table><tr><td>Nom\n<script type="application/json" id="head" data-check="${check}">{"format":"trousse-html-pack","version":1}</script>`

  it('is no page with a table, and says whether it is locked', () => {
    expect(recognise(peekBytes(textFile(page('YWJj'))))).toEqual({ kind: 'trousse-pack', encrypted: true })
    expect(recognise(peekBytes(textFile(page(''))))).toEqual({ kind: 'trousse-pack', encrypted: false })
  })
})

describe('what cannot be read is named, with what to ask for', () => {
  it.each([
    ['a PDF', '%PDF-1.7\n', 'file-kind-document'],
    ['a PDF after noise', '\r\n\r\n%PDF-1.4', 'file-kind-document'],
    ['RTF', '{\\rtf1\\ansi', 'file-kind-document'],
    ['a picture', '\u0089PNG\r\n\u001a\n', 'file-kind-image'],
    ['a photograph of a phone', '\u0000\u0000\u0000\u0018ftypheic', 'file-kind-image'],
    ['another archive', '7z\u00bc\u00af\u0027\u001c', 'file-kind-archive'],
    ['contact cards', 'BEGIN:VCARD\r\nVERSION:3.0\r\n', 'file-kind-vcard'],
    ['STS', '<?xml version="1.0"?><STS_EDT><PARAMETRES>', 'file-kind-timetable'],
    ['EDT', '<?xml version="1.0"?>\n<TABLE nom="EXP_COURS"><Cours numero="1">', 'file-kind-timetable'],
    ['a page without a table', '<!doctype html><html><body><p>Bonjour</p></body></html>', 'file-kind-page'],
    ['a page saved whole', 'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n', 'file-kind-page'],
    ['other XML', '<?xml version="1.0"?><rss version="2.0"></rss>', 'file-kind-unknown'],
    ['JSON', '{"users": []}', 'file-kind-unknown'],
    ['nothing', '', 'file-empty'],
    ['blanks', ' \r\n\t\n', 'file-empty'],
  ])('%s', (_, content, why) => {
    expect(kindOf(Buffer.from(content, 'latin1'))).toBe(why)
  })

  it('Word, in both its containers, and OpenDocument text', () => {
    expect(
      zip({ name: '[Content_Types].xml', bytes: textFile('x') }, { name: 'word/document.xml', bytes: textFile('x') }),
    ).toBe('file-kind-document')
    const mimetype = { name: 'mimetype', bytes: textFile('application/vnd.oasis.opendocument.text') }
    expect(zip(mimetype, { name: 'content.xml', bytes: textFile('<x/>') })).toBe('file-kind-document')
    const ole = new Uint8Array(4096)
    ole.set([0xd0, 0xcf, 0x11, 0xe0])
    ole.set(Buffer.from('WordDocument', 'utf16le'), 1024)
    expect(kindOf(ole)).toBe('file-kind-document')
  })

  it('an archive of something else, one that is locked, one that is cut', () => {
    expect(zip({ name: 'a.txt', bytes: textFile('bonjour') })).toBe('file-kind-archive')
    expect(kindOf(rawZip([{ name: 'a.xml', data: pupils.bytes, flags: 1 }]))).toBe('file-password-protected')
    const whole = rawZip([{ name: 'a.xml', data: pupils.bytes }])
    expect(kindOf(whole.subarray(0, whole.length - 30))).toBe('file-unreadable')
  })
})

describe('hostile files', () => {
  it('never throw, whatever their bytes', () => {
    const marks = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0', '<', '<!--', '<!DOCTYPE', 'BEGIN:', 'PK\u0005\u0006']
    fc.assert(
      fc.property(fc.constantFrom('', ...marks), fc.uint8Array({ maxLength: 300 }), (mark, rest) => {
        expect(kindOf(Buffer.concat([Buffer.from(mark, 'latin1'), rest]))).toEqual(expect.any(String))
      }),
    )
  })

  it('a bomb is looked at by its first kilobyte', () => {
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024))
    const packed = rawZip([{ name: 'a.xml', data: bomb, method: 8 }])
    expect(kindOf(packed)).toBe('file-kind-archive')
  })

  it('comments that never end are not searched for ever', () => {
    expect(text(`<?xml version="1.0"?>${'<!--'.repeat(1_000_000)}`)).toBe('file-kind-unknown')
  })
})

describe('several files', () => {
  it('of one export are read together, lists one by one, what cannot be read last', () => {
    const parts = partsOf(
      [textFile(LIST), Buffer.from('%PDF-1.7'), pupils.bytes, textFile(LIST), nomenclatureFile().bytes].map((bytes) =>
        recognise(peekBytes(bytes)),
      ),
    )
    expect(parts.map(({ kind, files }) => [kind, files])).toEqual([
      ['roster-file', [0]],
      ['siecle', [2, 4]],
      ['roster-file', [3]],
      [null, [1]],
    ])
  })
})

it('work handed in is named for what it is: it has its own page', () => {
  expect(text('{"format":"trousse-hand-back","version":1,"packId":"x"}')).toBe('file-kind-hand-back')
})
