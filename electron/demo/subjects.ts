/** What is taught, and for how many hours a week, near to the national programme of the general lycée. */
import type { Level } from './model.ts'

export interface WeeklySubject {
  readonly subject: string
  readonly hours: number
}
export type Track = 'general' | 'stmg'

const weekly = (...pairs: readonly (readonly [string, number])[]): readonly WeeklySubject[] =>
  pairs.map(([subject, hours]) => ({ subject, hours }))

/** Taught to the whole division. */
export const COMMON: Readonly<Record<Level, Readonly<Record<Track, readonly WeeklySubject[]>>>> = {
  '2de': {
    general: weekly(
      ['Français', 4],
      ['Histoire-géographie', 3],
      ['Anglais', 3],
      ['Mathématiques', 4],
      ['Physique-chimie', 3],
      ['SVT', 2],
      ['SES', 2],
      ['SNT', 2],
      ['EPS', 2],
    ),
    stmg: [],
  },
  '1re': {
    general: weekly(
      ['Français', 4],
      ['Histoire-géographie', 3],
      ['Anglais', 2],
      ['Enseignement scientifique', 2],
      ['EPS', 2],
    ),
    stmg: weekly(
      ['Français', 4],
      ['Histoire-géographie', 2],
      ['Anglais', 2],
      ['Mathématiques', 3],
      ['Sciences de gestion', 7],
      ['Droit et économie', 4],
      ['EPS', 2],
    ),
  },
  Tle: {
    general: weekly(
      ['Philosophie', 4],
      ['Histoire-géographie', 3],
      ['Anglais', 2],
      ['Enseignement scientifique', 2],
      ['EPS', 2],
    ),
    stmg: weekly(
      ['Philosophie', 2],
      ['Histoire-géographie', 2],
      ['Anglais', 2],
      ['Mathématiques', 3],
      ['Sciences de gestion', 8],
      ['Droit et économie', 5],
      ['EPS', 2],
    ),
  },
}

/** Second language: groups drawn from every division of the level, with their shares. */
export const SECOND_LANGUAGES: readonly (readonly [string, number])[] = [
  ['Espagnol', 0.62],
  ['Allemand', 0.24],
  ['Italien', 0.14],
]
export const SECOND_LANGUAGE_HOURS: Readonly<Record<Level, number>> = { '2de': 3, '1re': 2, Tle: 2 }

/**
 * Specialities: a pupil takes one of each block, and a block is taught at the same hours to the whole
 * level, which is how a lycée keeps every choice possible.
 */
export const SPECIALITY_BLOCKS: Readonly<
  Record<Level, { readonly hours: number; readonly blocks: readonly (readonly string[])[] }>
> = {
  '2de': { hours: 0, blocks: [] },
  '1re': {
    hours: 4,
    blocks: [
      ['Mathématiques', 'HLP', 'SES'],
      ['Physique-chimie', 'HGGSP', 'NSI'],
      ['SVT', 'LLCER anglais', 'HGGSP'],
    ],
  },
  Tle: {
    hours: 6,
    blocks: [
      ['Mathématiques', 'HGGSP', 'HLP'],
      ['Physique-chimie', 'SES', 'SVT', 'NSI', 'LLCER anglais'],
    ],
  },
}

/** Who teaches a subject that has no teachers of its own. */
const TAUGHT_BY: Readonly<Record<string, string>> = {
  SNT: 'NSI',
  'Enseignement scientifique': 'SVT',
  HGGSP: 'Histoire-géographie',
  HLP: 'Philosophie',
  'LLCER anglais': 'Anglais',
  'Droit et économie': 'Sciences de gestion',
}
export const disciplineOf = (subject: string): string => TAUGHT_BY[subject] ?? subject
