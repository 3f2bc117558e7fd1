/**
 * Filling in a message's variables. A value is put in once and never read again as a template, so a family name that
 * looks like a variable stays a name.
 */
import { type MessageVariable, PLACEHOLDER, variableNamed } from '../contract/message-variables.ts'

/** A variable without a value stays in the text as it was typed. */
export type TemplateValues = Readonly<Partial<Record<MessageVariable, string>>>

export interface FilledTemplate {
  readonly text: string
  /** Names between braces that mean nothing here, as typed, each once: left visible in the text. */
  readonly unknown: readonly string[]
}

/** Replaces the known variables of `template`; what is not known is left as typed and reported. */
export function fillTemplate(template: string, values: TemplateValues): FilledTemplate {
  const unknown = new Set<string>()
  // Typed on macOS, "é" may come as two code points; composed, it matches as one letter.
  const text = template.normalize('NFC').replace(PLACEHOLDER, (whole, name: string) => {
    const variable = variableNamed(name)
    if (variable === null) unknown.add(name)
    return (variable === null ? undefined : values[variable]) ?? whole
  })
  return { text, unknown: [...unknown] }
}
