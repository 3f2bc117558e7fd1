import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import styles from './card.module.css'
import { cx } from './cx.ts'

export interface CardProps {
  readonly title?: string
  readonly icon?: LucideIcon
  /** A link or a small button at the right of the title. */
  readonly action?: ReactNode
  readonly children: ReactNode
  /** `flush` lets a list or a table touch the edges. */
  readonly padding?: 'normal' | 'flush'
  readonly level?: 2 | 3
}

export function Card({ title, icon: Icon, action, children, padding = 'normal', level = 2 }: CardProps) {
  const titleId = useId()
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <section className={styles.card} {...(title ? { 'aria-labelledby': titleId } : {})}>
      {title && (
        <header className={styles.header}>
          {Icon && <Icon size={17} aria-hidden className={styles.icon} />}
          <Title id={titleId} className={styles.title}>
            {title}
          </Title>
          {action}
        </header>
      )}
      <div className={cx(styles.body, padding === 'flush' && styles.flush, title && styles.titled)}>{children}</div>
    </section>
  )
}
