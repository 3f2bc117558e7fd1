import { useTranslation } from 'react-i18next'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { PublicationRow } from './publication-row.tsx'
import styles from './share.module.css'

/** What is published and what is still on its way; what was withdrawn is history, in the packs' own list. */
export function Publications() {
  const { t } = useTranslation('share')
  const publications = useChannel('shares.list')
  const shown = publications.data?.filter(({ state }) => state !== 'withdrawn') ?? []
  if (publications.error) return <ErrorState error={publications.error} />
  if (shown.length === 0) return null
  return (
    <section className={styles.published} aria-label={t('list.title')}>
      <h2 className={styles.title}>{t('list.title')}</h2>
      <ul className={styles.cards}>
        {shown.map((publication) => (
          <PublicationRow key={publication.id} publication={publication} />
        ))}
      </ul>
    </section>
  )
}
