/** The ENT's isolated window as a teacher uses it, and the channels that go with it. */
import type { ChannelName } from '../../electron/contract/channel-names.ts'
import type { Request, Response } from '../../electron/contract/channels.ts'
import type { Trousse } from './harness.ts'

interface PageReply {
  readonly ok: boolean
  readonly value?: unknown
  readonly error?: { readonly code: string; readonly params: Record<string, unknown> }
}
interface PageWindow {
  readonly trousse: { readonly invoke: Readonly<Record<string, (request: unknown) => Promise<PageReply>>> }
}

const LOOKS = 200
const LOOK_MS = 100

/** Of a call that a leaving page may swallow. */
const ATTEMPTS = 3

/** Looks again and again until it is good; fails with what it saw last. */
export async function until<T>(look: () => Promise<T>, good: (value: T) => boolean, what: string): Promise<T> {
  let last: unknown
  for (let attempt = 0; attempt < LOOKS; attempt++) {
    try {
      const value = await look()
      if (good(value)) return value
      last = value
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  throw new Error(`${what}: ${last instanceof Error ? last.message : JSON.stringify(last)}`)
}

export function entOf(trousse: Trousse) {
  async function reply(channel: ChannelName, request: unknown): Promise<PageReply> {
    const answer = await trousse.page.evaluate(
      ({ name, payload }) => (window as unknown as PageWindow).trousse.invoke[name]?.(payload),
      { name: channel, payload: request },
    )
    if (answer === undefined) throw new Error(channel)
    return answer
  }
  async function ask<C extends ChannelName>(channel: C, request: Request<C>): Promise<Response<C>> {
    const answer = await reply(channel, request)
    if (!answer.ok) throw new Error(`${channel}: ${JSON.stringify(answer.error)}`)
    return answer.value as Response<C>
  }
  /** Runs in the ENT's page as a script of its own would: the teacher's hand, and what the page sees. */
  const inEnt = <T>(script: string): Promise<T> =>
    trousse.electron.evaluate(({ webContents }, code) => {
      const ent = webContents.getAllWebContents().find((contents) => /^https?:/.test(contents.getURL()))
      if (!ent) throw new Error('no ENT view')
      // A page that goes away while it is asked never answers.
      const gone = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), 10_000))
      return Promise.race([ent.executeJavaScript(code) as Promise<T>, gone])
    }, script) as Promise<T>
  const inBar = <T>(script: string): Promise<T> =>
    trousse.electron.evaluate(({ webContents }, code) => {
      const bar = webContents.getAllWebContents().find((contents) => contents.getURL().includes('capture-bar.html'))
      if (!bar) throw new Error('no bar')
      return bar.executeJavaScript(code) as Promise<T>
    }, script) as Promise<T>
  const arrived = (pattern: RegExp) =>
    until(
      () => inEnt<{ url: string; ready: string }>('({ url: location.href, ready: document.readyState })'),
      ({ url, ready }) => pattern.test(url) && ready === 'complete',
      `ENT at ${pattern}`,
    )
  /** For what makes the page leave: a call that fell into another leaving is lost with its answer, and made again. */
  async function act(script: string): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await inEnt(script)
        return
      } catch (error) {
        if (attempt === ATTEMPTS || !String(error).includes('no answer')) throw error
      }
    }
  }
  return {
    reply,
    ask,
    inEnt,
    act,
    inBar,
    arrived,
    /** Follows an address as a link would: the page of the moment goes away under the call. */
    async go(path: string, pattern: RegExp) {
      await act(`void setTimeout(() => { location.href = ${JSON.stringify(path)} }, 0)`)
      await arrived(pattern)
    },
    press: (button: 'back' | 'reload' | 'capture' | 'close') =>
      inBar(`void document.getElementById(${JSON.stringify(button)}).click()`),
    barSays: () => inBar<string>('document.getElementById("notice").textContent'),
    /** Fills a form of two fields and sends it. */
    logIn: (user: string, password: string) =>
      act(
        `document.getElementById(${JSON.stringify(user)}).value = 'professeur'; document.getElementById(${JSON.stringify(password)}).value = 'demonstration'; void setTimeout(() => document.querySelector('form button').click(), 0)`,
      ),
    /** What each document of the page counted of clicks, keys, focus and the like. */
    gestures: () =>
      inEnt<string[]>(
        '[document, ...[...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument)].map((one) => one.documentElement.dataset.gestes)',
      ),
    async suggestion(index: number) {
      const state = await until(
        () => ask('capture.state', undefined),
        ({ suggestions }) => suggestions.length > index,
        'the demonstration’s web spaces',
      )
      const found = state.suggestions[index]
      if (!found) throw new Error('suggestion')
      return found
    },
  }
}
