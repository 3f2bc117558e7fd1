/**
 * The words that packs of version 1 write in their tables (`packs/page/texts-*.ts`): frozen with the format, and
 * held to the writer's by a test.
 */
import type { Relationship } from '../../contract/snapshot.ts'

export interface PackWords {
  readonly rosterColumns: readonly string[]
  readonly relationships: ReadonlyMap<string, Relationship>
  readonly level: { readonly 2: string; readonly 3: string }
  readonly noAuthority: string
  readonly doNotContact: string
}

const FR: PackWords = {
  rosterColumns: ['Nom', 'Prénom', 'Né(e) le', 'Classe', 'Téléphone de l’élève', 'E-mail de l’élève'],
  relationships: new Map([
    ['mère', 'mother'],
    ['père', 'father'],
    ['tuteur ou tutrice', 'guardian'],
    ['grand-parent', 'grandparent'],
    ['frère ou sœur', 'sibling'],
    ['famille d’accueil', 'foster'],
    ['élève majeur', 'self'],
    ['autre responsable', 'other'],
  ]),
  level: { 2: 'en charge de l’élève', 3: 'personne à contacter' },
  noAuthority: 'sans autorité parentale',
  doNotContact: 'NE PAS CONTACTER',
}

const EN: PackWords = {
  rosterColumns: ['Family name', 'Given name', 'Born', 'Class', 'Pupil’s phone', 'Pupil’s e-mail'],
  relationships: new Map([
    ['mother', 'mother'],
    ['father', 'father'],
    ['guardian', 'guardian'],
    ['grandparent', 'grandparent'],
    ['brother or sister', 'sibling'],
    ['foster family', 'foster'],
    ['adult pupil', 'self'],
    ['other guardian', 'other'],
  ]),
  level: { 2: 'in charge of the pupil', 3: 'person to contact' },
  noAuthority: 'no parental authority',
  doNotContact: 'DO NOT CONTACT',
}

export const packWords = (locale: 'fr' | 'en'): PackWords => (locale === 'fr' ? FR : EN)
