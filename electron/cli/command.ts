/** What a command is given, and what it answers. */
import type { Machine } from '../services/machine.ts'
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

/** Runs with the space of `--data` open, and closes it whatever happens. */
export async function withWorkbench(
  args: ParsedArguments,
  { machine }: CommandContext,
  work: (bench: Workbench) => Promise<ExitCode | undefined>,
  mail?: MailAccess,
): Promise<ExitCode> {
  const space = await openCliSpace(machine, args.text('data') ?? defaultDataFolder())
  try {
    return (await work(await createWorkbench(machine, space, mail))) ?? EXIT.done
  } finally {
    await space.close()
  }
}
