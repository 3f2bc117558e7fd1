/** Electron's side of `services/capture-windows.ts`: at most one isolated window, made when it is asked for. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TrousseError } from '../../contract/errors.ts'
import type { Log } from '../../platform/log.ts'
import type { CaptureWindows } from '../../services/capture-windows.ts'
import { forgetSession, isLoopback, isWebAddress } from './ent-session.ts'
import { createEntWindow, type EntWindow, settled } from './ent-window.ts'
import { readFrames } from './read-frames.ts'

export function createCaptureWindows(deps: {
  readonly out: string
  readonly icon: string
  readonly log: Log
}): CaptureWindows {
  let open: EntWindow | null = null
  let loopbackOnly = false
  let reader: string | null = null
  const needed = (): EntWindow => {
    if (open === null) throw new TrousseError('capture-no-window')
    return open
  }
  return {
    open(options) {
      if (open?.partition === options.partition) {
        open.focus()
        return
      }
      open?.close()
      ;({ loopbackOnly } = options)
      const made: EntWindow = createEntWindow(
        {
          ...options,
          onClosed: () => {
            if (open === made) open = null
            options.onClosed()
          },
        },
        deps,
      )
      open = made
    },
    page: () => open?.page() ?? null,
    async navigate(url, signal) {
      const window = needed()
      if (!isWebAddress(url) || (loopbackOnly && !isLoopback(url))) throw new TrousseError('address-refused')
      // Rejects for every redirect by script too: what counts is where it comes to rest.
      await window.contents.loadURL(url).catch(() => {})
      await settled(window, signal)
      const { problem } = window.page()
      if (problem) throw new TrousseError(problem.code, problem.params)
    },
    async read() {
      const { contents } = needed()
      reader ??= await readFile(join(deps.out, 'preload', 'capture-page.cjs'), 'utf8')
      return readFrames(contents, reader)
    },
    tell: (notice) => open?.tell(notice),
    close: () => open?.close(),
    forget: (partition) => forgetSession(partition),
  }
}
