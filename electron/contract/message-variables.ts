/**
 * Variables of a message, between braces: `{prénom}`, `{devoirs}`… One list for the window, which inserts and checks
 * them, and for what fills them in.
 */

export const MESSAGE_VARIABLES = ['givenName', 'familyName', 'className', 'work', 'subject', 'teacher', 'date'] as const
export type MessageVariable = (typeof MESSAGE_VARIABLES)[number]

/** As the composer inserts them. */
export const VARIABLE_NAMES: Readonly<Record<'fr' | 'en', Readonly<Record<MessageVariable, string>>>> = {
  fr: {
    givenName: 'prénom',
    familyName: 'nom',
    className: 'classe',
    work: 'devoirs',
    subject: 'matière',
    teacher: 'enseignant',
    date: 'date',
  },
  en: {
    givenName: 'first name',
    familyName: 'last name',
    className: 'class',
    work: 'homework',
    subject: 'subject',
    teacher: 'teacher',
    date: 'date',
  },
}

/** Other ways to write them, in their bare form. */
const ALSO: Readonly<Record<string, MessageVariable>> = {
  givenname: 'givenName',
  familyname: 'familyName',
  devoirsdelasemaine: 'work',
  travail: 'work',
  travailafaire: 'work',
  homeworkoftheweek: 'work',
  work: 'work',
  professeur: 'teacher',
}

/** Accents, case, spaces and hyphens do not count: `{Prenom}` and `{First-Name}` work as well. */
const bare = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ _-]/g, '')
    .toLowerCase()

const KNOWN: ReadonlyMap<string, MessageVariable> = new Map([
  ...Object.entries(ALSO),
  ...Object.values(VARIABLE_NAMES).flatMap((names) =>
    MESSAGE_VARIABLES.map((variable) => [bare(names[variable]), variable] as const),
  ),
])

/** Which variable a name between braces is; null for none. */
export const variableNamed = (name: string): MessageVariable | null => KNOWN.get(bare(name)) ?? null

/** A variable's name is letters, possibly in several words: `{mettre 3 + 4}` or `{}` in an exercise is not one. */
export const PLACEHOLDER = /\{(\p{L}[\p{L}\p{M} _-]{0,39})\}/gu

export interface FoundVariable {
  /** With its braces, as typed. */
  readonly text: string
  /** Null: means nothing here. */
  readonly variable: MessageVariable | null
  /** Where it begins, in UTF-16 units. */
  readonly index: number
  /** From 1. */
  readonly line: number
}

/** Every name between braces of a text, in order. */
export function variablesIn(text: string): FoundVariable[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => ({
    text: match[0],
    variable: variableNamed(match[1] ?? ''),
    index: match.index,
    line: text.slice(0, match.index).split('\n').length,
  }))
}

/** The variables that texts use, each once. */
export const variablesUsed = (...texts: readonly string[]): MessageVariable[] =>
  MESSAGE_VARIABLES.filter((variable) =>
    texts.some((text) => variablesIn(text).some((one) => one.variable === variable)),
  )
