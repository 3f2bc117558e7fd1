import DOMPurify from 'dompurify'
import { useLayoutEffect, useRef } from 'react'
import styles from './clean-html.module.css'

/** Text markup only: what the main process already lets through, and nothing it forgot. */
const ALLOWED_TAGS = [
  ...['p', 'br', 'hr', 'div', 'span', 'blockquote', 'pre', 'code', 'a'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['strong', 'b', 'em', 'i', 'u', 's', 'sub', 'sup'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
]
const ALLOWED_ATTR = ['href', 'rel', 'start', 'colspan', 'rowspan', 'scope']

export interface CleanHtmlProps {
  readonly html: string
  /** A click on a link: the window itself never leaves its page. */
  readonly onLink: (url: string) => void
}

/**
 * Shows text that a source or a stranger wrote. It was cleaned in the main process; it is cleaned again here,
 * because this is where it would do harm. It arrives as nodes, not as text: nothing of ours assigns
 * `innerHTML`, and the only string parsed goes through DOMPurify's own Trusted Types policy.
 */
export function CleanHtml({ html, onLink }: CleanHtmlProps) {
  const host = useRef<HTMLDivElement>(null)
  const follow = useRef(onLink)
  useLayoutEffect(() => {
    follow.current = onLink
  })
  useLayoutEffect(() => {
    const element = host.current
    if (element === null) return
    element.replaceChildren(
      DOMPurify.sanitize(html, {
        ALLOWED_TAGS,
        ALLOWED_ATTR,
        ALLOWED_URI_REGEXP: /^https:/i,
        RETURN_DOM_FRAGMENT: true,
      }),
    )
    const open = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement)) return
      event.preventDefault()
      follow.current(link.href)
    }
    element.addEventListener('click', open)
    return () => element.removeEventListener('click', open)
  }, [html])
  return <div ref={host} className={styles.html} />
}
