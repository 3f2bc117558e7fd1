import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import styles from './print-portal.module.css'

/**
 * What the printer gets in place of the window while this is mounted: nothing of the shell, no scroll box to
 * cut the second page off, light colours whatever the theme. Invisible on screen and to screen readers.
 */
export function PrintPortal({ children }: { readonly children: ReactNode }) {
  return createPortal(<div className={styles.printed}>{children}</div>, document.body)
}
