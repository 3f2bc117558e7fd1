/** A secret from the environment, or one line of stdin; never from the arguments. */
import { UsageError } from './exit.ts'

const LONGEST_SECRET = 4096

export async function readSecret(variable: string): Promise<string> {
  const fromEnvironment = process.env[variable]
  if (fromEnvironment) return fromEnvironment
  if (process.stdin.isTTY) throw new UsageError(`Set ${variable}, or give the secret as one line on stdin.`)
  let text = ''
  process.stdin.setEncoding('utf8')
  for await (const chunk of process.stdin) {
    text += chunk
    if (text.length > LONGEST_SECRET || text.includes('\n')) break
  }
  const [line = ''] = text.split(/\r?\n/, 1)
  if (line === '') throw new UsageError(`Set ${variable}, or give the secret as one line on stdin.`)
  return line
}
