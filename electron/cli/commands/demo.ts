import { demoScenario } from '../../contract/views.ts'
import { startDemoServer } from '../../demo/server.ts'
import { localDay } from '../../platform/clock.ts'
import { readArguments } from '../arguments.ts'
import type { Command } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import { printJson, say } from '../output.ts'

const HIGHEST_PORT = 65_535

/** `demo serve`: one JSON line when ready, then runs until stopped. */
export const serveDemo: Command = async (words, { machine, signal }) => {
  const args = readArguments(
    words,
    { port: 'text', scenario: 'text', pupils: 'text', assignments: 'text' },
    { min: 0, max: 0 },
  )
  const scenario = args.choice('scenario', ['normal', ...demoScenario.options.filter((name) => name !== 'normal')])
  const number = (name: string, highest: number) => {
    const text = args.text(name)
    if (text === undefined) return undefined
    const value = Number(text)
    if (!Number.isInteger(value) || value < 0 || value > highest) {
      throw new UsageError(`--${name} must be a whole number from 0 to ${highest}.`)
    }
    return value
  }
  const port = number('port', HIGHEST_PORT)
  const pupils = number('pupils', 5_000)
  const assignments = number('assignments', 50_000)
  const server = await startDemoServer({
    scenario: demoScenario.parse(scenario),
    today: localDay(machine.clock.now()),
    ...(port === undefined ? {} : { port }),
    size: { ...(pupils === undefined ? {} : { pupils }), ...(assignments === undefined ? {} : { assignments }) },
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new UsageError(`Port ${port} is already in use.`)
    throw error
  })
  const { url, tokenUrl, clientId, clientSecret, webUrl, icalUrl, controlUrl } = server
  printJson({ url, tokenUrl, clientId, clientSecret, webUrl, icalUrl, controlUrl })
  say('Lycée de démonstration en service. Ctrl+C pour arrêter.')
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await server.stop()
  return EXIT.done
}
