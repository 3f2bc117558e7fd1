import { describe, expect, it } from 'vitest'
import { type SnapshotRecord, snapshotRecordSchema } from '../../electron/contract/snapshot.ts'
import { lines, names, read, textFile, workbook } from '../helpers/sources-files.ts'

const people = (records: readonly SnapshotRecord[]) =>
  records.filter((record) => record.entity === 'person').map((record) => record)
const reasons = (file: ReturnType<typeof read>) =>
  file.lines.map((line) => line.reasons.map(({ reason, field }) => (field ? `${reason} ${field}` : reason)))

describe('a list of PRONOTE', () => {
  const list = lines(
    "Élèves;Né(e) le;Sexe;Adresse E-mail;;Classe de rattachement;Projet d'accompagnement;Régime",
    '"MARTIN Louise";"12/05/2012";"Féminin";"louise.martin@example.org";"";"6e A";"PAI";"EXTERNE"',
    '"ÉVRARD Éloïse";"03/11/2012";"Féminin";"";"";"6ème A";"";"DP"',
    '"Total";"2"',
  )

  it('gives pupils, their class and nothing of what is dropped', () => {
    const file = read(`\ufeff${list}`)
    expect(names(file)).toEqual(['MARTIN|Louise', 'ÉVRARD|Éloïse'])
    expect(file).toMatchObject({ encoding: 'utf-8', delimiter: ';', classNeeded: false, ignoredLines: [4] })
    expect(file.droppedColumns).toEqual(["Projet d'accompagnement", 'Régime'])
    expect(JSON.stringify(file.records)).not.toMatch(/PAI|EXTERNE/)
    for (const record of file.records) expect(snapshotRecordSchema.safeParse(record).error).toBeUndefined()
    expect(file.records.filter(({ entity }) => entity === 'class')).toHaveLength(1)
    expect(file.coverage).toEqual({ kind: 'classes', classExternalIds: ['class:6a'] })
  })

  it('gives the same ids however it is written next time', () => {
    const again = lines('NOM;Prénom;Date de naissance;Classe', 'martin;LOUISE;2012-05-12;6A')
    const idOf = (file: ReturnType<typeof read>) =>
      people(file.records).find(({ givenName }) => /louise/i.test(givenName))?.externalId
    expect(idOf(read(again))).toBe(idOf(read(list)))
  })

  it('asks for the class when the column is empty, and takes the answer', () => {
    const text = lines('Élèves;Classe de rattachement', 'MARTIN Louise;', 'NOIRET Jean;')
    const asked = read(text)
    expect(asked.classNeeded).toBe(true)
    const answered = read(text, { ...asked.mapping, className: ' 6e A ' })
    expect(answered.classNeeded).toBe(false)
    expect(answered.lines.map(({ className }) => className)).toEqual(['6e A', '6e A'])
    expect(answered.records.filter(({ entity }) => entity === 'class')).toHaveLength(1)
  })

  it('refuses a single line without a class where others have one', () => {
    const file = read(lines('Élèves;Classe', 'MARTIN Louise;6A', 'NOIRET Jean;'))
    expect(reasons(file)).toEqual([[], ['class-missing className']])
    expect(file.coverage).toEqual({ kind: 'classes', classExternalIds: [] })
  })
})

describe('where the list is', () => {
  it('the header is found below a title block, and the title gives the class', () => {
    const file = read(
      lines(
        'Collège Imaginaire;;',
        'Année 2026-2027;;',
        'Liste de la classe : 6e A;;',
        ';;',
        'N°;Nom;Prénom',
        '1;MARTIN;Louise',
      ),
    )
    expect(file.mapping).toMatchObject({ headerRow: 4, className: '6e A' })
    expect(file.lines[0]).toMatchObject({ line: 6, familyName: 'MARTIN', givenName: 'Louise' })
  })

  it('it ends at two blank lines; totals, signatures and a repeated header are left out and named', () => {
    const file = read(
      lines(
        'Nom;Prénom;Classe',
        'MARTIN;Louise;6A',
        ';;',
        'Nom;Prénom;Classe',
        'NOIRET;Jean;6A',
        'Effectif : 2;;',
        'Filles 1 / Garçons 1;;',
        ';;Le professeur principal',
        ';;',
        ';;',
        'PETIT;Zoé;5B',
      ),
    )
    expect(names(file)).toEqual(['MARTIN|Louise', 'NOIRET|Jean'])
    expect(file.ignoredLines).toEqual([4, 6, 7, 8, 11])
  })

  it('pupils called Page, Fille or Total are pupils', () => {
    const file = read(
      lines('Nom;Prénom;Né(e) le;Classe', 'PAGE;Marie;12/05/2012;6A', 'FILLE;Jean;;6A', 'TOTAL;Luc;12/05/2012;6A'),
    )
    expect(names(file)).toEqual(['PAGE|Marie', 'FILLE|Jean', 'TOTAL|Luc'])
  })

  it('a second header line of HYPERPLANNING is no pupil', () => {
    const file = read(lines('Nom;Né(e) le;E-mail;Heures;;', ';;;Toutes;Mes cours;', 'MARTIN Louise;12/05/2012;;3;1;'))
    expect(names(file)).toEqual(['MARTIN|Louise'])
    expect(file.ignoredLines).toEqual([2])
  })

  it.each([
    ['nothing but data', 'MARTIN Louise;12/05/2012\nNOIRET Jean;01/02/2012', 'file-no-header'],
    ['no name column', 'Classe;Né(e) le;Mail\n6A;12/05/2012;', 'file-no-header'],
    ['nothing at all', '', 'file-empty'],
    ['blank lines', '\r\n;;\r\n', 'file-empty'],
  ])('%s: %s', (_, text, code) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code }))
  })

  it('a header without pupils is not usable', () => {
    const file = read('Nom;Prénom;Classe\n')
    expect(file.records).toEqual([])
  })

  it('a mapping without a name column is refused', () => {
    const file = read('Nom;Prénom\nMARTIN;Louise')
    const mapping = { ...file.mapping, columns: ['ignore' as const, 'ignore' as const] }
    expect(() => read('Nom;Prénom\nMARTIN;Louise', mapping)).toThrow(
      expect.objectContaining({ code: 'file-column-missing' }),
    )
  })

  it('a mapping cannot bring back what is dropped', () => {
    const text = 'Nom;Prénom;INE;Classe\nMARTIN;Louise;0639980001;6A'
    const mapping = { ...read(text).mapping, columns: ['familyName', 'givenName', 'pupilPhone', 'className'] as const }
    const file = read(text, { ...mapping, columns: [...mapping.columns] })
    expect(file.mapping.columns[2]).toBe('ignore')
    expect(JSON.stringify(file.records)).not.toContain('39980001')
  })
})

describe('what is doubtful', () => {
  it('is said with its field, and the rest of the line is kept', () => {
    const file = read(
      lines(
        'Élèves;Né(e) le;Mail élève;Tél élève;Classe',
        'martin louise;12/05/2012;;;6A',
        'MARTIN;12/05/2012;;;6A',
        'NOIRET Jean;31/02/2012;;;6A',
        'PETIT Zoé;12/05/2030;;;6A',
        'ROUX Léo;05/23/2012;;;6A',
        'BLANC Eva;;pas-une-adresse;;6A',
        'LEROY Tom;;;6,39980E+08;6A',
        'MOREL Lou;;;639980001;6A',
        'FAURE N\ufffdmi;;;;6A',
        'GIRARD\u202e Ana;;;;6A',
        '12345;;;;6A',
      ),
    )
    expect(reasons(file)).toEqual([
      ['name-guessed fullName'],
      ['given-name-missing fullName'],
      ['date-impossible birthDate'],
      ['date-future birthDate'],
      ['date-impossible birthDate'],
      ['email-invalid pupilEmail'],
      ['phone-invalid pupilPhone'],
      ['phone-zero-restored pupilPhone'],
      ['characters-lost'],
      ['invisible-removed'],
      ['not-a-name fullName', 'given-name-missing fullName'],
    ])
    expect(file.lines[9]).toMatchObject({ familyName: 'GIRARD', givenName: 'Ana' })
    expect(file.lines[7]?.contactPoints).toEqual([{ kind: 'phone', value: '+33639980001' }])
    // One line of the class cannot be read: nobody leaves it for that.
    expect(file.coverage).toEqual({ kind: 'classes', classExternalIds: [] })
  })

  it('the same line twice is one pupil', () => {
    const file = read(lines('Élèves;Né(e) le;Classe', 'MARTIN Louise;12/05/2012;6A', 'MARTIN Louise;12/05/2012;6A'))
    expect(people(file.records)).toHaveLength(1)
    expect(reasons(file)).toEqual([[], ['duplicate-line']])
  })

  it('one pupil in two classes is one pupil and no doubt', () => {
    const file = read(lines('Élèves;Né(e) le;Classe', 'MARTIN Louise;12/05/2012;5C', 'MARTIN Louise;12/05/2012;5C G1'))
    expect(people(file.records)).toHaveLength(1)
    expect(file.records.filter(({ entity }) => entity === 'enrolment')).toHaveLength(2)
    expect(reasons(file)).toEqual([[], []])
  })

  it('two of the same name with other addresses stay two families', () => {
    const file = read(
      lines('Élèves;Classe;Mail parents', 'MARTIN Louise;6A;a@example.org', 'MARTIN Louise;6A;b@example.org'),
    )
    const pupils = people(file.records).filter(({ role }) => role === 'pupil')
    expect(pupils).toHaveLength(2)
    expect(reasons(file)).toEqual([[], ['same-name']])
    const guardians = people(file.records).filter(({ role }) => role === 'guardian')
    expect(guardians.map(({ contactPoints }) => contactPoints.length)).toEqual([1, 1])
  })
})

describe('guardians', () => {
  it('come with their addresses, several in a cell', () => {
    const file = read(
      lines(
        'Élèves;Classe;Mère;Mail mère;Tél mère;Père;Tél père',
        '"MARTIN Louise";"6A";"DUPONT Anne";"anne@example.org\nanne2@example.org";"06 39 98 00 01 / 01 99 00 00 01";"M. MARTIN Paul";"06.39.98.00.02"',
      ),
    )
    const [pupil, ...guardians] = people(file.records).sort((a, b) => b.role.localeCompare(a.role))
    expect(pupil?.guardianships.map(({ relationship, primary }) => [relationship, primary])).toEqual([
      ['mother', true],
      ['father', false],
    ])
    expect(guardians).toHaveLength(2)
    expect(guardians[0]).toMatchObject({
      familyName: 'DUPONT',
      givenName: 'Anne',
      contactPoints: [
        { kind: 'email', value: 'anne@example.org' },
        { kind: 'email', value: 'anne2@example.org' },
        { kind: 'phone', value: '+33639980001' },
        { kind: 'phone', value: '+33199000001' },
      ],
    })
    expect(guardians[1]).toMatchObject({ familyName: 'MARTIN', givenName: 'Paul' })
  })

  it('are one person for brothers and sisters, and two for namesakes', () => {
    const file = read(
      lines(
        'Élèves;Classe;Resp. légal 1;Mail resp. légal 1',
        'MARTIN Louise;6A;DUPONT Anne;anne@example.org',
        'MARTIN Paul;5B;DUPONT Anne;anne@example.org',
        'DURAND Zoé;5B;DUPONT Anne;other@example.org',
      ),
    )
    expect(people(file.records).filter(({ role }) => role === 'guardian')).toHaveLength(2)
  })

  it('without a name are known by the pupil', () => {
    const file = read(lines('Nom;Prénom;Classe;Mail parents', 'MARTIN;Louise;6A;a@example.org'))
    const guardian = people(file.records).find(({ role }) => role === 'guardian')
    expect(guardian).toMatchObject({ familyName: 'MARTIN', givenName: 'Responsable de Louise' })
  })
})

describe('workbooks', () => {
  const rows = [
    ['Collège Imaginaire', null, null, null],
    ['Nom', 'Prénom', 'Né(e) le', 'Tél élève'],
    ['MARTIN', 'Louise', new Date(Date.UTC(2012, 4, 12)), 639980001],
    ['ÉVRARD', 'Éloïse', '03/11/2012', '06 39 98 00 02'],
  ]

  it.each(['xlsx', 'biff8', 'ods'] as const)('%s: dates, numbers as phones, class from the sheet', (type) => {
    const file = read(workbook({ '6e A': rows }, { type }))
    expect(file).toMatchObject({ encoding: 'spreadsheet', delimiter: null, sheets: ['6e A'] })
    expect(file.mapping).toMatchObject({ headerRow: 1, className: '6e A' })
    expect(file.lines.map(({ line, birthDate }) => [line, birthDate])).toEqual([
      [3, '2012-05-12'],
      [4, '2012-11-03'],
    ])
    expect(file.lines.map(({ contactPoints }) => contactPoints[0]?.value)).toEqual(['+33639980001', '+33639980002'])
  })

  it('a web page called .xls', () => {
    const file = read(
      workbook(
        { Feuille: rows.map((row) => row.map((cell) => (cell instanceof Date ? '12/05/2012' : cell))) },
        { type: 'html' },
      ),
    )
    expect(names(file)).toEqual(['MARTIN|Louise', 'ÉVRARD|Éloïse'])
  })

  it('a web page in Windows-1252', () => {
    const html =
      '<table><tr><td>Élèves</td><td>Né(e) le</td></tr><tr><td>ÉVRARD Éloïse</td><td>12/05/2012</td></tr></table>'
    const file = read(textFile(html, 'windows-1252'))
    expect(names(file)).toEqual(['ÉVRARD|Éloïse'])
    expect(file.encoding).toBe('windows-1252')
  })

  it('text with tabs called .xls', () => {
    const file = read(textFile('\ufeffÉlèves\tClasse\nMARTIN Louise\t6A', 'utf-16le'))
    expect(file).toMatchObject({ encoding: 'utf-16le', delimiter: '\t' })
    expect(names(file)).toEqual(['MARTIN|Louise'])
  })

  it('the first sheet with a list is proposed, another can be chosen', () => {
    const bytes = workbook({ Accueil: [['Bonjour']], '6A': rows, '5B': rows })
    expect(read(bytes).mapping.sheet).toBe(1)
    const other = read(bytes, { sheet: 2, headerRow: 1, columns: [], className: '5B' })
    expect(other.lines[0]).toMatchObject({ className: '5B', familyName: 'MARTIN' })
    expect(() => read(bytes, { sheet: 9, headerRow: 1, columns: [], className: null })).toThrow(
      expect.objectContaining({ code: 'file-no-header' }),
    )
  })

  it('a group title merged above gives its columns their meaning', () => {
    const bytes = workbook(
      {
        '6A': [
          ['Élève', null, 'Responsable 1', null, 'Responsable 2', null],
          ['Nom', 'Prénom', 'Nom', 'Mail', 'Nom', 'Mail'],
          ['MARTIN', 'Louise', 'DUPONT Anne', 'a@example.org', 'MARTIN Paul', 'b@example.org'],
        ],
      },
      { merges: ['A1:B1', 'C1:D1', 'E1:F1'] },
    )
    const file = read(bytes)
    expect(file.mapping.columns).toEqual([
      'familyName',
      'givenName',
      'guardian1Name',
      'guardian1Email',
      'guardian2Name',
      'guardian2Email',
    ])
    expect(names(file)).toEqual(['MARTIN|Louise'])
  })
})
