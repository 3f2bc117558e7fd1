/**
 * What is read of SIECLE's files, element by element, and what is left at the door by name. Names, levels and
 * codes: the ministry's exports and the programs that read them (facts on SIECLE XML).
 */
import type { GuardianshipRecord, Relationship } from '../../contract/snapshot.ts'
import type { RecordRule, XmlRules } from './read-xml.ts'

export const EMAIL_FIELDS = ['MEL'] as const
/** Mobile first: it is the number that answers. */
export const PHONE_FIELDS = ['TEL_PORTABLE', 'TEL_PERSONNEL', 'TEL_PROFESSIONNEL'] as const
const NAME_FIELDS = ['NOM_USAGE', 'NOM_DE_FAMILLE', 'NOM', 'PRENOM'] as const
const CONTACT_FIELDS = [...EMAIL_FIELDS, ...PHONE_FIELDS]
/** `RESP_LEGAL` and `PERS_CONTACT`: exports before version 2.1. */
const LINK_FIELDS = [
  'ELEVE_ID',
  'PERSONNE_ID',
  'NIVEAU_RESPONSABILITE',
  'RESP_LEGAL',
  'CODE_PARENTE',
  'A_CONTACTER_EN_PRIORITE',
]

const RECORDS: readonly RecordRule[] = [
  { kind: 'header', element: 'PARAMETRES', parent: null, fields: ['UAJ', 'ANNEE_SCOLAIRE'] },
  {
    kind: 'pupil',
    element: 'ELEVE',
    parent: 'ELEVES',
    fields: ['ELEVE_ID', ...NAME_FIELDS, 'DATE_NAISS', 'DATE_SORTIE', 'CODE_MEF', ...CONTACT_FIELDS],
  },
  {
    kind: 'membership',
    element: 'STRUCTURES_ELEVE',
    parent: 'STRUCTURES',
    fields: ['ELEVE_ID'],
    rows: { element: 'STRUCTURE', fields: ['CODE_STRUCTURE', 'TYPE_STRUCTURE'] },
  },
  {
    kind: 'person',
    element: 'PERSONNE',
    parent: 'PERSONNES',
    fields: ['PERSONNE_ID', ...NAME_FIELDS, ...CONTACT_FIELDS],
  },
  { kind: 'link', element: 'RESPONSABLE_ELEVE', parent: 'RESPONSABLES', fields: LINK_FIELDS },
  { kind: 'link', element: 'RESPONSABLE', parent: 'RESPONSABLES', fields: LINK_FIELDS },
  ...(['DIVISION', 'GROUPE'] as const).map((element) => ({
    kind: element === 'DIVISION' ? 'division' : 'group',
    element,
    parent: `${element}S`,
    fields: ['CODE_STRUCTURE'],
  })),
  { kind: 'mef', element: 'MEF', parent: 'MEFS', fields: ['CODE_MEF', 'LIBELLE_EDITION', 'LIBELLE_LONG'] },
  { kind: 'school', element: 'UAJ', parent: 'DONNEES', fields: ['DENOM_PRINC', 'DENOM_COMPL'] },
  {
    kind: 'year',
    element: 'ANNEE_SCOLAIRE',
    parent: 'DONNEES',
    fields: ['DATE_DEBUT_ELEVE', 'DATE_FIN_ELEVE'],
  },
]

/** National identifier, birth place, nationality, boarding, profession, grants and aids: invariant 4. */
const DROPPED = new Set([
  'ID_NATIONAL',
  'INE_RNIE',
  'INE_BEA',
  'VILLE_NAISS',
  'CODE_PAYS',
  'CODE_DEPARTEMENT_NAISS',
  'CODE_COMMUNE_INSEE_NAISS',
  'CODE_PAYS_NAT',
  'CODE_REGIME',
  'CODE_PROFESSION',
  'CODE_CSP',
  'PERCOIT_LES_AIDES',
  'PAIE_FRAIS_SCOLAIRES',
])
/** Markers that exports of other years or academies add. */
const DROPPED_WORDS =
  /MEDIC|SANTE|HANDICAP|ALLERG|VACCIN|BOURS|SANCTION|RELIGI|(?:^|_)(?:PAI|PAP|PPS|PPRE|ULIS|MDPH|NIR)(?:_|$)/

export const SIECLE_RULES: XmlRules = {
  records: RECORDS,
  isDropped: (element) => DROPPED.has(element) || DROPPED_WORDS.test(element),
  droppedSections: new Set(['BOURSES', 'ADRESSES', 'SANCTIONS']),
}

/** CODE_PARENTE. Unknown codes are `other`. */
const RELATIONSHIPS: ReadonlyMap<string, Relationship> = new Map([
  ['10', 'mother'],
  ['20', 'father'],
  ['37', 'sibling'],
  ['38', 'grandparent'],
  ['42', 'foster'],
  ['50', 'guardian'],
  // The département's child welfare service, when a judge gave it the child.
  ['51', 'guardian'],
  ['70', 'self'],
])

export const relationshipOf = (code: string): Relationship => RELATIONSHIPS.get(code) ?? 'other'

/**
 * 1 legal representative, 2 person in charge, 3 person to contact. Null when the file says nothing known.
 *
 * @param level NIVEAU_RESPONSABILITE; @param legal RESP_LEGAL of old exports, where 1 and 2 are both
 *   representatives and 0 is a contact.
 */
export function levelOf(level: string, legal: string): GuardianshipRecord['level'] | null {
  if (level === '1') return 1
  if (level === '2') return 2
  if (level === '3') return 3
  if (level !== '') return null
  if (legal === '1' || legal === '2') return 1
  return legal === '0' ? 3 : null
}

/** Booleans are `1` and `0` in some fields, `true` and `false` in others of the same record. */
export const isTrue = (text: string): boolean => text === '1' || text.toLowerCase() === 'true'
