import { useTranslation } from 'react-i18next'
import type { SyncRunView } from '../../../electron/contract/views.ts'
import { Badge, type Tone } from '../../ui/index.ts'

const TONES: Record<SyncRunView['outcome'], Tone> = {
  running: 'info',
  applied: 'ok',
  unchanged: 'ok',
  held: 'warn',
  refused: 'warn',
  failed: 'danger',
  cancelled: 'neutral',
}

/** How a synchronisation ended. */
export function OutcomeBadge({
  outcome,
  plain = false,
}: {
  readonly outcome: SyncRunView['outcome']
  readonly plain?: boolean
}) {
  const { t } = useTranslation('sources')
  return (
    <Badge tone={TONES[outcome]} plain={plain}>
      {t(`outcome.${outcome}`)}
    </Badge>
  )
}
