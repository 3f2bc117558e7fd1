/** What a command is given, and what it answers. */
import type { Machine } from '../services/machine.ts'
import type { SpaceUse } from '../services/space.ts'
import { createWorkbench, type MailAccess, type Workbench } from '../services/workbench.ts'
import type { ParsedArguments } from './arguments.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { defaultDataFolder, openCliSpace } from './machine.ts'

export interface CommandContext {
  readonly machine: Machine
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal
}

/** Prints its result itself and gives the exit code. */
export type Command = (words: readonly string[], context: CommandContext) => Promise<ExitCode>

type Work = (bench: Workbench) => Promise<ExitCode | undefined>

/**
 * Runs with the space of `--data` open, and closes it whatever happens. Throws `store-busy` while a window or
 * another command is at work there.
 */
export const withWorkbench = (args: ParsedArguments, context: CommandContext, work: Work, mail?: MailAccess) =>
  withSpace(args, context, 'work', work, mail)

/** The same for a command that only reads, or adds one thing: beside whoever is at work. */
export const withLook = (args: ParsedArguments, context: CommandContext, work: Work) =>
  withSpace(args, context, 'look', work)

async function withSpace(
  args: ParsedArguments,
  { machine }: CommandContext,
  use: SpaceUse,
  work: Work,
  mail?: MailAccess,
): Promise<ExitCode> {
  const space = await openCliSpace(machine, args.text('data') ?? defaultDataFolder(), use)
  try {
    return (await work(await createWorkbench(machine, space, mail))) ?? EXIT.done
  } finally {
    await space.close()
  }
}
