import DOMPurify from 'dompurify'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ExportPreview } from '../../../electron/contract/views.ts'
import { cx } from '../../ui/index.ts'
import styles from './paper-preview.module.css'

type Page = NonNullable<ExportPreview['page']>

/** No link and no form: nothing of a page to print can be pressed. */
const ALLOWED_TAGS = [
  ...['section', 'header', 'article', 'div', 'p', 'span', 'br', 'hr', 'h1', 'h2', 'h3', 'b', 'i', 'u', 's'],
  ...['small', 'strong', 'em', 'sub', 'sup', 'blockquote', 'pre', 'code', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
]
const ALLOWED_ATTR = ['class', 'colspan', 'rowspan', 'scope', 'start', 'aria-hidden']

/** A4 at 96 points per inch, as style sheets measure it. */
const TALL_WIDTH = 793.7
const WIDE_WIDTH = 1122.5

/**
 * The page in a tree of its own: its style sheet touches nothing of the window, the window's nothing of the page. It
 * arrives as nodes through DOMPurify's own Trusted Types policy, as every text from outside does.
 */
function usePage({ markup, style }: Page) {
  const host = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = host.current
    if (element === null) return
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    root.adoptedStyleSheets = [sheet]
    const body = document.createElement('div')
    body.className = 'paper'
    body.replaceChildren(DOMPurify.sanitize(markup, { ALLOWED_TAGS, ALLOWED_ATTR, RETURN_DOM_FRAGMENT: true }))
    root.replaceChildren(body)
  }, [markup, style])
  return host
}

/** Shrinks a page of real size to the width there is. */
function useScale(width: number) {
  const frame = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const element = frame.current
    if (element === null) return
    const resize = () => element.style.setProperty('--scale', String(element.clientWidth / width))
    resize()
    const observer = new ResizeObserver(resize)
    observer.observe(element)
    return () => observer.disconnect()
  }, [width])
  return frame
}

/** The first page, as it will come out of the printer. */
export function PaperPreview({ page }: { readonly page: Page }) {
  const { t } = useTranslation('exports')
  const host = usePage(page)
  const isWide = page.layout === 'wide'
  const frame = useScale(isWide ? WIDE_WIDTH : TALL_WIDTH)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a figure would want a caption, and this is no set of fields
    <div ref={frame} className={cx(styles.frame, isWide && styles.turned)} role="group" aria-label={t('preview.page')}>
      <div className={cx(styles.page, styles[page.layout])}>
        {page.head && (
          <p className={styles.head}>
            <span>{page.head[0]}</span>
            <span>{page.head[1]}</span>
          </p>
        )}
        <div ref={host} className={styles.body} />
        {page.head && (
          <p className={styles.foot}>
            <span>{page.foot}</span>
            <span>{t('preview.pageNumber')}</span>
          </p>
        )}
      </div>
    </div>
  )
}
