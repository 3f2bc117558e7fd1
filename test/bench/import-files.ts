/** An invented school of 1,200 pupils as its office would hand it over, and a list of 2,000 lines. */
import iconv from 'iconv-lite'
import type { FileInput } from '../../electron/sources/file-source.ts'
import {
  type GuardianEntry,
  guardiansFile,
  type LinkEntry,
  type PupilEntry,
  pupilsFile,
  xmlFile,
} from '../fixtures/siecle.ts'

export const PUPILS = 1200
export const LIST_LINES = 2000
const PER_CLASS = 28
/** People linked to nobody stay in the office's files in great numbers. */
const FORMER_PERSONS = 800
const FAMILY = ['MARTIN', 'LEFÈVRE', 'D’HAENE', 'LECŒUR', 'N’GUESSAN', 'ROUSSEL', 'BOULANGER', 'PÉREZ', 'DE LA TOUR']
const GIVEN = ['Éloïse', 'Gaël', 'Noé', 'Maëlle', 'Anne-Sophie', 'Loïc', 'Inès', 'Zoé', 'Ugo', 'Chloé', 'Théo']

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? ''
const two = (value: number): string => String(value).padStart(2, '0')
/** Ranges kept for fiction. */
const mobile = (index: number): string => `06 39 98 ${two(Math.floor(index / 100) % 100)} ${two(index % 100)}`
const landline = (index: number): string => `+331990${String(index % 100_000).padStart(5, '0')}`
const family = (index: number): string => `${pick(FAMILY, index)}-${pick(FAMILY, Math.floor(index / 7) + 3)}`

const LAST_YEAR = `<SCOLARITE_AN_DERNIER>
          <CODE_MEF>10210001110</CODE_MEF>
          <CODE_STRUCTURE>4 D</CODE_STRUCTURE>
          <CODE_RNE>0990001A</CODE_RNE>
          <CODE_NATURE>340</CODE_NATURE>
          <SIGLE>CLG</SIGLE>
          <DENOM_PRINC>COLLEGE</DENOM_PRINC>
          <DENOM_COMPL>DES TILLEULS</DENOM_COMPL>
          <LIGNE1_ADRESSE>5 rue Inventée</LIGNE1_ADRESSE>
          <MEL>ce.0990001a@college.example</MEL>
          <TELEPHONE>0199000000</TELEPHONE>
          <LL_COMMUNE_INSEE>VILLENEUVE-FICTIVE</LL_COMMUNE_INSEE>
        </SCOLARITE_AN_DERNIER>
      </ELEVE>`

const pupils = (): PupilEntry[] =>
  Array.from({ length: PUPILS }, (_, index) => {
    const division = `${6 - (Math.floor(index / PER_CLASS) % 4)} ${String.fromCharCode(65 + Math.floor(index / PER_CLASS / 4))}`
    return {
      id: String(1_500_000 + index),
      fields: {
        ID_NATIONAL: '070832327JA',
        INE_RNIE: '070832327JA',
        ELENOET: String(index),
        ID_ELEVE_ETAB: `0${4_769_000_000 + index}`,
        NOM_DE_FAMILLE: family(index),
        PRENOM: pick(GIVEN, index),
        PRENOM2: pick(GIVEN, index + 4),
        DATE_NAISS: `${two(1 + (index % 28))}/${two(1 + (index % 12))}/${2010 + (index % 4)}`,
        DOUBLEMENT: '0',
        CODE_PAYS: '100',
        ACCEPTE_SMS: '0',
        DATE_MODIFICATION: '02/09/2026',
        CODE_REGIME: '2',
        DATE_ENTREE: '01/09/2026',
        VILLE_NAISS: null,
        CODE_SEXE: String(1 + (index % 2)),
        CODE_PAYS_NAT: '100',
        CODE_STATUT: 'ST',
        CODE_MEF: '10310019110',
        CODE_DEPARTEMENT_NAISS: '099',
        CODE_COMMUNE_INSEE_NAISS: '99001',
        ADHESION_TRANSPORT: '0',
        CODE_PROVENANCE: '1',
      },
      structures: [
        ['G', `${division} G${1 + (index % 2)}`],
        ['D', division],
        ['G', `LV2.${index % 6}`],
      ],
    }
  })

const options = (): string =>
  Array.from({ length: PUPILS }, (_, index) => {
    const rows = ['030201', '030602', '061300'].map(
      (subject, rank) => `          <OPTIONS_ELEVE>
            <NUM_OPTION>${rank + 1}</NUM_OPTION>
            <CODE_MODALITE_ELECT>O</CODE_MODALITE_ELECT>
            <CODE_MATIERE>${subject}</CODE_MATIERE>
          </OPTIONS_ELEVE>`,
    )
    return `        <OPTION ELEVE_ID="${1_500_000 + index}">\n${rows.join('\n')}\n        </OPTION>`
  }).join('\n')

const addresses = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `      <ADRESSE ADRESSE_ID="${index}">
        <LIGNE1_ADRESSE>${index} rue Inventée</LIGNE1_ADRESSE>
        <LIGNE2_ADRESSE></LIGNE2_ADRESSE>
        <CODE_POSTAL>99000</CODE_POSTAL>
        <LIBELLE_POSTAL>VILLENEUVE-FICTIVE</LIBELLE_POSTAL>
        <CODE_PAYS>100</CODE_PAYS>
        <LL_PAYS>FRANCE</LL_PAYS>
      </ADRESSE>`,
  ).join('\n')

function guardians(): { people: GuardianEntry[]; links: LinkEntry[] } {
  const count = PUPILS * 2 + FORMER_PERSONS
  const people = Array.from({ length: count }, (_, index) => ({
    id: String(200_000 + index),
    fields: {
      LC_CIVILITE: index % 2 === 0 ? 'MME' : 'M.',
      LL_CIVILITE: index % 2 === 0 ? 'MADAME' : 'MONSIEUR',
      NOM_DE_FAMILLE: family(Math.floor(index / 2)),
      PRENOM: pick(GIVEN, index + 2),
      TEL_PERSONNEL: landline(index),
      TEL_PORTABLE: mobile(index),
      ACCEPTE_SMS: '1',
      TEL_PROFESSIONNEL: null,
      MEL: `parent.${index}@famille.example`,
      COMMUNICATION_ADRESSE: '1',
      ADRESSE_ID: String(Math.floor(index / 2)),
      CODE_PROFESSION: '37',
    },
  }))
  const links = Array.from({ length: count }, (_, index) => ({
    pupil: String(1_500_000 + Math.floor(index / 2)),
    person: String(200_000 + index),
    code: index % 2 === 0 ? '10' : '20',
  }))
  return { people, links }
}

/** ElevesAvecAdresses, ResponsablesAvecAdresses and Structures. */
export function siecleSet(): FileInput[] {
  const extra = `    <OPTIONS>\n${options()}\n    </OPTIONS>\n    <BOURSES/>\n    <ADRESSES>\n${addresses(PUPILS)}\n    </ADRESSES>`
  const file = pupilsFile(pupils(), { extra })
  const text = iconv.decode(Buffer.from(file.bytes), 'ISO-8859-15').replaceAll('</ELEVE>', LAST_YEAR)
  const { people, links } = guardians()
  const structures = Array.from({ length: 43 }, (_, index) => {
    const code = `${6 - (index % 4)} ${String.fromCharCode(65 + Math.floor(index / 4))}`
    return `      <DIVISION CODE_STRUCTURE="${code}"><LIBELLE_LONG>${code}</LIBELLE_LONG></DIVISION>`
  })
  return [
    { name: 'ElevesAvecAdresses.xml', bytes: iconv.encode(text, 'ISO-8859-15') },
    guardiansFile(people, links, { extra: `    <ADRESSES>\n${addresses(people.length / 2)}\n    </ADRESSES>` }),
    xmlFile('Structures.xml', 'BEE_STRUCTURES', `    <DIVISIONS>\n${structures.join('\n')}\n    </DIVISIONS>`),
  ]
}

const LIST_HEADER =
  'Nom;Prénom;Né(e) le;Classe;Groupes;Courriel;Responsable 1;Courriel resp. 1;Téléphone resp. 1;Responsable 2;Courriel resp. 2;Téléphone resp. 2'

/** A list as a spreadsheet writes it in French: semicolons, Windows-1252, CRLF. */
export function rosterList(): FileInput {
  const lines = Array.from({ length: LIST_LINES - 1 }, (_, index) =>
    [
      family(index),
      pick(GIVEN, index),
      `${two(1 + (index % 28))}/${two(1 + (index % 12))}/${2010 + (index % 4)}`,
      `${6 - (Math.floor(index / PER_CLASS) % 4)}e ${String.fromCharCode(65 + Math.floor(index / PER_CLASS / 4))}`,
      `LV2.${index % 6}`,
      `eleve.${index}@lycee.example`,
      `${family(index)} ${pick(GIVEN, index + 2)}`,
      `mere.${index}@famille.example`,
      mobile(index),
      `${pick(FAMILY, index + 5)} ${pick(GIVEN, index + 6)}`,
      `pere.${index}@famille.example`,
      mobile(index + 5000),
    ].join(';'),
  )
  return { name: 'liste.csv', bytes: iconv.encode([LIST_HEADER, ...lines].join('\r\n'), 'windows-1252') }
}
