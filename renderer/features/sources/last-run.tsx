import { useTranslation } from 'react-i18next'
import type { SyncRunView } from '../../../electron/contract/views.ts'
import { useFormat } from '../../ui/index.ts'
import styles from './sources.module.css'

const COUNTS = ['added', 'changed', 'removed'] as const

/** What the last reading did to the school; nothing when it changed nothing. */
export function LastRun({ run }: { readonly run: SyncRunView }) {
  const { t } = useTranslation('ways')
  const format = useFormat()
  const parts = COUNTS.filter((name) => run.counts[name] > 0).map((name) =>
    t(`card.${name}`, { count: run.counts[name], figure: format.number(run.counts[name]) }),
  )
  if (run.outcome !== 'applied' || parts.length === 0) return null
  return <p className={styles.facts}>{t('card.run', { list: parts.join(', ') })}</p>
}
