import { CircleHelp, type LucideIcon, MailOpen, Phone, Reply, Undo2 } from 'lucide-react'
import { useCallback } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { DeliveryCounts, DeliveryState } from '../../../electron/contract/views.ts'
import { Badge, cx } from '../../ui/index.ts'
import { STATE_ORDER, sharesOf, toneOf } from './delivery-states.ts'
import styles from './state-bar.module.css'

/** States whose colour alone would look like another's; what nobody knows has the icon of a question. */
const ICONS: Partial<Record<DeliveryState, LucideIcon>> = {
  ambiguous: CircleHelp,
  answered: Reply,
  bounced: Undo2,
  phoned: Phone,
  posted: MailOpen,
}
function iconOf(state: DeliveryState): { icon?: LucideIcon } {
  const icon = ICONS[state]
  return icon ? { icon } : {}
}

/** The state of one delivery: icon and word. */
export function StateBadge({ state, plain = true }: { readonly state: DeliveryState; readonly plain?: boolean }) {
  const { t } = useTranslation('outbox')
  return (
    <Badge tone={toneOf(state)} plain={plain} {...iconOf(state)}>
      {t(`state.${state}`)}
    </Badge>
  )
}

/** "1 incertain, 2 en attente, 30 acceptés": each figure is a count of rows, what asks for a decision first. */
export function useCountsSummary(): (counts: DeliveryCounts) => string {
  const { t, i18n } = useTranslation('outbox')
  return useCallback(
    (counts) =>
      new Intl.ListFormat(i18n.language, { type: 'unit' }).format(
        sharesOf(counts, STATE_ORDER).map(({ state, count }) => t(`counted.${state}`, { count })),
      ),
    [t, i18n.language],
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

export interface StateLegendProps {
  readonly counts: DeliveryCounts
  readonly onShow: (state: DeliveryState) => void
}

/** The figures of the bar, each with its colour and icon; a press shows those rows. */
export function StateLegend({ counts, onShow }: StateLegendProps) {
  const { t } = useTranslation('outbox')
  return (
    <ul className={styles.legend}>
      {sharesOf(counts).map(({ state, count }) => (
        <li key={state}>
          <Button
            className={styles.legendButton ?? ''}
            aria-label={t('show', { counted: t(`counted.${state}`, { count }) })}
            onPress={() => onShow(state)}
          >
            <Badge tone={toneOf(state)} plain {...iconOf(state)}>
              {t(`counted.${state}`, { count })}
            </Badge>
          </Button>
        </li>
      ))}
    </ul>
  )
}
