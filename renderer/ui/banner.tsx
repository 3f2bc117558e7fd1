import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Tone, toneIcon } from './badge.tsx'
import styles from './banner.module.css'
import { cx } from './cx.ts'

export interface BannerProps {
  readonly tone: Extract<Tone, 'info' | 'warn' | 'danger' | 'ok'>
  readonly title: string
  readonly children?: ReactNode
  /** Buttons, at the end of the line. */
  readonly actions?: ReactNode
  readonly icon?: LucideIcon
  /** `strip` runs edge to edge under the header; `box` sits in the page. */
  readonly shape?: 'box' | 'strip'
  /** `status` waits for a pause, `alert` interrupts; none when it was there when the screen opened. */
  readonly live?: 'status' | 'alert'
}

export function Banner({ tone, title, children, actions, icon, shape = 'box', live }: BannerProps) {
  const Icon = icon ?? toneIcon(tone)
  return (
    <div className={cx(styles.banner, styles[tone], styles[shape])} {...(live ? { role: live } : {})}>
      <Icon size={20} aria-hidden className={styles.icon} />
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {children && <div className={styles.detail}>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
