/** Debian's Firefox through WebDriver BiDi, for packs opened from the disk; skips where it is not installed. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished, type TestContext } from 'vitest'

const PROGRAM = '/usr/bin/firefox-esr'
const WAIT_MS = 20_000
const LOOK_EVERY_MS = 100

export function needFirefox(context: TestContext): void {
  if (existsSync(PROGRAM)) return
  console.warn(`${context.task.name}: not tried, Firefox is not installed`)
  context.skip('Firefox is not installed')
}

interface Answer {
  readonly id?: number
  readonly error?: string
  readonly message?: string
  readonly result?: Record<string, unknown>
}

/** The address that Firefox says it listens on. */
const listening = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (piece) => {
      said += String(piece)
      const address = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', () => reject(new Error(`Firefox ended: ${said}`)))
  })

async function connect(address: string) {
  const socket = new WebSocket(`${address}/session`)
  const waiting = new Map<number, (answer: Answer) => void>()
  socket.addEventListener('message', ({ data }) => {
    const answer: Answer = JSON.parse(String(data))
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })
  let last = 0
  return async (method: string, params: object): Promise<Record<string, unknown>> => {
    last += 1
    const id = last
    const answer = await new Promise<Answer>((resolve) => {
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, method, params }))
    })
    if (answer.error !== undefined) throw new Error(`${method}: ${answer.error} ${answer.message}`)
    return answer.result ?? {}
  }
}

export interface FirefoxPage {
  /** Value of an expression in the page; text, number or boolean. */
  evaluate(expression: string): Promise<unknown>
  /** Resolves once the expression is true; says what the page shows when it never is. */
  until(expression: string): Promise<void>
  /** What it would put on A4 paper. */
  pdf(): Promise<Uint8Array>
}

/** Opens a file by its `file://` address. */
export async function openInFirefox(path: string): Promise<FirefoxPage> {
  const profile = mkdtempSync(join(tmpdir(), 'trousse-firefox-'))
  const child = spawn(PROGRAM, ['--headless', '--remote-debugging-port=0', '--profile', profile, '--no-remote'], {
    env: { ...process.env, HOME: profile, MOZ_HEADLESS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
  })
  const send = await connect(await listening(child))
  await send('session.new', { capabilities: {} })
  const { contexts } = await send('browsingContext.getTree', {})
  const context = (contexts as readonly { context: string }[])[0]?.context
  await send('browsingContext.navigate', { context, url: pathToFileURL(path).href, wait: 'complete' })
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result } = await send('script.evaluate', { expression, target: { context }, awaitPromise: true })
    return (result as { value?: unknown } | undefined)?.value
  }
  return {
    evaluate,
    async pdf() {
      // In centimetres: A4.
      const { data } = await send('browsingContext.print', { context, page: { width: 21, height: 29.7 } })
      return Buffer.from(String(data), 'base64')
    },
    async until(expression) {
      for (let waited = 0; waited < WAIT_MS; waited += LOOK_EVERY_MS) {
        if ((await evaluate(expression)) === true) return
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
      }
      throw new Error(`never: ${expression}\n${await evaluate('document.body.innerText')}`)
    },
  }
}
