/** One JSON value on stdout; everything for a person on stderr, so that a pipe stays clean. */
import { type ErrorShape, TrousseError, toErrorShape } from '../contract/errors.ts'
import { sentenceOf } from '../contract/sentences/index.ts'
import { EXIT, type ExitCode, exitCodeFor, UsageError } from './exit.ts'

export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

export const say = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

/** What failed, why, what to do, in French, with the code for whoever helps. */
function sentenceFor(error: ErrorShape): string {
  const { what, todo } = sentenceOf(error, 'fr')
  return `${what}\n${todo}\n[${error.code}]`
}

/** Says the error on stderr, leaves `{error}` on stdout for scripts, and gives the exit code. */
export function report(error: unknown): ExitCode {
  if (error instanceof UsageError) {
    say(error.message)
    return EXIT.usage
  }
  const shape = toErrorShape(error)
  if (!(error instanceof TrousseError) && shape.code === 'internal') {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  say(sentenceFor(shape))
  printJson({ error: shape })
  return exitCodeFor(shape.code)
}
