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
  | 'fullName'
  | 'familyName'
  | 'usageName'
  | 'givenName'
  | 'birthDate'
  | 'className'
  | 'group'
  | 'structureType'
  | 'pupilId'
  | 'rowType'
  | 'children'
  | 'pupilEmail'
  | 'pupilPhone'
>
export type GuardianSlot = 1 | 2 | 3 | 4
export const GUARDIAN_SLOTS = [1, 2, 3, 4] as const satisfies readonly GuardianSlot[]
type GuardianPart = 'Name' | 'Email' | 'Phone' | 'Link' | 'Level'
type Meaning =
  | { readonly kind: 'pupil'; readonly field: PupilField; readonly strength: 1 | 2 | 3 }
  | { readonly kind: 'guardian'; readonly part: GuardianPart; readonly who: string }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'nothing' }

/** What is dropped at the door (invariant 4). Titles of PRONOTE, SIECLE and ONDE lists, folded. */
const SENSITIVE = [
  /\bprojets? (?:d )?acc|\b(?:pai|pap|pps|ppre|ulis|mdph|gevasco)\b|handicap|medic|\bsante\b|allerg|vaccin/,
  /\bine\b|(?:id|identifiant|numero|num|n) (?:eleve )?national|securite sociale|\bnir\b/,
  /(?:lieu|commune|ville|pays|departement|dept) (?:de )?nais|\bnationalite|pays nat/,
  /bourse|boursier|quotient|aide sociale|fonds social/,
  /\bregime\b|demi pension|cantine/,
  // "Tél. Professionnel" is a number like another.
  /\bprofessions?\b|\b(?:csp|pcs)\b|socio pro/,
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
  /\b(?:prof(?!ils?\b)\w*|etablissement|tuteur|maitre|entreprise|origine|precedente?|matiere|ecole|cnx|connexion|photo)\b/
const GUARDIAN =
  /\b(?:resp|responsables?|responsabilites?|parents?|peres?|papa|meres?|maman|famille|rl|repr|representants?|leg|legal|legaux|tut\w+ leg\w*)\s?\d?\b/g
/** The number of a guardian stands right after the word; any other is a second phone or a second line of address. */
const GUARDIAN_NUMBER = /\b(?:resp\w*|parents?|rl|repr\w*|leg|legal|legaux)\s?(\d)\b/g

const fold = (label: string): string =>
  foldText(label)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

function guardianKey(text: string): string {
  if (/\b(?:peres?|papa)\b/.test(text)) return 'father'
  if (/\b(?:meres?|maman)\b/.test(text)) return 'mother'
  const number = [...text.matchAll(GUARDIAN_NUMBER)].at(-1)?.[1] ?? /(\d)$/.exec(text)?.[1]
  if (number !== undefined && number !== '1') return number
  return /\b(?:autre|second)\b/.test(text) ? '2' : '1'
}

/** Words of a guardian's column that say it holds a permission, an address, not the contact itself. */
const NOT_THE_CONTACT = /\b(?:communication|ligne|poste)\b/

function guardianMeaning(text: string): Meaning {
  const rest = text
    .replace(GUARDIAN, ' ')
    .split(' ')
    .filter((word) => word !== '' && !STOP_WORDS.has(word) && !/^\d$|^(?:autre|second|eleve|usage)$/.test(word))
  const who = guardianKey(text)
  if (NOT_THE_CONTACT.test(text)) return { kind: 'nothing' }
  if (rest.includes('email')) return { kind: 'guardian', part: 'Email', who }
  if (rest.includes('phone')) return { kind: 'guardian', part: 'Phone', who }
  if (rest.includes('lien') || rest.includes('parente')) return { kind: 'guardian', part: 'Link', who }
  if (rest.includes('niveau')) return { kind: 'guardian', part: 'Level', who }
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
  ['profil', 'rowType'],
  ['role', 'rowType'],
  ['roles', 'rowType'],
  ['type', 'rowType'],
  ['structure type', 'structureType'],
])
/** Ids of a file's own, whatever the words around: SIECLE's, Edifice's, the templates'. */
const PUPIL_ID =
  /^(?:id|uid|external ?id|eleve id)$|^(?:id|identifiant) (?:siecle|sconet|ent)$|^(?:num )?eleve (?:no )?etab$|^ele?noet$/
/** For titles that merely contain a word, the most particular first. */
const CONTAINED = ['email', 'phone', 'naissance', 'prenom', 'nom', 'classe', 'groupe'] as const

const NO_TITLE = /^[\d\s.+/:-]*$|^\S+@\S+$/

function meaningOf(label: string): Meaning {
  // The rows under a header are tried as headers too: dates, numbers and addresses are no titles.
  if (NO_TITLE.test(label)) return { kind: 'nothing' }
  let text = fold(label)
  if (text === '') return { kind: 'nothing' }
  if (SENSITIVE.some((pattern) => pattern.test(text))) return { kind: 'dropped' }
  if (PUPIL_ID.test(text)) return { kind: 'pupil', field: 'pupilId', strength: 2 }
  if (/^enfants?(?: s)?$/.test(text)) return { kind: 'pupil', field: 'children', strength: 2 }
  const isUsage = /\bnom (?:d )?usage\b/.test(text)
  for (const [pattern, word] of CANONICAL) text = text.replace(pattern, word)
  if (NOT_THE_PUPIL.test(text) && !/\btut\w+ leg/.test(text)) return { kind: 'nothing' }
  // "Lien 1", "Lien de parenté": only guardians have one.
  if (text.search(GUARDIAN) >= 0 || /^lien(?: \d| de parente)?$/.test(text)) return guardianMeaning(text)
  if (isUsage) return { kind: 'pupil', field: 'usageName', strength: 2 }
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

/** Four guardians are kept: each number its own place when free, the others in the order they come. */
function guardianSlots(meanings: readonly Meaning[]): ReadonlyMap<string, GuardianSlot> {
  const slots = new Map<string, GuardianSlot>()
  const free = new Set<GuardianSlot>(GUARDIAN_SLOTS)
  for (const meaning of meanings) {
    if (meaning.kind !== 'guardian' || slots.has(meaning.who)) continue
    const numbered = GUARDIAN_SLOTS.find((slot) => slot > 1 && String(slot) === meaning.who && free.has(slot))
    const [first] = free
    const slot = numbered ?? first
    if (slot === undefined) break
    slots.set(meaning.who, slot)
    free.delete(slot)
  }
  return slots
}

/**
 * After "Responsable 2", "Téléphone 2" and "E-mail 2" are that guardian's and not the pupil's second: tables that
 * Trousse itself writes, and many a teacher's, name the person once.
 */
function withNumberedGuardians(labels: readonly string[], meanings: readonly Meaning[]): readonly Meaning[] {
  const named = new Set<string>()
  return meanings.map((meaning, index) => {
    if (meaning.kind === 'guardian' && meaning.part === 'Name') named.add(meaning.who)
    if (named.size === 0 || meaning.kind !== 'pupil') return meaning
    const number = /(\d)$/.exec(fold(labels[index] ?? ''))?.[1]
    if (number === undefined || !named.has(number)) return meaning
    if (meaning.field === 'pupilEmail') return { kind: 'guardian', part: 'Email', who: number }
    return meaning.field === 'pupilPhone' ? { kind: 'guardian', part: 'Phone', who: number } : meaning
  })
}

/** A lone "Nom" holds the whole name; a name in two columns makes "Élèves" beside them useless. */
function settleNames(best: Map<PupilField, number>): void {
  const usage = best.get('usageName')
  if (usage !== undefined && !best.has('familyName') && !best.has('fullName')) {
    best.delete('usageName')
    best.set('familyName', usage)
  }
  const family = best.get('familyName')
  if (family !== undefined && best.has('givenName')) best.delete('fullName')
  else if (best.has('fullName')) {
    best.delete('familyName')
    best.delete('givenName')
    best.delete('usageName')
  } else if (family !== undefined) {
    best.set('fullName', family)
    best.delete('familyName')
    best.delete('usageName')
  }
}

/** "Enfants" is a pupil's column, unless rows say who they are about: then it is on the parents' rows. */
function settleChildren(best: Map<PupilField, number>, strengths: Map<PupilField, number>): void {
  const children = best.get('children')
  if (children === undefined || best.has('rowType')) return
  best.delete('children')
  if (!best.has('fullName')) {
    best.set('fullName', children)
    strengths.set('fullName', 2)
  }
}

/** Reads a row of titles. Pure; any text is safe, `__proto__` included. */
export function readColumns(labels: readonly string[]): ColumnReading {
  const meanings = withNumberedGuardians(labels, labels.map(meaningOf))
  const best = new Map<PupilField, number>()
  const strengths = new Map<PupilField, number>()
  for (const [index, meaning] of meanings.entries()) {
    if (meaning.kind !== 'pupil') continue
    if (meaning.strength > (strengths.get(meaning.field) ?? 0)) {
      strengths.set(meaning.field, meaning.strength)
      best.set(meaning.field, index)
    }
  }
  settleChildren(best, strengths)
  settleNames(best)
  const slots = guardianSlots(meanings)
  const columns = meanings.map((meaning, index): RosterField => {
    if (meaning.kind === 'guardian') {
      const slot = slots.get(meaning.who)
      // "Parents" of a table whose rows are people: names only, told again on the parents' own rows.
      if (best.has('children') && meaning.part === 'Name') return 'ignore'
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

/** Which part of a guardian's name a column holds; `full` when its title does not part it. */
export function guardianNamePart(label: string): 'family' | 'usage' | 'given' | 'full' {
  const text = fold(label)
  const given = /\bprenoms?\b/.test(text)
  const family = /\bnoms?\b/.test(text)
  if (given) return family ? 'full' : 'given'
  if (/\busage\b/.test(text)) return 'usage'
  return family ? 'family' : 'full'
}

/** True when a title says that the given name comes first: "Prénom / Nom", as Moodle writes. */
export const givenNameFirst = (label: string): boolean => /\bprenoms?\b.*\bnoms?\b/.test(fold(label))

/**
 * A short text that is the same for tables with the same titles in the same order: FNV-1a, twice 32 bits. No
 * secret and no defence, a key to what the teacher chose for such a table.
 */
export function tableSignature(labels: readonly string[]): string {
  const text = labels.map(fold).join('\n')
  const hash = (start: number): string => {
    let value = start
    for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
    return (value >>> 0).toString(16).padStart(8, '0')
  }
  return `${labels.length}-${hash(0x811c9dc5)}${hash(0x1b873593)}`
}
