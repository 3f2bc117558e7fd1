import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedSource, Provision, ShortestWay } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { Button, ButtonLink } from '../../ui/index.ts'
import { OfficeLetter, type OfficeLetterKind } from './office-letter.tsx'
import styles from './sources.module.css'

type Target =
  | { readonly href: string; readonly act: 'capture' | 'import' | 'calendar' | 'moodle' }
  | { readonly letter: OfficeLetterKind }
  | null

const TARGETS: Readonly<Record<ShortestWay, Target>> = {
  'capture-homework': { href: linkTo('sources', ['capture']), act: 'capture' },
  'capture-class': { href: linkTo('sources', ['capture']), act: 'capture' },
  'import-list': { href: linkTo('sources', ['file']), act: 'import' },
  'office-siecle': { letter: 'siecle' },
  'office-contacts': { letter: 'contacts' },
  'calendar-link': { href: linkTo('sources', ['add', 'form', 'calendar']), act: 'calendar' },
  'connect-moodle': { href: linkTo('sources', ['add', 'form', 'moodle']), act: 'moodle' },
  'save-files': null,
}

export interface SourceProvisionsProps {
  readonly source: ListedSource
  /** What any other source gives: it is not missed. */
  readonly elsewhere: ReadonlySet<Provision>
}

/** What one source gives, and the shortest way to what the teacher still lacks. */
export function SourceProvisions({ source, elsewhere }: SourceProvisionsProps) {
  const { t, i18n } = useTranslation('ways')
  const [letter, setLetter] = useState<OfficeLetterKind | null>(null)
  const list = (provisions: readonly Provision[]) =>
    new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(
      provisions.map((provision) => t(`provision.${provision}`)),
    )
  const missing = source.lacks.filter(({ what }) => !elsewhere.has(what))
  const ways = [...new Set(missing.map(({ way }) => way))]
  return (
    <div className={styles.provisions}>
      <p>
        {source.gives.length > 0 && t('card.gives', { list: list(source.gives) })}
        {source.gives.length > 0 && source.depends.length > 0 && ' · '}
        {source.depends.length > 0 && t('card.depends', { list: list(source.depends) })}
      </p>
      {missing.length > 0 && (
        <details className={styles.missing}>
          <summary>
            {t('card.missing', { list: list(missing.map(({ what }) => what)) })}{' '}
            <span className={styles.how}>{t('card.how')}</span>
          </summary>
          <ul className={styles.ways}>
            {ways.map((way) => {
              const target = TARGETS[way]
              return (
                <li key={way}>
                  <span>{t(`way.${way}`, { source: source.label })}</span>
                  {target && 'href' in target && (
                    <ButtonLink size="small" href={target.href}>
                      {t(`act.${target.act}`)}
                    </ButtonLink>
                  )}
                  {target && 'letter' in target && (
                    <Button size="small" onPress={() => setLetter(target.letter)}>
                      {t('act.letter')}
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
        </details>
      )}
      <OfficeLetter kind={letter} onClose={() => setLetter(null)} />
    </div>
  )
}
