/**
 * Logging in by hand on a server's own page, for servers that then hand something over to an application: the
 * teacher's password never passes through Trousse, whatever door (CAS, academic account) stands in front.
 */
import { TrousseError } from '../contract/errors.ts'
import type { AppState } from '../contract/views.ts'
import { isLoopback } from '../platform/server-address.ts'
import type { CaptureWindows } from './capture-windows.ts'

/**
 * Opens a page in an isolated window of its own, kept in memory only, and resolves with the address by which it
 * comes back.
 *
 * @param isBack recognises that address; others are given to nobody.
 * @throws TrousseError `cancelled` when the teacher closes the window or the trial is given up.
 */
export type SignInWindow = (page: string, isBack: (address: string) => boolean, signal: AbortSignal) => Promise<string>

/** Where there is no window to log in with. */
export const noSignInWindow: SignInWindow = () => Promise.reject(new TrousseError('capture-unavailable'))

export interface SignInWindowOptions {
  readonly windows: CaptureWindows | null
  readonly locale: AppState['locale']
  readonly newId: () => string
}

export function createSignInWindow({ windows, locale, newId }: SignInWindowOptions): SignInWindow {
  if (windows === null) return noSignInWindow
  return async (page, isBack, signal) => {
    const { hostname, host } = new URL(page)
    const partition = `sign-in-${newId()}`
    let ours = false
    try {
      return await new Promise<string>((resolve, reject) => {
        const giveUp = () => reject(new TrousseError('cancelled'))
        if (signal.aborted) return giveUp()
        signal.addEventListener('abort', giveUp, { once: true })
        ours = true
        windows.open({
          partition,
          label: host,
          url: page,
          locale,
          loopbackOnly: isLoopback(hostname),
          onChange: () => {},
          onCapture: () => {},
          onClosed: () => {
            ours = false
            giveUp()
          },
          onAppAddress: (address) => {
            const back = isBack(address)
            if (back) resolve(address)
            return back
          },
        })
      })
    } finally {
      if (ours) windows.close()
      await windows.forget(partition)
    }
  }
}
