import { describe, expect, it } from 'vitest'
import { decodeText } from '../../electron/sources/roster-file/decode-text.ts'
import { findDelimiter, readCsv, readLenient } from '../../electron/sources/roster-file/read-csv.ts'
import { lines, names, read, textFile } from '../helpers/sources-files.ts'

const NAME = 'Bénédicte Noël-Çelik'
const LIST = lines('Nom;Prénom;Classe', `Œuvrard;${NAME};6e A`, 'Ÿvon;Maëlys;6e A')

describe('encodings', () => {
  it.each([
    ['utf-8', textFile(LIST), 'utf-8'],
    ['UTF-8 with its mark', textFile(`\ufeff${LIST}`), 'utf-8'],
    ['UTF-8 with its mark twice', textFile(`\ufeff\ufeff${LIST}`), 'utf-8'],
    ['Windows-1252', textFile(LIST, 'windows-1252'), 'windows-1252'],
    ['Latin-9', textFile(LIST, 'iso-8859-15'), 'iso-8859-15'],
    ['MacRoman', textFile(LIST, 'macintosh'), 'macintosh'],
    ['UTF-16LE', textFile(`\ufeff${LIST}`, 'utf-16le'), 'utf-16le'],
    ['UTF-16LE without its mark', textFile(LIST, 'utf-16le'), 'utf-16le'],
    ['UTF-16BE', textFile(`\ufeff${LIST}`, 'utf-16be'), 'utf-16be'],
    ['UTF-8 read as 1252 and saved again', textFile(iconvTwice(LIST)), 'utf-8 (×2)'],
  ])('%s', (_, bytes, encoding) => {
    const decoded = decodeText(bytes)
    expect(decoded.text.replace(/^\ufeff/, '')).toBe(LIST)
    expect(decoded.encoding).toBe(encoding)
  })

  it('CP850 of old exports', () => {
    const list = lines('Nom;Prénom', `Lefèvre;${NAME}`)
    expect(decodeText(textFile(list, 'cp850'))).toEqual({ text: list, encoding: 'cp850' })
  })

  it('plain ASCII, and a lone accent in 1252, are not taken for something rarer', () => {
    expect(decodeText(textFile('Nom;Prenom')).encoding).toBe('utf-8')
    expect(decodeText(textFile('é;è', 'windows-1252'))).toEqual({ text: 'é;è', encoding: 'windows-1252' })
    expect(decodeText(textFile('prix en € ; «ça»', 'windows-1252')).encoding).toBe('windows-1252')
  })

  it('a real "Ã" in a Portuguese name is left alone', () => {
    expect(decodeText(textFile('Nom;Prénom\nCONCEIÇÃO;João')).text).toContain('CONCEIÇÃO;João')
  })

  it('bytes that are no text are refused', () => {
    const noise = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7919) % 32)
    expect(() => decodeText(noise)).toThrow(expect.objectContaining({ code: 'file-kind-unknown' }))
  })
})

function iconvTwice(text: string): string {
  return new TextDecoder('windows-1252').decode(textFile(text))
}

describe('delimiters', () => {
  it.each([
    ['Élèves;Né(e) le;Classe\nMARTIN Louise;12/05/2012;6A', ';'],
    ['Élèves\tNé(e) le\tClasse\nMARTIN Louise\t12/05/2012\t6A', '\t'],
    ['Nom,Prénom,Classe\nMARTIN,Louise,6A', ','],
    ['"Nom";"Prénom, usuel"\n"MARTIN";"Louise, Anne"', ';'],
    ['Collège, rue, ville, code, cedex\nNom;Prénom;Classe\nMARTIN;Louise;6A', ';'],
    ['Élèves', ';'],
  ])('%j', (text, delimiter) => {
    expect(findDelimiter(text)).toBe(delimiter)
  })

  it("Excel's hint wins, and its line is counted", () => {
    const { rows, delimiter, firstLine } = readCsv('sep=,\r\nNom,Prénom\r\nMARTIN,Louise')
    expect({ rows, delimiter, firstLine }).toEqual({
      rows: [
        ['Nom', 'Prénom'],
        ['MARTIN', 'Louise'],
      ],
      delimiter: ',',
      firstLine: 2,
    })
    expect(read('sep=;\r\nNom;Prénom;Classe\r\nMARTIN;Louise;6A').lines[0]?.line).toBe(3)
  })
})

describe('quotes', () => {
  it('that PRONOTE does not double swallow nothing', () => {
    const text = lines('Élèves;Né(e) le;Sexe', '"MARTIN Jean "Jo" X";"12/05/2012";"M"', '"NOIRET Anne";"";"F"')
    expect(readCsv(text).rows).toEqual([
      ['Élèves', 'Né(e) le', 'Sexe'],
      ['MARTIN Jean "Jo" X', '12/05/2012', 'M'],
      ['NOIRET Anne', '', 'F'],
    ])
  })

  it('that PRONOTE does not double at the end of a cell swallow nothing either', () => {
    expect(readLenient('"Jean "Jo"";"x"\r\n"y";"z"', ';')).toEqual([
      ['Jean "Jo"', 'x'],
      ['y', 'z'],
    ])
  })

  it('hold line ends, and blank lines and uneven rows stay', () => {
    expect(readCsv('Nom;Mail\r\n"A";"a@x.example\nb@x.example"\r\n\r\nB').rows).toEqual([
      ['Nom', 'Mail'],
      ['A', 'a@x.example\nb@x.example'],
      [''],
      ['B'],
    ])
    expect(readLenient('a;\r\n\r\n"b\nc";"d""e" f";', ';')).toEqual([['a', ''], [''], ['b\nc', 'd"e" f', '']])
  })

  it('that are never closed are said, not guessed', () => {
    const text = `Nom;Prénom\n"MARTIN;"Louise" x${'y'.repeat(30_000)}`
    expect(() => readCsv(text)).toThrow(expect.objectContaining({ code: 'file-unreadable' }))
  })
})

describe('formulas', () => {
  it('in cells are text, and never a name', () => {
    const file = read(
      lines(
        'Nom;Prénom;Classe;Mail parents',
        '=cmd|"/c calc"!A1;Louise;6A;',
        'MARTIN;=1+1;6A;',
        'NOIRET;Anne;6A;=HYPERLINK("http://x.example")',
        'PETIT;Zoé;=6A;',
      ),
    )
    expect(file.lines.map(({ reasons }) => reasons[0]?.reason)).toEqual([
      'not-a-name',
      'not-a-name',
      'email-invalid',
      undefined,
    ])
    expect(names(file)[0]).toContain('=cmd|')
    expect(file.lines[3]?.className).toBe('=6A')
  })
})
