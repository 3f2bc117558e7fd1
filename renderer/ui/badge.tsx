import { CircleAlert, CircleCheck, CircleHelp, type LucideIcon, Minus, OctagonX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { cx } from './cx.ts'

export type Tone = 'ok' | 'warn' | 'danger' | 'info' | 'neutral' | 'unknown'

const ICONS: Record<Tone, LucideIcon> = {
  ok: CircleCheck,
  warn: TriangleAlert,
  danger: OctagonX,
  info: CircleAlert,
  neutral: Minus,
  unknown: CircleHelp,
}

/** The icon that goes with a tone everywhere. */
export const toneIcon = (tone: Tone): LucideIcon => ICONS[tone]

export interface BadgeProps {
  readonly tone: Tone
  readonly children: ReactNode
  /** Another icon than the tone's own. */
  readonly icon?: LucideIcon
  readonly size?: 'small' | 'medium'
  /** Without a frame, for table cells. */
  readonly plain?: boolean
}

/** A state: colour, icon and word together. */
export function Badge({ tone, children, icon, size = 'small', plain = false }: BadgeProps) {
  const Icon = icon ?? ICONS[tone]
  return (
    <span className={cx(styles.badge, styles[tone], styles[size], plain && styles.plain)}>
      <Icon size={size === 'small' ? 14 : 16} aria-hidden />
      <span className={styles.word}>{children}</span>
    </span>
  )
}
