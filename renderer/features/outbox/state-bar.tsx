import { useTranslation } from 'react-i18next'
import type { DeliveryCounts, DeliveryState } from '../../../electron/contract/views.ts'
import { Badge, cx } from '../../ui/index.ts'
import { sharesOf, toneOf } from './delivery-states.ts'
import styles from './state-bar.module.css'

/** The state of one delivery: icon and word. */
export function StateBadge({ state, plain = true }: { readonly state: DeliveryState; readonly plain?: boolean }) {
  const { t } = useTranslation('outbox')
  return (
    <Badge tone={toneOf(state)} plain={plain}>
      {t(`state.${state}`)}
    </Badge>
  )
}

/** "30 acceptés, 2 en attente": each figure is a count of rows. */
export function useCountsSummary(): (counts: DeliveryCounts) => string {
  const { t, i18n } = useTranslation('outbox')
  return (counts) =>
    new Intl.ListFormat(i18n.language, { type: 'unit' }).format(
      sharesOf(counts).map(({ state, count }) => t(`counted.${state}`, { count })),
    )
}

/** One message's rows by state, as a bar whose name holds the figures. */
export function StateBar({
  counts,
  size = 'small',
}: {
  readonly counts: DeliveryCounts
  readonly size?: 'small' | 'large'
}) {
  const { t } = useTranslation('outbox')
  const summary = useCountsSummary()(counts)
  return (
    <div role="img" aria-label={t('bar', { summary })} className={cx(styles.bar, size === 'large' && styles.large)}>
      {sharesOf(counts).map(({ state, count }) => (
        <span key={state} className={cx(styles.share, styles[state])} style={{ flexGrow: count }} />
      ))}
    </div>
  )
}

/** The figures of the bar, each with its colour and icon. */
export function StateLegend({ counts }: { readonly counts: DeliveryCounts }) {
  const { t } = useTranslation('outbox')
  return (
    <ul className={styles.legend}>
      {sharesOf(counts).map(({ state, count }) => (
        <li key={state}>
          <Badge tone={toneOf(state)} plain>
            {t(`counted.${state}`, { count })}
          </Badge>
        </li>
      ))}
    </ul>
  )
}
