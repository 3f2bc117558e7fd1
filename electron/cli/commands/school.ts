import { readArguments } from '../arguments.ts'
import { type Command, withLook } from '../command.ts'
import { EXIT } from '../exit.ts'
import { printJson } from '../output.ts'
import { requireClass } from './sources.ts'

const SEARCH_LIMIT = 50

/** `classes`: `[{id, name, pupils}]`, with kind and reach. */
export const listClasses: Command = async (words, context) => {
  const args = readArguments(words, {}, { min: 0, max: 0 })
  return withLook(args, context, async ({ space }) => {
    printJson(await space.store.read.listClasses())
    return EXIT.done
  })
}

export const showRoster: Command = async (words, context) => {
  const args = readArguments(words, {}, { min: 1, max: 1 })
  return withLook(args, context, async ({ space }) => {
    const found = await requireClass(space.store.read, args.positionals[0] ?? '')
    printJson(await space.store.read.readRoster(found.id))
    return EXIT.done
  })
}

export const search: Command = async (words, context) => {
  const args = readArguments(words, {}, { min: 1, max: 20 })
  return withLook(args, context, async ({ space }) => {
    printJson(await space.store.read.search(args.positionals.join(' '), SEARCH_LIMIT))
    return EXIT.done
  })
}
