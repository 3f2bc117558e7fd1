import type { CSSProperties } from 'react'
import { ProgressBar } from 'react-aria-components'
import { cx } from './cx.ts'
import styles from './progress.module.css'

export interface ProgressProps {
  readonly label: string
  readonly done: number
  /** 0 while unknown: the bar moves without a figure. */
  readonly total: number
  /** After the label, e.g. "12 sur 34". */
  readonly detail?: string
  /** The label is read but not shown. */
  readonly labelHidden?: boolean
}

export function Progress({ label, done, total, detail, labelHidden = false }: ProgressProps) {
  const known = total > 0
  return (
    <ProgressBar
      className={styles.progress ?? ''}
      aria-label={label}
      value={known ? Math.min(done, total) : 0}
      maxValue={known ? total : 1}
      isIndeterminate={!known}
    >
      {({ percentage }) => (
        <>
          {!labelHidden && (
            <div className={styles.words}>
              <span>{label}</span>
              {detail && <span className={styles.detail}>{detail}</span>}
            </div>
          )}
          <div className={styles.track}>
            <div
              className={cx(styles.bar, !known && styles.unknown)}
              style={known ? { width: `${percentage ?? 0}%` } : {}}
            />
          </div>
        </>
      )}
    </ProgressBar>
  )
}

export interface SkeletonProps {
  readonly lines?: number
  readonly height?: CSSProperties['height']
}

/** Stands where content will be, for the short time it takes; silent to screen readers. */
export function Skeleton({ lines = 3, height = '1rem' }: SkeletonProps) {
  return (
    <div className={styles.skeleton} aria-hidden>
      {Array.from({ length: lines }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity of their own
          key={index}
          className={styles.bone}
          style={{ height, width: `${100 - ((index * 17) % 40)}%` }}
        />
      ))}
    </div>
  )
}
