import { ListChecks } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Handover } from '../../../electron/contract/views.ts'
import { useFormat } from '../../ui/index.ts'
import styles from './hand-over.module.css'

/** While the outage lasts: what is done already, and that nothing of it is lost. Nothing before the first gesture. */
export function SoFar({ handover: { families, items, beganAt } }: { readonly handover: Handover }) {
  const { t } = useTranslation('resume')
  const format = useFormat()
  if (items.length === 0 || beganAt === null) return null
  const reached = families.byMail + families.byPhone + families.byPost
  return (
    <p className={styles.soFar}>
      <ListChecks size={18} aria-hidden />
      <span>
        {families.total > 0 && (
          <>
            <strong>{t('so-far.reached', { count: families.total, reached: format.number(reached) })}</strong>{' '}
          </>
        )}
        {t('so-far.items', { count: items.length, since: format.since(beganAt) })}
      </span>
    </p>
  )
}
