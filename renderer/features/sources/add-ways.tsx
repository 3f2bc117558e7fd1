import { Check, Minus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { Button, ButtonLink, Card, Page, PageHeader } from '../../ui/index.ts'
import styles from './add-source.module.css'
import { OfficeLetter, type OfficeLetterKind } from './office-letter.tsx'

type Offer =
  | 'capture'
  | 'calendar'
  | 'file'
  | 'oneroster'
  | 'moodle'
  | 'edifice'
  | 'ecole-directe'
  | 'office-siecle'
  | 'office-contacts'
type WaysPage = 'ent' | 'pronote' | 'ecole-directe' | 'moodle' | 'unsure'

/** The shortest way first. */
const OFFERS: Readonly<Record<WaysPage, readonly Offer[]>> = {
  ent: ['capture', 'edifice', 'oneroster', 'office-siecle'],
  pronote: ['calendar', 'capture', 'file', 'office-siecle'],
  'ecole-directe': ['calendar', 'file', 'ecole-directe', 'office-contacts'],
  moodle: ['moodle', 'calendar', 'file'],
  unsure: ['capture', 'file', 'office-siecle'],
}

export const isWaysPage = (value: string): value is WaysPage => Object.hasOwn(OFFERS, value)

/** Where an offer leads: a screen, or a letter to write. */
const TARGETS: Readonly<Record<Offer, { readonly href: string } | { readonly letter: OfficeLetterKind }>> = {
  capture: { href: linkTo('sources', ['capture']) },
  calendar: { href: linkTo('sources', ['add', 'form', 'calendar']) },
  file: { href: linkTo('sources', ['file']) },
  oneroster: { href: linkTo('sources', ['add', 'form', 'oneroster']) },
  moodle: { href: linkTo('sources', ['add', 'form', 'moodle']) },
  edifice: { href: linkTo('sources', ['add', 'form', 'edifice']) },
  'ecole-directe': { href: linkTo('sources', ['add', 'form', 'ecole-directe']) },
  'office-siecle': { letter: 'siecle' },
  'office-contacts': { letter: 'contacts' },
}

/** What can be had from one system: what each way gives, and what it does not, before anything is typed. */
export function AddWays({ page }: { readonly page: WaysPage }) {
  const { t } = useTranslation('ways')
  const [letter, setLetter] = useState<OfficeLetterKind | null>(null)
  return (
    <Page width="reading">
      <PageHeader
        title={t(`page.${page}.title`)}
        subtitle={t(`page.${page}.subtitle`)}
        back={{ href: linkTo('sources', ['add']), label: t('add.title') }}
      />
      <ol className={styles.offers}>
        {OFFERS[page].map((offer, index) => {
          const target = TARGETS[offer]
          const action = t(`offer.${offer}.action`)
          return (
            <li key={offer}>
              <Card title={t(`offer.${offer}.title`)}>
                <div className={styles.offer}>
                  <div className={styles.offerWords}>
                    <p className={styles.gives}>
                      <Check size={16} aria-hidden />
                      <span>{t(`gives.${page}.${offer}`)}</span>
                    </p>
                    <p className={styles.lacks}>
                      <Minus size={16} aria-hidden />
                      <span>{t(`not.${page}.${offer}`)}</span>
                    </p>
                  </div>
                  {'href' in target ? (
                    <ButtonLink variant={index === 0 ? 'primary' : 'secondary'} href={target.href}>
                      {action}
                    </ButtonLink>
                  ) : (
                    <Button onPress={() => setLetter(target.letter)}>{action}</Button>
                  )}
                </div>
              </Card>
            </li>
          )
        })}
      </ol>
      <OfficeLetter kind={letter} onClose={() => setLetter(null)} />
    </Page>
  )
}
