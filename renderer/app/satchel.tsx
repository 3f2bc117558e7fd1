import styles from './satchel.module.css'

/** The mark: a school satchel, its flap and its buckle. */
export function Satchel({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className={styles.satchel}>
      <path className={styles.handle} d="M11 8V6.5A2.5 2.5 0 0 1 13.5 4h5A2.5 2.5 0 0 1 21 6.5V8" />
      <rect className={styles.body} x="3" y="8" width="26" height="20" rx="4.5" />
      <path
        className={styles.flap}
        d="M3 12.5A4.5 4.5 0 0 1 7.5 8h17A4.5 4.5 0 0 1 29 12.5v3.2c0 1.7-1.200 3.1-2.9 3.4L17 20.7a6 6 0 0 1-2 0l-9.1-1.6A3.5 3.500 0 0 1 3 15.7z"
      />
      <rect className={styles.buckle} x="13.25" y="17" width="5.5" height="6.5" rx="1.6" />
    </svg>
  )
}
