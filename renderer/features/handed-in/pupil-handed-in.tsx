import { useTranslation } from 'react-i18next'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import styles from './handed-in.module.css'
import { ItemList } from './item-list.tsx'

/** Everything a pupil handed in, on their own page; nothing at all while there is nothing. */
export function PupilHandedIn({ pupilId }: { readonly pupilId: number }) {
  const { t } = useTranslation('handed-in')
  const list = useChannel('handedIn.list', { pupilId })
  if (list.error)
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} isRetrying={list.isFetching} />
  if (list.data === undefined || list.data.length === 0) return null
  return (
    <section aria-labelledby="pupil-handed-in">
      <h2 id="pupil-handed-in" className={styles.section}>
        {t('pupil.title')}
      </h2>
      <ItemList items={list.data} label={t('pupil.title')} nameOf={({ title }) => title} />
    </section>
  )
}
