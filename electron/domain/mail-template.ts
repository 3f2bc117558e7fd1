/**
 * Variables in a message: `{prénom}`, `{nom}`, `{classe}` and their English names. A value is put in once and
 * never read again as a template, so a family name that looks like a variable stays a name.
 */
export interface TemplateValues {
  readonly givenName: string
  readonly familyName: string
  readonly className: string
}

export interface FilledTemplate {
  readonly text: string
  /** Names between braces that mean nothing here, as typed, each once: left visible in the text. */
  readonly unknown: readonly string[]
}

/** Accents and case do not count, so `{Prenom}` works as well. */
const VARIABLES: ReadonlyMap<string, keyof TemplateValues> = new Map([
  ['prenom', 'givenName'],
  ['firstname', 'givenName'],
  ['givenname', 'givenName'],
  ['nom', 'familyName'],
  ['lastname', 'familyName'],
  ['familyname', 'familyName'],
  ['classe', 'className'],
  ['class', 'className'],
])

/** A variable's name is letters, possibly in several words: `{mettre 3 + 4}` or `{}` in an exercise is not one. */
const PLACEHOLDER = /\{(\p{L}[\p{L} _-]{0,39})\}/gu
const COMBINING_MARKS = /\p{M}+/gu

const canonicalName = (name: string): string =>
  name.normalize('NFD').replace(COMBINING_MARKS, '').replace(/[ _-]/g, '').toLowerCase()

/** Replaces the known variables of `template`; what is not known is left as typed and reported. */
export function fillTemplate(template: string, values: TemplateValues): FilledTemplate {
  const unknown = new Set<string>()
  // Typed on macOS, "é" may come as two code points; composed, it matches as one letter.
  const text = template.normalize('NFC').replace(PLACEHOLDER, (whole, name: string) => {
    const key = VARIABLES.get(canonicalName(name))
    if (key === undefined) {
      unknown.add(name)
      return whole
    }
    return values[key]
  })
  return { text, unknown: [...unknown] }
}
