import { useEffect } from 'react'

/** Dialogs give the focus back by themselves, a frame or two after they have gone. */
const PATIENCE_MS = 120
/** A list opened from a button of a dialog opened from a menu: who opened it is a few steps back. */
const REMEMBERED = 12

/** Still on screen, and able to have the focus: a button at work is disabled and drops it. */
const canKeep = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && element.getClientRects().length > 0

/**
 * The focus is never lost. When what has it leaves the page or is disabled (a row, a button that did its work), the
 * browser puts it on the body and the next Tab starts from the top of the window; here it goes to the nearest part that
 * is still there.
 */
export function useFocusGuard(): void {
  useEffect(() => {
    let chain: HTMLElement[] = []
    /** What had the focus before, the latest first. */
    let before: HTMLElement[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    const remember = (event: FocusEvent) => {
      if (chain[0] !== undefined) before = [chain[0], ...before].slice(0, REMEMBERED)
      chain = []
      for (let at = event.target; at instanceof HTMLElement && at !== document.body; at = at.parentElement)
        chain.push(at)
    }
    const isLost = () => document.activeElement === null || document.activeElement === document.body
    const rescue = () => {
      timer = undefined
      if (chain.length === 0 || !isLost()) return
      // Itself when it can have it again: a button that was disabled for a moment.
      const near = chain.find((element) => element.id !== 'root' && canKeep(element)) ?? before.find(canKeep)
      const target = near ?? document.querySelector<HTMLElement>('[data-page-title]') ?? document.getElementById('main')
      if (!target) return
      const canFocus = target.tabIndex >= 0 || target.hasAttribute('tabindex')
      if (!canFocus) target.setAttribute('tabindex', '-1')
      // A large part would jump to its top; a thing out of sight is brought into it.
      target.focus({ preventScroll: !canFocus })
    }
    const look = () => {
      const [focused] = chain
      // Cheap: it runs at every change of the page. The browser lets go of a disabled button only at the next frame.
      const mayBeLost = focused !== undefined && (!focused.isConnected || focused.matches(':disabled'))
      if (timer === undefined && mayBeLost) timer = setTimeout(rescue, PATIENCE_MS)
    }
    const observer = new MutationObserver(look)
    observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributeFilter: ['disabled', 'hidden', 'data-disabled'],
    })
    document.addEventListener('focusin', remember)
    return () => {
      observer.disconnect()
      document.removeEventListener('focusin', remember)
      clearTimeout(timer)
    }
  }, [])
}
