import { CheckCheck, CircleCheck, CircleDashed, CircleX, Clock, type LucideIcon, Minus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge, type Tone } from '../../ui/index.ts'
import type { Cell, CellState } from './matrix-view.ts'

const LOOK: Readonly<Record<CellState, { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  given: { tone: 'ok', icon: CircleCheck },
  late: { tone: 'warn', icon: Clock },
  awaited: { tone: 'neutral', icon: CircleDashed },
  missing: { tone: 'danger', icon: CircleX },
  nothing: { tone: 'neutral', icon: Minus },
}

/** Colour, icon and word; corrected work keeps whether it was late. */
export function CellBadge({ cell }: { readonly cell: Cell }) {
  const { t } = useTranslation('handed-in')
  const { tone, icon } = LOOK[cell.state]
  return (
    <Badge tone={tone} icon={cell.corrected ? CheckCheck : icon} plain>
      {cell.corrected ? t(`state.corrected-${cell.state === 'late' ? 'late' : 'given'}`) : t(`state.${cell.state}`)}
    </Badge>
  )
}
