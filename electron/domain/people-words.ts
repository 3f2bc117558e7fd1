/** What a guardian is to a pupil, in the words of whoever reads a sheet or a table. */
import type { Relationship } from '../contract/snapshot.ts'
import type { GuardianView, PupilSheet } from '../contract/views.ts'
import type { Locale } from './written-format.ts'

export const RELATIONSHIP_WORDS: Readonly<Record<Locale, Readonly<Record<Relationship, string>>>> = {
  fr: {
    mother: 'mère',
    father: 'père',
    guardian: 'tuteur ou tutrice',
    grandparent: 'grand-parent',
    sibling: 'frère ou sœur',
    foster: 'famille d’accueil',
    self: 'élève majeur',
    other: 'responsable',
  },
  en: {
    mother: 'mother',
    father: 'father',
    guardian: 'guardian',
    grandparent: 'grandparent',
    sibling: 'sibling',
    foster: 'foster family',
    self: 'adult pupil',
    other: 'guardian',
  },
}

/** SIECLE's levels, 1 to 3. */
export const LEVEL_WORDS: Readonly<Record<Locale, Readonly<Record<number, string>>>> = {
  fr: { 1: 'responsable légal', 2: 'en charge de l’élève', 3: 'personne à contacter' },
  en: { 1: 'legal guardian', 2: 'in charge of the pupil', 3: 'person to contact' },
}

/** SIECLE's level 3 is a person to call, who is not written to about school matters. */
const LAST_LEVEL_WRITTEN_TO = 2

/**
 * Guardians a letter may be for: with authority, no court order against contact, not merely somebody to call. A pupil
 * entered as their own guardian answers for themselves.
 */
export const guardiansToWriteTo = (pupil: Pick<PupilSheet, 'guardians'>): GuardianView[] =>
  pupil.guardians.filter(
    ({ courtBlock, level, authority, relationship }) =>
      !courtBlock && level <= LAST_LEVEL_WRITTEN_TO && (authority || relationship === 'self'),
  )
