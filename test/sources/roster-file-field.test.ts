/** The tables of the field, each with its own ways, from invented pupils. */
import { describe, expect, it } from 'vitest'
import type { PersonRecord } from '../../electron/contract/snapshot.ts'
import { readColumns, tableSignature } from '../../electron/domain/roster-columns.ts'
import { readRoster } from '../../electron/sources/roster-file/read-roster.ts'
import { lines, names, read, TODAY, textFile, workbook } from '../helpers/sources-files.ts'

type File = ReturnType<typeof read>
const people = (file: File, role: PersonRecord['role'] = 'pupil') =>
  file.records.filter((record) => record.entity === 'person').filter((record) => record.role === role)
const classesOf = (file: File) =>
  file.records.filter((record) => record.entity === 'class').map(({ kind, name }) => `${kind} ${name}`)
const linksOf = (file: File, family: string) =>
  people(file).find(({ familyName }) => familyName === family)?.guardianships ?? []
const reasons = (file: File) => file.lines.map((line) => line.reasons.map(({ reason }) => reason))

describe('PRONOTE', () => {
  it('quotes are not doubled inside a cell, an icon’s column has no name, the class is empty', () => {
    const file = read(
      `\ufeff${lines(
        'Élèves;Encouragement/Valorisation;Né(e) le;Sexe;Adresse E-mail;Entrée;Sortie;;Classe de rattachement;Tuteur',
        '"MARTIN Jean "Jo"";"";"12/05/2012";"Masculin";"jo@eleve.example";01/09/2026;;"X";"";"M. PROFESSEUR"',
        '"D\'HAENE Éloïse";"a\nb";"03/11/2012";"Féminin";"";01/09/2026;;"";"";""',
        '"Total : 2";"";"";"";"";;;"";"";""',
      )}`,
    )
    expect(file.lines.map(({ familyName, birthDate }) => [familyName, birthDate])).toEqual([
      ['MARTIN', '2012-05-12'],
      ["D'HAENE", '2012-11-03'],
    ])
    expect(file.classNeeded).toBe(true)
    expect(file.ignoredLines).toHaveLength(1)
    expect(JSON.stringify(file.records)).not.toContain('PROFESSEUR')
  })

  it('a copy of the client is text with tabs', () => {
    const file = read(
      'Élèves\tNé(e) le\tAdresse E-mail\tClasse\tGroupe\r\nLE GOFF Anne-Lise\t12/05/2012\t\t6A\t6LV1.ALL',
    )
    expect(names(file)).toEqual(['LE GOFF|Anne-Lise'])
    expect(classesOf(file)).toEqual(['class 6A', 'group 6LV1.ALL'])
  })
})

describe('École Directe', () => {
  it('a sheet whose titles are not on the first row, a name in one column', () => {
    const file = read(
      workbook({
        'Liste 6e A': [
          ['Ensemble scolaire Imaginaire'],
          ['Liste des élèves'],
          [],
          ['Élève', 'Date de naissance', 'E-mail', 'Portable'],
          ['DA SILVA COSTA Emma', '12/05/2012', 'emma@eleve.example', '0639980001'],
        ],
      }),
    )
    expect(file.mapping.headerRow).toBe(3)
    expect(file.lines[0]).toMatchObject({ familyName: 'DA SILVA COSTA', givenName: 'Emma', birthDate: '2012-05-12' })
    expect(file.lines[0]?.contactPoints.map(({ value }) => value)).toEqual(['emma@eleve.example', '+33639980001'])
  })
})

describe('Edifice', () => {
  const header =
    '"Id";"Identifiant SIECLE";"Type";"Nom";"Prénom";"Identifiant";"Login personnalisé (Alias)";"Code d\'activation";"Fonctions";"Établissements";"Classes";"Enfants";"Parents";"Dernière connexion";"Courriel";"Téléphone"'
  const account = (
    type: string,
    family: string,
    given: string,
    more: Partial<Record<'classes' | 'children' | 'parents' | 'mail' | 'phone', string>>,
  ) =>
    `"${family}-${given}";"";"${type}";"${family}";"${given}";"x.y";"";"SECRET7";"";"Collège Imaginaire";"${more.classes ?? ''}";"${more.children ?? ''}";"${more.parents ?? ''}";"";"${more.mail ?? ''}";"${more.phone ?? ''}"`
  const file = read(
    lines(
      header,
      account('Élève', 'MARTIN', 'Louise', { classes: '6A, 6A Latin', parents: 'Anne DUPONT, Paul MARTIN' }),
      account('Élève', 'MARTIN', 'Tom', { classes: '5B', parents: 'Anne DUPONT' }),
      account('Parent', 'DUPONT', 'Anne', {
        children: 'Louise MARTIN, Tom MARTIN',
        mail: 'anne@famille.example',
        phone: '06 39 98 00 02',
      }),
      account('Parent', 'SEUL', 'Max', { children: 'Autre ENFANT', mail: 'max@famille.example' }),
      account('Enseignant', 'PROF', 'Eva', { mail: 'eva@college.example' }),
    ),
  )

  it('pupils are pupils, parents go to their children, the others are counted and left', () => {
    expect(names(file)).toEqual(['MARTIN|Louise', 'MARTIN|Tom'])
    expect(classesOf(file).sort()).toEqual(['class 5B', 'class 6A', 'group 6A Latin'])
    expect(file.ignored).toEqual({ 'parent-without-pupil': 1, 'not-a-pupil': 1 })
    const [guardian, ...others] = people(file, 'guardian')
    expect(others).toEqual([])
    expect(guardian).toMatchObject({ familyName: 'DUPONT', givenName: 'Anne' })
    for (const pupil of people(file))
      expect(pupil.guardianships.map((link) => link.guardianExternalId)).toEqual([guardian?.externalId])
  })

  it('activation codes are dropped and named', () => {
    expect(file.droppedColumns).toEqual(['Login personnalisé (Alias)', "Code d'activation"])
    expect(JSON.stringify(file)).not.toContain('SECRET7')
  })
})

describe('Moodle', () => {
  it('participants: given name first, teachers left out', () => {
    const file = read(
      lines(
        'Prénom / Nom,Adresse de courriel,Rôles,Groupes,Dernier accès au cours',
        'Louise MARTIN,louise@eleve.example,Étudiant,Groupe 1,1 jour',
        'jean noiret,jean@eleve.example,Étudiant,,2 jours',
        'Eva PROF,eva@college.example,Enseignant,,1 jour',
      ),
    )
    expect(names(file)).toEqual(['MARTIN|Louise', 'noiret|jean'])
    expect(file.ignored).toEqual({ 'not-a-pupil': 1 })
  })
})

describe('guardians in rows and columns', () => {
  it('more than two, with level and relationship of their own', () => {
    const file = read(
      lines(
        'Nom;Prénom;Classe;Responsable 1;Lien resp. 1;Niveau resp. 1;Tél resp. 1;Responsable 2;Tél resp. 2;Responsable 3;Lien resp. 3;Niveau resp. 3;Mail resp. 3',
        'MARTIN;Louise;6A;DUPONT Anne;mère;1;0639980002;MARTIN Paul;0639980003;GRAND Odile;grand-mère;personne à contacter;odile@famille.example',
      ),
    )
    expect(
      linksOf(file, 'MARTIN').map(({ relationship, level, authority }) => [relationship, level, authority]),
    ).toEqual([
      ['mother', 1, true],
      ['guardian', 1, true],
      ['grandparent', 3, false],
    ])
  })

  it('a second guardian on the row below, the pupil’s cells merged or blank', () => {
    const text = lines(
      'Nom;Prénom;Né(e) le;Classe;Responsable;Tél responsable',
      'MARTIN;Louise;12/05/2012;6A;DUPONT Anne;0639980002',
      ';;;;MARTIN Paul;0639980003',
      'NOIRET;Jean;03/11/2012;6A;;',
      ';;;;Signature :;',
    )
    const file = read(text)
    expect(linksOf(file, 'MARTIN')).toHaveLength(2)
    expect(file.ignoredLines).toEqual([5])
    const repeated = read(
      lines(
        'Nom;Prénom;Né(e) le;Classe;Responsable;Tél responsable',
        'MARTIN;Louise;12/05/2012;6A;DUPONT Anne;0639980002',
        'MARTIN;Louise;12/05/2012;6A;MARTIN Paul;0639980003',
      ),
    )
    expect(linksOf(repeated, 'MARTIN')).toHaveLength(2)
    expect(reasons(repeated)).toEqual([['rows-joined']])
  })

  it('two of one name and one class without a birth date or an id are never joined', () => {
    const file = read(
      lines(
        'Nom;Prénom;Classe;Responsable;Mail responsable',
        'MARTIN;Louise;6A;DUPONT Anne;a@famille.example',
        'MARTIN;Louise;6A;MARTIN Paul;b@famille.example',
      ),
    )
    expect(people(file)).toHaveLength(2)
  })

  it('after "Responsable 2", a phone numbered 2 is theirs', () => {
    const { columns } = readColumns([
      'Nom',
      'Prénom',
      'Téléphone',
      'Responsable 1',
      'Téléphone 1',
      'Responsable 2',
      'Lien 2',
      'Téléphone 2',
      'E-mail 2',
    ])
    expect(columns).toEqual([
      'familyName',
      'givenName',
      'pupilPhone',
      'guardian1Name',
      'guardian1Phone',
      'guardian2Name',
      'guardian2Link',
      'guardian2Phone',
      'guardian2Email',
    ])
  })
})

describe('ONDE', () => {
  it('pupils: a title that begins with a space, dates of both kinds, the name in use', () => {
    const file = read(
      textFile(
        lines(
          '"Nom Elève";"Nom d\'usage Elève";"Prénom Elève";"Date naissance";"Sexe";"Adresse1";"Cp1";" Cycle";"Niveau";"Classe"',
          '"NOËL";"NOËL-FAURE";"Léa";"2016-08-17";"F";"1 rue X";"99000";"CYCLE II";"CE1";"CE1-CE2 Mme INVENTÉE"',
          '"FAURE";"";"Théo";"03/02/2016";"M";"";"";"CYCLE II";"CE2";"CE1-CE2 Mme INVENTÉE"',
        ),
        'iso-8859-1',
      ),
    )
    expect(names(file)).toEqual(['NOËL-FAURE|Léa', 'FAURE|Théo'])
    expect(file.lines.map(({ birthDate }) => birthDate)).toEqual(['2016-08-17', '2016-02-03'])
  })
})

describe('guardians with several children on a line', () => {
  it('ONDE: titles that come again, lines as long as the family', () => {
    const child = "Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants"
    const file = read(
      textFile(
        lines(
          `Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Adresse responsable;CP responsable;Commune responsable;Pays;Courriel;Téléphone domicile;Téléphone travail;Numéro de poste;Téléphone portable;${child};${child}`,
          'MME;DUPONT-LEROY;DUPONT;Anne;1 rue X;99000;VILLE;FRANCE;anne@famille.example;0199000001;;12;0639980002;;MARTIN;Louise;CE1;MARTIN-LEROY;MARTIN;Tom;CP',
          'M.;;NOIRET;Paul;;;;;;;;;0639980003;;NOIRET;Jean;CE1',
        ),
        'iso-8859-1',
      ),
    )
    expect(names(file)).toEqual(['MARTIN|Louise', 'MARTIN-LEROY|Tom', 'NOIRET|Jean'])
    expect(file.lines.map(({ line }) => line)).toEqual([2, 2, 3])
    expect(people(file, 'guardian')).toMatchObject([
      { familyName: 'DUPONT-LEROY', givenName: 'Anne' },
      { familyName: 'NOIRET', givenName: 'Paul' },
    ])
    expect(people(file, 'guardian')[0]?.contactPoints.map(({ value }) => value)).toEqual([
      'anne@famille.example',
      '+33199000001',
      '+33639980002',
    ])
    // It does not name everyone of a class: nobody leaves because of it.
    expect(file.coverage).toEqual({ kind: 'classes', classExternalIds: [] })
  })

  it('Edifice’s template, where the guardian’s titles do not say whose they are', () => {
    const child = "Nom de l'élève;Prénom de l'élève;Classes de l'élève"
    const file = read(
      lines(
        `Nom*;Prénom*;Adresse;Courriel;Téléphone;${child};${child};${child}`,
        'DUPONT;Anne;;anne@famille.example;0639980002;MARTIN;Louise;6A;MARTIN;Tom;5B;;;',
      ),
    )
    expect(names(file)).toEqual(['MARTIN|Louise', 'MARTIN|Tom'])
    expect(people(file, 'guardian')).toMatchObject([{ familyName: 'DUPONT', givenName: 'Anne' }])
  })

  it('two phones of a pupil, or two given names, are one pupil', () => {
    const file = read(
      lines(
        'Nom élève;Prénom élève;Tél élève;Tél élève;Prénom 2 élève;Classe;Mail parents',
        'MARTIN;Louise;0639980001;0639980002;Ève;6A;a@famille.example',
      ),
    )
    expect(names(file)).toEqual(['MARTIN|Louise'])
    expect(file.lines[0]?.contactPoints).toHaveLength(2)
  })
})

describe('a workbook with a sheet for each class', () => {
  const rows = (...pupils: string[][]) => [['Nom', 'Prénom', 'Né(e) le'], ...pupils]
  const bytes = workbook({
    Accueil: [['Bonjour']],
    '6A': rows(['MARTIN', 'Louise', '12/05/2012'], ['Total', '1', '']),
    '5e B': [['Liste'], ...rows(['NOIRET', 'Jean', '03/11/2011'])],
    Notes: [
      ['Nom', 'Note'],
      ['MARTIN Louise', '12'],
    ],
  })

  it('is read whole, each sheet for its class', () => {
    const file = read(bytes)
    expect(file.mapping).toMatchObject({ everySheet: true, className: null, sheet: 1 })
    expect(file.lines.map(({ familyName, className, line }) => [familyName, className, line])).toEqual([
      ['MARTIN', '6A', 2],
      ['NOIRET', '5e B', 3],
    ])
    expect(file.sheetOf).toEqual(['6A', '5e B'])
    expect(file.ignored).toEqual({ 'not-a-pupil': 1 })
    expect(file.coverage).toEqual({ kind: 'classes', classExternalIds: ['class:6a', 'class:5b'] })
  })

  it('or one sheet alone, when the teacher says so', () => {
    const file = read(bytes, { sheet: 2, headerRow: 0, columns: [], className: null })
    expect(names(file)).toEqual(['NOIRET|Jean'])
    expect(file.mapping).toMatchObject({ headerRow: 1, className: '5e B' })
  })

  it('is not guessed from names that are no class', () => {
    const plain = workbook({ Feuil1: rows(['MARTIN', 'Louise', '']), Feuil2: rows(['NOIRET', 'Jean', '']) })
    expect(read(plain).mapping.everySheet).toBeUndefined()
    const asked = read(plain, { ...read(plain).mapping, everySheet: true })
    expect(asked.lines.map(({ className }) => className)).toEqual(['Feuil1', 'Feuil2'])
  })
})

describe('a list pasted without its titles', () => {
  const paste = (...rows: string[]) =>
    readRoster(textFile(lines(...rows)), 'presse-papiers', null, TODAY, { mayLackTitles: true })

  it('names alone', () => {
    const file = paste('MARTIN Louise', 'NOIRET Jean', '', 'PETIT Zoé')
    expect(names(file)).toEqual(['MARTIN|Louise', 'NOIRET|Jean', 'PETIT|Zoé'])
    expect(file.lines.map(({ line }) => line)).toEqual([1, 2, 4])
    expect(file.classNeeded).toBe(true)
  })

  it('columns known by what they hold', () => {
    const file = paste(
      '1\tMARTIN\tLouise\t12/05/2012\tlouise@eleve.example\t6e A\t06 39 98 00 01',
      '2\tNOIRET\tJean\t03/11/2012\t\t6e A\t06 39 98 00 02',
    )
    expect(file.mapping.columns).toEqual([
      'ignore',
      'familyName',
      'givenName',
      'birthDate',
      'pupilEmail',
      'className',
      'pupilPhone',
    ])
    expect(file.lines[0]).toMatchObject({ birthDate: '2012-05-12', className: '6e A' })
  })

  it('with titles is read by them, and a file without titles is still asked for them', () => {
    expect(names(paste('Élèves', 'MARTIN Louise'))).toEqual(['MARTIN|Louise'])
    expect(() => read('MARTIN Louise\nNOIRET Jean')).toThrow(expect.objectContaining({ code: 'file-no-header' }))
    expect(() => paste('12;34', '56;78')).toThrow(expect.objectContaining({ code: 'file-no-header' }))
  })
})

describe('what the teacher chose before', () => {
  const text = lines('Machin;Truc;Nom;Classe', 'Louise;MARTIN;x@eleve.example;6A')
  const columns = ['givenName', 'familyName', 'pupilEmail', 'className'] as const
  const remembered = { [tableSignature(['Machin', 'Truc', 'Nom', 'Classe'])]: [...columns] }
  const again = (content: string) => readRoster(textFile(content), 'liste.csv', null, TODAY, { remembered })

  it('comes back for the same titles, however they are written', () => {
    const file = again(text)
    expect(file.remembered).toBe(true)
    expect(names(file)).toEqual(['MARTIN|Louise'])
    expect(again(text.replace('Machin', 'MACHIN ')).remembered).toBe(true)
  })

  it('is not taken for other titles, nor read without the memory', () => {
    expect(again(text.replace('Machin', 'Chose')).remembered).toBe(false)
    expect(names(read(text))).toEqual(['x@eleve.example|'])
  })

  it('cannot bring back what is dropped', () => {
    const titles = ['Nom', 'Prénom', 'INE', 'Classe']
    const memory = { [tableSignature(titles)]: ['familyName', 'givenName', 'pupilPhone', 'className'] as const }
    const file = readRoster(textFile(`${titles.join(';')}\nMARTIN;Louise;0639980001;6A`), 'x', null, TODAY, {
      remembered: memory,
    })
    expect(file.mapping.columns[2]).toBe('ignore')
    expect(JSON.stringify(file.records)).not.toContain('39980001')
  })
})
