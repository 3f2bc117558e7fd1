import DOMPurify from 'dompurify'
import { useLayoutEffect, useRef } from 'react'
import styles from './clean-html.module.css'

/** Pictures that the text itself holds; no other address but https, and that for links only. */
const ADDRESSES = /^(?:https:|data:image\/(?:png|jpeg|gif|webp);base64,)/i

/** Text markup and pictures that are here: what the main process already lets through, and nothing it forgot. */
const ALLOWED_TAGS = [
  ...['p', 'br', 'hr', 'div', 'span', 'blockquote', 'pre', 'code', 'a'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['strong', 'b', 'em', 'i', 'u', 's', 'sub', 'sup'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  'img',
]
const ALLOWED_ATTR = ['href', 'rel', 'start', 'colspan', 'rowspan', 'scope', 'src', 'alt', 'width', 'height']

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
    const fragment = DOMPurify.sanitize(html, {
      ALLOWED_TAGS,
      ALLOWED_ATTR,
      ALLOWED_URI_REGEXP: ADDRESSES,
      RETURN_DOM_FRAGMENT: true,
    })
    for (const image of fragment.querySelectorAll('img')) {
      if (!image.getAttribute('src')?.startsWith('data:')) image.remove()
    }
    element.replaceChildren(fragment)
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
