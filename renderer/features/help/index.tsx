import { Keyboard, SearchX } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../../app/command-bus.ts'
import { linkTo, type ScreenProps } from '../../app/router.ts'
import { Button, cx, EmptyState, Page, PageHeader, SearchField, useFormat, wordFilter } from '../../ui/index.ts'
import { GuideBlock } from './guide-blocks.tsx'
import { GUIDES } from './guides.ts'
import styles from './help.module.css'
import { type GuidePage, type GuideSection, sectionsOf } from './parse-guide.ts'

export type { GuideSection } from './parse-guide.ts'

/** Every part of the guide, for the search of the whole window. */
export const guideSections = (language: 'fr' | 'en'): readonly GuideSection[] => sectionsOf(GUIDES[language]())

/** The page that holds a part, and the part itself when it is a title inside. */
function find(pages: readonly GuidePage[], id: string | undefined) {
  const page =
    pages.find((one) => one.id === id) ??
    pages.find(({ blocks }) => blocks.some((block) => block.kind === 'heading' && block.id === id)) ??
    pages[0]
  return { page, inside: page?.id === id ? null : (id ?? null) }
}

/** The guide, a page at a time, with its contents beside it. Nothing here needs a network. */
export function Screen({ path }: ScreenProps) {
  const { t } = useTranslation('help')
  const { language } = useFormat()
  const pages = GUIDES[language]()
  const [text, setText] = useState('')
  const { page, inside } = find(pages, path[0])
  const found = useMemo(() => {
    if (text.trim() === '') return null
    const matches = wordFilter(text)
    return sectionsOf(pages).filter((section) => matches(`${section.title} ${section.text}`))
  }, [pages, text])

  useEffect(() => {
    if (inside === null) return
    const title = document.getElementById(inside)
    title?.scrollIntoView()
    title?.focus({ preventScroll: true })
  }, [inside])

  return (
    <Page>
      <PageHeader
        title={page?.title ?? t('title')}
        actions={
          <Button icon={Keyboard} onPress={() => runCommand('shortcuts')}>
            {t('shortcuts')}
          </Button>
        }
      />
      <div className={styles.columns}>
        <nav className={styles.contents} aria-label={t('contents')}>
          <SearchField label={t('search')} value={text} onChange={setText} width="full" />
          <p role="status" className="visually-hidden">
            {found === null ? '' : t('found', { count: found.length })}
          </p>
          {found === null ? <Contents pages={pages} current={page?.id ?? ''} /> : <Found sections={found} />}
        </nav>
        <article className={styles.text}>
          {page?.blocks.map((block, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a printed text have no name and never move
            <GuideBlock key={`${page.id}-${place}`} block={block} />
          ))}
        </article>
      </div>
    </Page>
  )
}

function Contents({ pages, current }: { readonly pages: readonly GuidePage[]; readonly current: string }) {
  return (
    <ul>
      {pages.map(({ id, title }) => (
        <li key={id}>
          <a
            href={linkTo('help', [id])}
            aria-current={id === current ? 'page' : undefined}
            className={cx(styles.entry, id === current && styles.current)}
          >
            {title}
          </a>
        </li>
      ))}
    </ul>
  )
}

function Found({ sections }: { readonly sections: readonly GuideSection[] }) {
  const { t } = useTranslation('help')
  if (sections.length === 0) {
    return (
      <EmptyState icon={SearchX} size="small" title={t('none.title')}>
        {t('none.text')}
      </EmptyState>
    )
  }
  return (
    <ul>
      {sections.map(({ id, title, page }) => (
        <li key={id}>
          <a href={linkTo('help', [id])} className={styles.entry}>
            {title}
            {page !== title && <span className={styles.soft}>{page}</span>}
          </a>
        </li>
      ))}
    </ul>
  )
}
