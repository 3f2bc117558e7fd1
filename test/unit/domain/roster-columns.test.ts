import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readColumns, relationshipOfTitle } from '../../../electron/domain/roster-columns.ts'

const fields = (header: string) => {
  const labels = header.split(';')
  const { columns, dropped } = readColumns(labels)
  return {
    ...Object.fromEntries(labels.map((label, index) => [label || `(${index})`, columns[index]])),
    dropped: dropped.map((index) => labels[index]),
  }
}

describe('headers seen in the field', () => {
  it('PRONOTE, list of pupils', () => {
    const header =
      'Élèves;Encouragement/Valorisation;Né(e) le;Sexe;Adresse E-mail;Entrée;Sortie;;Classe de rattachement;Tuteur;Cnx Ele.;Cnx Resp.;Option 1;Option 2;Option 3;Régime'
    expect(fields(header)).toEqual({
      Élèves: 'fullName',
      'Encouragement/Valorisation': 'ignore',
      'Né(e) le': 'birthDate',
      Sexe: 'ignore',
      'Adresse E-mail': 'pupilEmail',
      Entrée: 'ignore',
      Sortie: 'ignore',
      '(7)': 'ignore',
      'Classe de rattachement': 'className',
      Tuteur: 'ignore',
      'Cnx Ele.': 'ignore',
      'Cnx Resp.': 'ignore',
      'Option 1': 'ignore',
      'Option 2': 'ignore',
      'Option 3': 'ignore',
      Régime: 'ignore',
      dropped: ['Régime'],
    })
  })

  it('names in two columns, mails of pupil and parents', () => {
    expect(fields('Nom;Prénom;Né(e) le;Classe;Sexe;Mail élève;Mail parents')).toMatchObject({
      Nom: 'familyName',
      Prénom: 'givenName',
      Classe: 'className',
      'Mail élève': 'pupilEmail',
      'Mail parents': 'guardian1Email',
    })
  })

  it('HYPERPLANNING: a lone "Nom" holds the whole name', () => {
    expect(fields('Nom;Né(e) le;Sexe;E-mail;Heures manquées;;Entrée;Sortie')).toMatchObject({
      Nom: 'fullName',
      'E-mail': 'pupilEmail',
      'Heures manquées': 'ignore',
    })
  })

  it('SIECLE, with its two guardians', () => {
    expect(
      fields(
        'Nom de famille;Prénom;Prénom 2;Date Naissance;Commune Naiss.;Id National;Lib. Bourse 1;Code Structure;Tél. Portable;Email;Nom de famille Repr. Lég. 1;Prénom Repr. Lég. 1;Lien Parenté Repr. Lég. 1;Tél. Portable Repr. Lég. 1;Email Repr. Lég. 1;Nom de famille Repr. Lég. 2;Email Repr. Lég. 2',
      ),
    ).toEqual({
      'Nom de famille': 'familyName',
      Prénom: 'givenName',
      'Prénom 2': 'ignore',
      'Date Naissance': 'birthDate',
      'Commune Naiss.': 'ignore',
      'Id National': 'ignore',
      'Lib. Bourse 1': 'ignore',
      'Code Structure': 'className',
      'Tél. Portable': 'pupilPhone',
      Email: 'pupilEmail',
      'Nom de famille Repr. Lég. 1': 'guardian1Name',
      'Prénom Repr. Lég. 1': 'guardian1Name',
      'Lien Parenté Repr. Lég. 1': 'guardian1Link',
      'Tél. Portable Repr. Lég. 1': 'guardian1Phone',
      'Email Repr. Lég. 1': 'guardian1Email',
      'Nom de famille Repr. Lég. 2': 'guardian2Name',
      'Email Repr. Lég. 2': 'guardian2Email',
      dropped: ['Commune Naiss.', 'Id National', 'Lib. Bourse 1'],
    })
  })

  it('mother and father are two guardians, whichever comes first', () => {
    expect(fields('Nom de l’élève;Prénom de l’élève;Mère;Tél mère;Père;Mail père')).toMatchObject({
      'Nom de l’élève': 'familyName',
      'Prénom de l’élève': 'givenName',
      Mère: 'guardian1Name',
      'Tél mère': 'guardian1Phone',
      Père: 'guardian2Name',
      'Mail père': 'guardian2Email',
    })
    expect(relationshipOfTitle('Tél. de la mère')).toBe('mother')
    expect(relationshipOfTitle('Resp. légal 1')).toBe('guardian')
  })

  it.each([
    'Nom du responsable;Élèves',
    'Resp. Nom;Élèves',
    'RL1 Nom;Élèves',
    'Nom du professeur;Élèves',
    'Nom de l’établissement;Élèves',
  ])('"%s": another person never stands in for the pupil', (header) => {
    const { columns } = readColumns(header.split(';'))
    expect(columns[1]).toBe('fullName')
    expect(columns[0]).not.toMatch(/^(?:fullName|familyName)$/)
  })

  it('"Profil" says who a line is about, and is no teacher\'s column', () => {
    expect(readColumns(['Nom', 'Prénom', 'Profil', 'Professeur principal']).columns).toEqual([
      'familyName',
      'givenName',
      'rowType',
      'ignore',
    ])
  })

  it.each([
    ["Projet d'accompagnement", 'INE', 'Numéro National', 'Lieu de naissance', 'Profession RL1', 'Bourse', 'Régime'],
    ['PAI', 'Nationalité', 'Mot de passe', 'Allergies', 'Religion', 'Sanctions', 'N° sécurité sociale'],
  ])('what is dropped at the door: %s…', (...labels) => {
    const { columns, dropped } = readColumns(['Élèves', ...labels])
    expect(dropped).toEqual(labels.map((_, index) => index + 1))
    expect(columns.slice(1).every((field) => field === 'ignore')).toBe(true)
  })
})

describe('rows that are no header', () => {
  it.each([
    'Collège Imaginaire;;;',
    'Liste de la classe 6e A;;',
    'MARTIN Louise;12/05/2012;6A',
    'Total;28',
    ';;;;Toutes;Mes cours;;',
    'Classe;Effectif',
  ])('%s', (row) => {
    expect(readColumns(row.split(';')).score).toBe(0)
  })

  it('any text is safe, and each field of a name is used once', () => {
    const label = fc.oneof(
      fc.string(),
      fc.constantFrom('__proto__', 'constructor', 'toString', 'Nom', 'Prénom', 'Élèves', 'Classe', 'Mail', 'Mère'),
    )
    fc.assert(
      fc.property(fc.array(label, { maxLength: 30 }), (labels) => {
        const { columns } = readColumns(labels)
        expect(columns).toHaveLength(labels.length)
        for (const field of ['fullName', 'familyName', 'givenName', 'birthDate', 'className'] as const) {
          expect(columns.filter((column) => column === field).length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})
