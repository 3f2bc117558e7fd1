import { type ReactNode, useId } from 'react'
import styles from './packs.module.css'

/** One numbered question of the form. */
export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  const titleId = useId()
  return (
    <section className={styles.step} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.stepTitle}>
        <span className={styles.stepNumber} aria-hidden>
          {number}
        </span>
        {title}
      </h2>
      <div className={styles.stepBody}>{children}</div>
    </section>
  )
}
