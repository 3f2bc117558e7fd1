/** Which column of a homework page holds what, from its titles (PRONOTE's cahier de textes, Kosmos, Moodle, others). Pure. */
import type { WorkField } from '../../contract/views.ts'
import { foldText } from '../../domain/text-clean.ts'

export interface WorkReading {
  readonly columns: readonly WorkField[]
  /** 0 when the titles are not those of homework. */
  readonly score: number
}

/** First match wins; the most particular come first. */
const TITLES: readonly (readonly [RegExp, Exclude<WorkField, 'ignore'>, number])[] = [
  [/\bpour le\b|\ba rendre\b|\becheance\b|\bdate limite\b|\bdate de remise\b|\ba faire pour\b|\bdue\b/, 'dueOn', 3],
  [/\bdonne\w* le\b|\bdate (?:du|de) (?:cours|seance)\b|\bseance du\b|\bassigned\b|\bpublie\w* le\b/, 'assignedOn', 3],
  [/\bmatieres?\b|\bdiscipline\b|\bsubject\b|\benseignement\b/, 'subject', 2],
  [/\bclasses?\b|\bgroupes?\b|\bdivision\b/, 'className', 1],
  [/\btitre\b|\bintitule\b|\bsujet\b|\btitle\b/, 'title', 2],
  [
    /\btravail\b|\btravaux\b|\bdevoirs?\b|\bdescripti\w+\b|\bconsignes?\b|\bcontenu\b|\benonce\b|\bhomework\b|\ba faire\b/,
    'description',
    3,
  ],
  [/^date$|^jour$/, 'dueOn', 1],
]
/** A column of one pupil's own state or of a teacher's name is no part of the work. */
const NOT_THE_WORK = /\b(?:eleves?|professeur|enseignant|note|rendu par|pieces? jointes?|fait|etat|statut|action)\b/

/** Reads a row of titles. Any text is safe. */
export function workColumns(labels: readonly string[]): WorkReading {
  const taken = new Map<WorkField, number>()
  let score = 0
  const columns = labels.map((label): WorkField => {
    const text = foldText(label)
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
    if (text === '' || text.length > 60) return 'ignore'
    const found = TITLES.find(([pattern]) => pattern.test(text))
    if (!found || (NOT_THE_WORK.test(text) && found[1] !== 'dueOn')) return 'ignore'
    const [, field, weight] = found
    if (taken.has(field)) return 'ignore'
    taken.set(field, weight)
    score += weight
    return field
  })
  const what = taken.has('title') || taken.has('description')
  return { columns, score: what && (taken.has('dueOn') || taken.has('assignedOn')) ? score : 0 }
}
