import { type ReactNode, useId } from 'react'
import styles from './step.module.css'

/** One numbered question of the form. */
export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  const titleId = useId()
  return (
    <section className={styles.step} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.title}>
        <span className={styles.number} aria-hidden>
          {number}
        </span>
        {title}
      </h2>
      <div className={styles.body}>{children}</div>
    </section>
  )
}
