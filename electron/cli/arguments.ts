/** Reads the words after `trousse`: positional arguments and `--options`, refused when unknown. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { UsageError } from './exit.ts'

export type OptionKind = 'text' | 'flag'
export type OptionSpec = Readonly<Record<string, OptionKind>>

export interface ParsedArguments {
  readonly positionals: readonly string[]
  text(name: string): string | undefined
  /** The option's text, or a usage error naming it. */
  required(name: string): string
  flag(name: string): boolean
  /** One of the listed words; the first is the default. */
  choice<const T extends readonly [string, ...string[]]>(name: string, allowed: T): T[number]
}

/** Options every command takes. */
const COMMON: OptionSpec = { data: 'text', help: 'flag' }
/** Secrets come from the environment or stdin: in argv every other program of the machine could read them. */
const NEVER_IN_ARGV = [
  'passphrase',
  'password',
  'client-secret',
  'secret',
  'token',
  'feed-url',
  'smtp-password',
  'pack-passphrase',
]

export function readArguments(
  words: readonly string[],
  spec: OptionSpec,
  positionals: { min: number; max: number },
): ParsedArguments {
  for (const word of words) {
    const name = /^--([a-z-]+)/.exec(word)?.[1]
    if (name && NEVER_IN_ARGV.includes(name)) {
      throw new UsageError(`--${name}: secrets are never given as arguments. Use the environment (see trousse --help).`)
    }
  }
  const options: ParseArgsConfig['options'] = {}
  for (const [name, kind] of Object.entries({ ...COMMON, ...spec }))
    options[name] = { type: kind === 'flag' ? 'boolean' : 'string' }
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  const { values } = parsed
  if (parsed.positionals.length < positionals.min || parsed.positionals.length > positionals.max) {
    throw new UsageError(
      positionals.max === 0
        ? `Unexpected argument: ${parsed.positionals[0]}`
        : `Expected ${positionals.min === positionals.max ? positionals.min : `at least ${positionals.min}`} argument(s), got ${parsed.positionals.length}.`,
    )
  }
  const text = (name: string) => (typeof values[name] === 'string' ? (values[name] as string) : undefined)
  return {
    positionals: parsed.positionals,
    text,
    required(name) {
      const value = text(name)
      if (value === undefined || value === '') throw new UsageError(`--${name} is required.`)
      return value
    },
    flag: (name) => values[name] === true,
    choice(name, allowed) {
      const value = text(name) ?? allowed[0]
      if (!allowed.includes(value)) throw new UsageError(`--${name} must be one of: ${allowed.join(', ')}.`)
      return value
    },
  }
}
