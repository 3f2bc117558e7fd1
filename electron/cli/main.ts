/**
 * The terminal: the same use cases as the window, without a display. JSON on stdout, messages on stderr,
 * documented exit codes. Run as `npm run -s trousse -- <command>`.
 */

import type { Command } from './command.ts'
import { EXIT, type ExitCode, UsageError } from './exit.ts'
import { HELP } from './help.ts'
import { report, say } from './output.ts'

/** Loaded when named: `classes` must not pay for the imports of `mail`. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  'demo serve': async () => (await import('./commands/demo.ts')).serveDemo,
  'source add': async () => (await import('./commands/add-source.ts')).addSourceCommand,
  'source list': async () => (await import('./commands/sources.ts')).listSources,
  import: async () => (await import('./commands/import.ts')).importFiles,
  sync: async () => (await import('./commands/sources.ts')).sync,
  status: async () => (await import('./commands/sources.ts')).status,
  classes: async () => (await import('./commands/school.ts')).listClasses,
  roster: async () => (await import('./commands/school.ts')).showRoster,
  search: async () => (await import('./commands/school.ts')).search,
  'pack verify': async () => (await import('./commands/packs.ts')).checkPack,
  pack: async () => (await import('./commands/packs.ts')).makePack,
  export: async () => (await import('./commands/exports.ts')).exportClasses,
  'mail send': async () => (await import('./commands/mail.ts')).sendMail,
  'mail status': async () => (await import('./commands/mail.ts')).mailStatus,
  'mail resume': async () => (await import('./commands/mail.ts')).resumeMail,
}

async function main(words: readonly string[]): Promise<ExitCode> {
  const [first = '', second = ''] = words
  if (first === '' || first === 'help' || words.includes('--help')) {
    process.stdout.write(HELP)
    return first === '' ? EXIT.usage : EXIT.done
  }
  const two = `${first} ${second}`
  const name = two in COMMANDS ? two : first
  const load = COMMANDS[name]
  if (load === undefined) throw new UsageError(`Unknown command: ${first}. See trousse --help.`)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const [command, { createNodeMachine }] = await Promise.all([load(), import('./machine.ts')])
  return command(words.slice(name.split(' ').length), { machine: createNodeMachine(), signal: stop.signal })
}

// A pipe that closes early (`trousse roster … | head`) is not a failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') say(error.message)
})
process.exitCode = await main(process.argv.slice(2)).catch(report)
