import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-aria-components'
import { cx } from './cx.ts'
import styles from './page.module.css'

export interface PageProps {
  readonly children: ReactNode
  /** `scroll`: the page scrolls. `fill`: it has the window's height and its table scrolls. */
  readonly layout?: 'scroll' | 'fill'
  /** `reading` keeps forms and texts at a readable width. */
  readonly width?: 'full' | 'wide' | 'reading'
}

/** The frame of a screen: put a PageHeader and the content inside. */
export function Page({ children, layout = 'scroll', width = 'full' }: PageProps) {
  return (
    <div className={cx(styles.page, styles[layout])}>
      <div className={cx(styles.inner, styles[`width-${width}`])}>{children}</div>
    </div>
  )
}

export interface PageHeaderProps {
  readonly title: string
  readonly subtitle?: ReactNode
  /** The one primary action, with at most two others before it. */
  readonly actions?: ReactNode
  /** The screen this one came from. */
  readonly back?: { readonly href: string; readonly label: string }
  /** Words or pills after the title. */
  readonly after?: ReactNode
}

/** The only level 1 heading of a screen. It receives the focus when the screen changes (see app/shell). */
export function PageHeader({ title, subtitle, actions, back, after }: PageHeaderProps) {
  return (
    <header className={styles.header}>
      <div className={styles.titles}>
        {back && (
          <Link href={back.href} className={styles.back ?? ''}>
            <ChevronLeft size={16} aria-hidden />
            {back.label}
          </Link>
        )}
        <div className={styles.titleLine}>
          <h1 className={styles.title} tabIndex={-1} data-page-title>
            {title}
          </h1>
          {after}
        </div>
        {subtitle && <div className={styles.subtitle}>{subtitle}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  )
}

/** A line of filters and counts above a table; `end` is pushed to the right. */
export function Toolbar({ children, end }: { readonly children: ReactNode; readonly end?: ReactNode }) {
  return (
    <div className={styles.toolbar}>
      {children}
      {end && <div className={styles.toolbarEnd}>{end}</div>}
    </div>
  )
}
