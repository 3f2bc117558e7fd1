import { useEffect, useRef } from 'react'

/** Frames to wait for a screen that is still loading before giving the focus up. */
const MAX_FRAMES = 60

/**
 * When the screen changes, its title takes the focus (a screen reader says where we are, the next Tab is
 * inside it) and names the window. At the first screen the focus is left alone.
 */
export function useScreenTitle(place: string): void {
  const first = useRef(true)
  useEffect(() => {
    const mayFocus = !first.current
    first.current = false
    let frames = 0
    let request = requestAnimationFrame(function look() {
      const title = document.querySelector<HTMLElement>('[data-page-title]')
      if (title) {
        document.title = place.startsWith('today') ? 'Trousse' : `${title.textContent ?? ''} – Trousse`
        // A field that took the focus by itself, or a dialog, keeps it.
        const active = document.activeElement
        const taken = active?.closest('main, [role="dialog"], [role="alertdialog"]')
        if (mayFocus && (taken === null || taken === undefined || active === taken)) title.focus()
      } else if (++frames < MAX_FRAMES) request = requestAnimationFrame(look)
    })
    return () => cancelAnimationFrame(request)
  }, [place])
}
