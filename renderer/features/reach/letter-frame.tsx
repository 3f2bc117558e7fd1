import DOMPurify from 'dompurify'
import { useLayoutEffect, useRef } from 'react'
import styles from './reach.module.css'

/**
 * The HTML of a message in a frame of its own: no script, no form, no origin (`sandbox` with nothing allowed), and no
 * network, because it inherits the window's policy. The string goes through DOMPurify's own Trusted Types policy.
 */
export function LetterFrame({ title, html }: { readonly title: string; readonly html: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  useLayoutEffect(() => {
    if (frame.current === null) return
    const safe = DOMPurify.sanitize(html, { WHOLE_DOCUMENT: true, RETURN_TRUSTED_TYPE: true })
    // The browser takes a TrustedHTML here; the DOM library's type knows only strings.
    frame.current.srcdoc = safe as unknown as string
  }, [html])
  return <iframe ref={frame} className={styles.letterFrame} title={title} sandbox="" />
}
