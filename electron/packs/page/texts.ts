import type { Relationship } from '../../contract/snapshot.ts'
import type { Locale } from './format.ts'
import { EN } from './texts-en.ts'

const FR = {
  lang: 'fr',
  profile: { teacher: 'Pack de l’enseignant', pupil: 'Travail de la classe' },
  lead: {
    teacher: 'Le travail donné, les familles et la fiche d’appel, à portée de main même sans réseau.',
    pupil: 'Le travail à faire et les documents, à portée de main même sans réseau.',
  },
  preparedOn: 'Préparé le',
  schoolYear: (year: string) => `Année scolaire ${year}`,
  skip: 'Aller au contenu',
  contents: 'Sommaire',
  confidential: 'Document confidentiel',
  confidentialText:
    'Ce pack contient les coordonnées des élèves et de leurs familles. Ne le laissez pas sur un ordinateur partagé, ne le transférez pas, et supprimez-le quand il ne sert plus.',
  work: 'Travail à faire',
  dueFor: (date: string) => `Pour le ${date}`,
  noDate: 'Sans date de remise',
  past: (count: number) => (count > 1 ? `Déjà passés\u00a0: ${count} travaux` : 'Déjà passé\u00a0: 1 travail'),
  pastHint: 'Ouvrez cette partie pour la lire ou l’imprimer.',
  noWork: 'Aucun travail à venir n’est enregistré pour cette classe.',
  assignedOn: (date: string) => `Donné le ${date}`,
  noSubject: 'Toutes matières',
  noInstructions: 'Pas d’autre consigne que le titre.',
  documents: 'Documents joints',
  missing: {
    'not-fetched': 'absent du pack\u00a0: il n’avait pas été récupéré avant la coupure',
    unreadable: 'absent du pack\u00a0: le fichier gardé sur l’ordinateur n’est plus lisible',
  },
  renamed: 'ce type de fichier ne s’ouvre pas d’un double clic, par sécurité',
  families: 'Élèves et familles',
  born: (date: string) => `Né(e) le ${date}`,
  noGuardian: 'Aucun responsable enregistré.',
  noContact: 'Aucune coordonnée.',
  doNotContact: 'NE PAS CONTACTER',
  doNotContactWhy: 'Décision de justice\u00a0: aucune coordonnée n’est communiquée.',
  bounced: 'adresse en échec',
  own: 'Élève',
  noAuthority: 'sans autorité parentale',
  level: { 1: 'responsable légal', 2: 'en charge de l’élève', 3: 'personne à contacter' },
  relationship: {
    mother: 'mère',
    father: 'père',
    guardian: 'tuteur ou tutrice',
    grandparent: 'grand-parent',
    sibling: 'frère ou sœur',
    foster: 'famille d’accueil',
    self: 'élève majeur',
    other: 'autre responsable',
  } satisfies Record<Relationship, string>,
  callSheet: 'Fiche d’appel',
  callSheetLead: 'À imprimer\u00a0: une ligne par numéro, à cocher au fil des appels.',
  callColumns: { who: 'Responsable', phone: 'Téléphone', reached: 'Joint', message: 'Message laissé', notes: 'Notes' },
  noPhone: 'pas de numéro',
  files: 'Dans ce pack',
  rosterCsv: 'Liste de la classe pour tableur (CSV)',
  rosterXlsx: 'Liste de la classe pour tableur (Excel, LibreOffice)',
  counts: {
    work: (n: number): string => (n > 1 ? 'travaux à venir' : 'travail à venir'),
    documents: (n: number): string => (n > 1 ? 'documents' : 'document'),
    pupils: (n: number): string => (n > 1 ? 'élèves' : 'élève'),
  },
  footer: 'Pack préparé avec Trousse. Il s’ouvre sans Internet et n’envoie rien.',
  rosterColumns: ['Nom', 'Prénom', 'Né(e) le', 'Classe', 'Téléphone de l’élève', 'E-mail de l’élève'],
  guardianColumns: ['Responsable', 'Lien', 'Téléphone', 'E-mail', 'À noter'],
}

/** Every word of a pack; both languages have the same keys. */
export type PackTexts = typeof FR

const TEXTS: Readonly<Record<Locale, PackTexts>> = { fr: FR, en: EN }

export const packTexts = (locale: Locale): PackTexts => TEXTS[locale]
