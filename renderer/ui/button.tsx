import { LoaderCircle, type LucideIcon } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Link as AriaLink,
  type LinkProps as AriaLinkProps,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { announce } from './announcer.tsx'
import styles from './button.module.css'
import { cx } from './cx.ts'
import { Tooltip } from './tooltip.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

interface Look {
  /** `primary` at most once per screen. */
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
  readonly icon?: LucideIcon
}

const look = (variant: ButtonVariant, size: ButtonSize) => cx(styles.button, styles[variant], styles[size])

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'>, Look {
  readonly children: ReactNode
}

/**
 * A button with words. `isPending` keeps its width, its place and the focus while the action runs, refuses
 * further presses, and says so to screen readers. (React Aria's own pending state announces the button by
 * reference, which dangles when the action replaces the screen.)
 */
export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'medium', icon: Icon, children, isPending = false, ...rest } = props
  const { t } = useTranslation('common')
  useEffect(() => {
    if (isPending) announce(t('pending'))
  }, [isPending, t])
  const held = isPending ? ({ 'aria-disabled': true, type: 'button', onPress: () => undefined } as const) : {}
  return (
    <AriaButton {...rest} {...held} data-pending={isPending || undefined} className={look(variant, size)}>
      {isPending ? (
        <LoaderCircle className={styles.spin} size={16} aria-hidden />
      ) : (
        Icon && <Icon size={16} aria-hidden />
      )}
      <span className={styles.words}>{children}</span>
    </AriaButton>
  )
}

export interface ButtonLinkProps extends Omit<AriaLinkProps, 'className' | 'style' | 'children'>, Look {
  readonly children: ReactNode
}

/** Looks like a button, goes somewhere: `href={linkTo('classes')}`. */
export function ButtonLink({ variant = 'secondary', size = 'medium', icon: Icon, children, ...rest }: ButtonLinkProps) {
  return (
    <AriaLink {...rest} className={look(variant, size)}>
      {Icon && <Icon size={16} aria-hidden />}
      <span className={styles.words}>{children}</span>
    </AriaLink>
  )
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children' | 'aria-label'> {
  readonly icon: LucideIcon
  /** Read aloud and shown in a tooltip. */
  readonly label: string
  readonly size?: 'small' | 'medium'
}

/** A button with an icon only; its name is in the tooltip. */
export function IconButton({ icon: Icon, label, size = 'medium', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <AriaButton {...rest} aria-label={label} className={cx(styles.button, styles.quiet, styles.icon, styles[size])}>
        <Icon size={size === 'small' ? 16 : 18} aria-hidden />
      </AriaButton>
    </Tooltip>
  )
}
