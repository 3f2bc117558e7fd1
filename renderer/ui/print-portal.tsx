import { type ReactNode, useEffect } from 'react'
import { createPortal } from 'react-dom'
import styles from './print-portal.module.css'

export interface PrintPortalProps {
  readonly children: ReactNode
  /** Declarations of `@page`, such as `size: A4 landscape; margin: 10mm`. */
  readonly page?: string
}

/**
 * What the printer gets in place of the window while this is mounted: nothing of the shell, no scroll box to
 * cut the second page off, light colours whatever the theme. Invisible on screen and to screen readers.
 */
export function PrintPortal({ children, page }: PrintPortalProps) {
  useEffect(() => {
    if (page === undefined) return
    // Named pages do not turn the sheet, and a rule in a file would hold for every screen that prints.
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`@page { ${page} }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    }
  }, [page])
  return createPortal(
    <div className={styles.printed} data-printed>
      {children}
    </div>,
    document.body,
  )
}
