/**
 * Which column of a class list holds what. By strength of the sign, not by a list of forbidden titles:
 * 3 the title names the field and the pupil ("Nom de l'élève"), 2 it is the field ("Nom"), 1 it merely
 * contains it. A guardian's column is recognised first and never stands in for the pupil's.
 */
import type { RosterField } from '../contract/views.ts'
import { foldText } from './text-clean.ts'

export interface ColumnReading {
  readonly columns: readonly RosterField[]
  /** Columns of what Trousse does not keep (health, national id…): never read, whatever the mapping says. */
  readonly dropped: readonly number[]
  /** How much this row looks like a header; 0 when no column can hold a pupil's name. */
  readonly score: number
}

type PupilField = Extract<
  RosterField,
  'fullName' | 'familyName' | 'givenName' | 'birthDate' | 'className' | 'group' | 'pupilEmail' | 'pupilPhone'
>
type Meaning =
  | { readonly kind: 'pupil'; readonly field: PupilField; readonly strength: 1 | 2 | 3 }
  | { readonly kind: 'guardian'; readonly part: 'Name' | 'Email' | 'Phone'; readonly who: string }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'nothing' }

/** What is dropped at the door (invariant 4). Titles of PRONOTE, SIECLE and ONDE lists, folded. */
const SENSITIVE = [
  /\bprojets? (?:d )?acc|\b(?:pai|pap|pps|ppre|ulis|mdph|gevasco)\b|handicap|medic|\bsante\b|allerg|vaccin/,
  /\bine\b|(?:id|identifiant|numero|num|n) (?:eleve )?national|securite sociale|\bnir\b/,
  /(?:lieu|commune|ville|pays|departement|dept) (?:de )?nais|\bnationalite|pays nat/,
  /bourse|boursier|quotient|aide sociale|fonds social/,
  /\bregime\b|demi pension|cantine/,
  /\bprofession|\b(?:csp|pcs)\b|socio pro/,
  /religi|\bculte\b|sanction|punition|exclusion/,
  /mot de passe|password|code d activation|\blogin\b/,
] as const

/** Rewrites, in this order, that bring every spelling to one word. */
const CANONICAL: readonly (readonly [RegExp, string])[] = [
  [/\bne ?e? le\b|\bnee le\b|\bdate (?:de )?nais\w*|\bddn\b|\bnaiss?\b/g, 'naissance'],
  [/\badresse (?:e ?mail|mail|electronique)\b|\be ?mails?\b|\bmails?\b|\bcourriels?\b|\bmels?\b/g, 'email'],
  [
    /\b(?:numero (?:de )?)?(?:tel|tels|telephones?|portables?|mobiles?|gsm)(?: (?:portable|mobile|fixe|domicile|personnel|professionnel))?\b/g,
    'phone',
  ],
  [/\bprenoms?(?: s)?\b/g, 'prenom'],
  [/\bnoms?(?: (?:de famille|d usage|de naissance))?\b/g, 'nom'],
  [/\b(?:eleves?|etudiants?|apprenants?|enfants?)\b/g, 'eleve'],
  [/\b(?:classes?|divisions?|div|(?:code|lib) structure)(?: de rattachement)?\b/g, 'classe'],
  [/\b(?:groupes?|grp)\b/g, 'groupe'],
]
const STOP_WORDS = new Set('a au aux complet d de des du e en et l la le les ou s usuel'.split(' '))
/** Columns about other people or other times that contain a field's word. */
const NOT_THE_PUPIL =
  /\b(?:prof\w*|etablissement|tuteur|maitre|entreprise|origine|precedente?|matiere|ecole|cnx|connexion|photo)\b/
const GUARDIAN =
  /\b(?:resp|responsables?|parents?|peres?|papa|meres?|maman|famille|rl|repr|representants?|leg|legal|legaux|tut\w+ leg\w*)\s?\d?\b/g

const fold = (label: string): string =>
  foldText(label)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

function guardianKey(text: string): string {
  if (/\b(?:peres?|papa)\b/.test(text)) return 'father'
  if (/\b(?:meres?|maman)\b/.test(text)) return 'mother'
  if (/2\b|\b(?:autre|second)\b/.test(text)) return 'second'
  return 'first'
}

function guardianMeaning(text: string): Meaning {
  const rest = text
    .replace(GUARDIAN, ' ')
    .split(' ')
    .filter((word) => word !== '' && !STOP_WORDS.has(word) && !/^\d$|^(?:autre|second|eleve)$/.test(word))
  const who = guardianKey(text)
  if (rest.includes('email')) return { kind: 'guardian', part: 'Email', who }
  if (rest.includes('phone')) return { kind: 'guardian', part: 'Phone', who }
  const names = rest.every((word) => word === 'nom' || word === 'prenom')
  return names ? { kind: 'guardian', part: 'Name', who } : { kind: 'nothing' }
}

/** A map and not an object: a title may well be "constructor". */
const FIELD_OF_WORDS: ReadonlyMap<string, PupilField> = new Map([
  ['eleve', 'fullName'],
  ['nom prenom', 'fullName'],
  ['identite', 'fullName'],
  ['nom', 'familyName'],
  ['prenom', 'givenName'],
  ['naissance', 'birthDate'],
  ['classe', 'className'],
  ['groupe', 'group'],
  ['email', 'pupilEmail'],
  ['phone', 'pupilPhone'],
])
/** For titles that merely contain a word, the most particular first. */
const CONTAINED = ['email', 'phone', 'naissance', 'prenom', 'nom', 'classe', 'groupe'] as const

function meaningOf(label: string): Meaning {
  let text = fold(label)
  if (text === '') return { kind: 'nothing' }
  if (SENSITIVE.some((pattern) => pattern.test(text))) return { kind: 'dropped' }
  for (const [pattern, word] of CANONICAL) text = text.replace(pattern, word)
  if (NOT_THE_PUPIL.test(text) && !/\btut\w+ leg/.test(text)) return { kind: 'nothing' }
  if (text.search(GUARDIAN) >= 0) return guardianMeaning(text)
  const words = text.split(' ').filter((word) => !STOP_WORDS.has(word))
  const named = words.filter((word) => word !== 'eleve')
  const exact = FIELD_OF_WORDS.get((named.length === 0 ? words : named).toSorted().join(' '))
  if (exact) return { kind: 'pupil', field: exact, strength: named.length > 0 && named.length < words.length ? 3 : 2 }
  // "Prénom 2" is a second given name, not the one used.
  if (/\bprenom [2-9]\b/.test(text)) return { kind: 'nothing' }
  if (/^prenom 1$/.test(text)) return { kind: 'pupil', field: 'givenName', strength: 2 }
  const word = CONTAINED.find((candidate) => words.includes(candidate))
  const field = word === undefined ? undefined : FIELD_OF_WORDS.get(word)
  return field === undefined ? { kind: 'nothing' } : { kind: 'pupil', field, strength: 1 }
}

/** Fields that several columns may feed; of the others only the best column counts. */
const SHARED: ReadonlySet<PupilField> = new Set(['pupilEmail', 'pupilPhone', 'group'])

/** Two guardians are kept: first come, first served, unless the title gives a number. */
function guardianSlots(meanings: readonly Meaning[]): ReadonlyMap<string, 1 | 2> {
  const slots = new Map<string, 1 | 2>()
  for (const meaning of meanings) {
    if (meaning.kind !== 'guardian' || slots.has(meaning.who)) continue
    const taken = new Set(slots.values())
    const wanted = meaning.who === 'second' ? 2 : taken.has(1) ? 2 : 1
    if (!taken.has(wanted)) slots.set(meaning.who, wanted)
  }
  return slots
}

/** A lone "Nom" holds the whole name; a name in two columns makes "Élèves" beside them useless. */
function settleNames(best: Map<PupilField, number>): void {
  const family = best.get('familyName')
  if (family !== undefined && best.has('givenName')) best.delete('fullName')
  else if (best.has('fullName')) {
    best.delete('familyName')
    best.delete('givenName')
  } else if (family !== undefined) {
    best.set('fullName', family)
    best.delete('familyName')
  }
}

/** Reads a row of titles. Pure; any text is safe, `__proto__` included. */
export function readColumns(labels: readonly string[]): ColumnReading {
  const meanings = labels.map(meaningOf)
  const best = new Map<PupilField, number>()
  const strengths = new Map<PupilField, number>()
  for (const [index, meaning] of meanings.entries()) {
    if (meaning.kind !== 'pupil') continue
    if (meaning.strength > (strengths.get(meaning.field) ?? 0)) {
      strengths.set(meaning.field, meaning.strength)
      best.set(meaning.field, index)
    }
  }
  settleNames(best)
  const slots = guardianSlots(meanings)
  const columns = meanings.map((meaning, index): RosterField => {
    if (meaning.kind === 'guardian') {
      const slot = slots.get(meaning.who)
      return slot === undefined ? 'ignore' : `guardian${slot}${meaning.part}`
    }
    if (meaning.kind !== 'pupil') return 'ignore'
    if (SHARED.has(meaning.field))
      return meaning.strength >= (strengths.get(meaning.field) ?? 0) ? meaning.field : 'ignore'
    return [...best].find(([, at]) => at === index)?.[0] ?? 'ignore'
  })
  const dropped = meanings.flatMap((meaning, index) => (meaning.kind === 'dropped' ? [index] : []))
  const recognised = columns.filter((field) => field !== 'ignore').length + dropped.length
  const nameStrength = Math.max(strengths.get('fullName') ?? 0, strengths.get('familyName') ?? 0)
  const nameFound = best.has('fullName') || best.has('familyName')
  const enough = nameFound && (nameStrength >= 2 || recognised >= 3)
  const strengthSum = [...best.keys()].reduce((sum, field) => sum + (strengths.get(field) ?? 1), 0)
  return { columns, dropped, score: enough ? strengthSum * 2 + recognised : 0 }
}

/** True when a title is about a guardian: a group title above "Nom", "Mail"… gives them its meaning. */
export const isGuardianTitle = (label: string): boolean => fold(label).search(GUARDIAN) >= 0

/** Who a guardian's column says the person is, from its title. */
export function relationshipOfTitle(label: string): 'mother' | 'father' | 'guardian' {
  const key = guardianKey(fold(label))
  return key === 'mother' || key === 'father' ? key : 'guardian'
}
