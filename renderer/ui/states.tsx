import { Clipboard, type LucideIcon, OctagonX, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import styles from './states.module.css'
import { showToast } from './toast.tsx'

export interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: string
  /** What to do now. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly size?: 'small' | 'medium'
  readonly level?: 2 | 3
}

/** Nothing here yet: says why, and what to do. */
export function EmptyState({ icon: Icon, title, children, actions, size = 'medium', level = 2 }: EmptyStateProps) {
  const Title = level === 2 ? 'h2' : 'h3'
  return (
    <div className={cx(styles.empty, styles[size])}>
      <span className={styles.disc} aria-hidden>
        <Icon size={size === 'small' ? 18 : 24} />
      </span>
      <Title className={styles.title}>{title}</Title>
      {children && <div className={styles.text}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}

export interface ErrorPanelProps {
  /** What failed and why. */
  readonly what: string
  /** What to do. */
  readonly todo: string
  /** Put in the clipboard by « Copier les détails »; holds no pupil's data. */
  readonly details: string
  readonly onRetry?: (() => void) | undefined
  readonly isRetrying?: boolean
  /** `page` in place of a screen, `inline` inside a form or a card. */
  readonly shape?: 'page' | 'inline'
}

/** A failure, in two sentences. `bridge/error-state.tsx` makes it from an error code. */
export function ErrorPanel({ what, todo, details, onRetry, isRetrying, shape = 'inline' }: ErrorPanelProps) {
  const { t } = useTranslation('common')
  const copy = async () => {
    await navigator.clipboard.writeText(details)
    showToast({ tone: 'ok', title: t('details-copied') })
  }
  return (
    <div className={cx(styles.error, styles[shape])} role="alert">
      <OctagonX size={20} aria-hidden className={styles.errorIcon} />
      <div className={styles.errorText}>
        <p className={styles.what}>{what}</p>
        <p>{todo}</p>
        <div className={styles.errorActions}>
          {onRetry && (
            <Button size="small" icon={RotateCcw} onPress={onRetry} isPending={isRetrying ?? false}>
              {t('retry')}
            </Button>
          )}
          <Button size="small" variant={onRetry ? 'quiet' : 'secondary'} icon={Clipboard} onPress={copy}>
            {t('copy-details')}
          </Button>
        </div>
      </div>
    </div>
  )
}
