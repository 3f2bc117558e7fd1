import type { ReactNode } from 'react'
import styles from './frame.module.css'
import { LanguageSwitch } from './language-switch.tsx'
import { Satchel } from './satchel.tsx'

/** The screens before and around the work: one thing at a time, in the middle of the window. */
export function Frame({
  children,
  width = 'normal',
}: {
  readonly children: ReactNode
  readonly width?: 'normal' | 'wide'
}) {
  return (
    <main className={styles.frame}>
      <div className={width === 'wide' ? styles.wide : styles.normal}>
        <div className={styles.brand}>
          <Satchel size={34} />
          <span>Trousse</span>
          <LanguageSwitch />
        </div>
        {children}
      </div>
    </main>
  )
}

/** A panel inside the frame. */
export function FramePanel({ children }: { readonly children: ReactNode }) {
  return <div className={styles.panel}>{children}</div>
}

export function FrameTitle({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <header className={styles.titles}>
      <h1 className={styles.title}>{title}</h1>
      {children && <p className={styles.lead}>{children}</p>}
    </header>
  )
}

/** Buttons at the foot of a panel, the main one last. */
export function FrameActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}
