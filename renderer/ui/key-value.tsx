import type { ReactNode } from 'react'
import styles from './key-value.module.css'

export interface KeyValueProps {
  readonly items: readonly { readonly label: string; readonly value: ReactNode }[]
}

/** Names and values, one pair per line. */
export function KeyValue({ items }: KeyValueProps) {
  return (
    <dl className={styles.list}>
      {items.map(({ label, value }) => (
        <div key={label} className={styles.pair}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
