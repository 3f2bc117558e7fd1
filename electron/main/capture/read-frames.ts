/**
 * Runs the reader in every frame, those of other sites included, each time in a world of its own where the
 * page's scripts can neither see nor change it. Goes through Chromium's debugging interface, which alone offers
 * such a world in every frame without a preload; it is attached for the time of the reading only.
 */
import type { WebContents } from 'electron'
import { TrousseError } from '../../contract/errors.ts'

const PROTOCOL_VERSION = '1.3'
const WORLD = 'trousse-capture'
/** A frame that does not answer must not keep the teacher waiting: the reader stops itself well before. */
const FRAME_LIMIT_MS = 45_000
/** For a question about the page itself, which Chromium answers at once or, while a page is leaving, never. */
const ANSWER_LIMIT_MS = 10_000
/** Advertising and counters: no ENT's page has that many frames worth reading. */
const MAX_FRAMES = 24

interface FrameTree {
  readonly frame: { readonly id: string }
  readonly childFrames?: readonly FrameTree[]
}

const framesOf = (tree: FrameTree): string[] => [tree.frame.id, ...(tree.childFrames ?? []).flatMap(framesOf)]

/**
 * @param reader text that defines `trousseReadFrame` (out/preload/capture-page.cjs).
 * @returns what each frame gave, the main one first; unchecked. A frame that fails is left out, the main one rejects.
 */
export async function readFrames(contents: WebContents, reader: string): Promise<unknown[]> {
  const { debugger: inspector } = contents
  if (inspector.isAttached()) throw new TrousseError('capture-page-failed', { reason: 'busy' })
  const processes: string[] = ['']
  const onMessage = (_event: unknown, method: string, params: unknown) => {
    const session = attachedFrame(method, params)
    if (session !== null) processes.push(session)
  }
  inspector.attach(PROTOCOL_VERSION)
  inspector.on('message', onMessage)
  try {
    const results: unknown[] = []
    // Frames of other sites live in other processes and announce themselves while the list is walked.
    for (let index = 0; index < processes.length && results.length < MAX_FRAMES; index++) {
      const send = (method: string, params: object) =>
        withLimit(
          inspector.sendCommand(method, params, processes[index] || undefined),
          method === 'Runtime.evaluate' ? FRAME_LIMIT_MS : ANSWER_LIMIT_MS,
        )
      await send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true })
      await send('Page.enable', {})
      const { frameTree } = (await send('Page.getFrameTree', {})) as { frameTree: FrameTree }
      for (const frameId of framesOf(frameTree)) {
        if (results.length >= MAX_FRAMES) break
        try {
          results.push(await readOne(send, frameId, reader))
        } catch (error) {
          if (results.length === 0) throw error
        }
      }
    }
    return results
  } catch (error) {
    throw error instanceof TrousseError ? error : new TrousseError('capture-page-failed', {}, { cause: error })
  } finally {
    inspector.off('message', onMessage)
    if (!contents.isDestroyed() && inspector.isAttached()) inspector.detach()
  }
}

async function readOne(
  send: (method: string, params: object) => Promise<unknown>,
  frameId: string,
  reader: string,
): Promise<unknown> {
  const { executionContextId } = (await send('Page.createIsolatedWorld', { frameId, worldName: WORLD })) as {
    executionContextId: number
  }
  const answer = (await send('Runtime.evaluate', {
    expression: `${reader}\n;trousseReadFrame()`,
    contextId: executionContextId,
    awaitPromise: true,
    returnByValue: true,
  })) as { result?: { value?: unknown }; exceptionDetails?: { text?: string } }
  if (answer.exceptionDetails) throw new TrousseError('capture-page-failed', { reason: 'script' })
  return answer.result?.value
}

function attachedFrame(method: string, params: unknown): string | null {
  if (method !== 'Target.attachedToTarget' || typeof params !== 'object' || params === null) return null
  const { sessionId, targetInfo } = params as { sessionId?: unknown; targetInfo?: { type?: unknown } }
  return typeof sessionId === 'string' && targetInfo?.type === 'iframe' ? sessionId : null
}

function withLimit<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TrousseError('capture-page-failed', { reason: 'slow' })), milliseconds)
  })
  return Promise.race([work, limit]).finally(() => clearTimeout(timer))
}
