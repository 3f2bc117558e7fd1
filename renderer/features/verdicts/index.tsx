/** What would become of each line read: one set of words and colours for files and for captured pages. */
import { useTranslation } from 'react-i18next'
import type { ImportRow } from '../../../electron/contract/views.ts'
import { Badge, type Tone, useFormat } from '../../ui/index.ts'
import styles from './verdicts.module.css'

export type Verdict = ImportRow['verdict']

const TONES: Record<Verdict, Tone> = {
  refused: 'danger',
  doubtful: 'warn',
  new: 'info',
  changed: 'info',
  unchanged: 'neutral',
}

/** What needs the teacher comes first. */
const ORDER = ['refused', 'doubtful', 'new', 'changed', 'unchanged'] as const satisfies readonly Verdict[]
export const verdictRank = (verdict: Verdict): number => ORDER.indexOf(verdict)

export function VerdictBadge({ verdict }: { readonly verdict: Verdict }) {
  const { t } = useTranslation('verdicts')
  return (
    <Badge tone={TONES[verdict]} plain>
      {t(`one.${verdict}`)}
    </Badge>
  )
}

/** How many lines of each verdict there are, those with none left out. */
export function VerdictCounts({ counts }: { readonly counts: Readonly<Record<Verdict, number>> }) {
  const { t } = useTranslation('verdicts')
  const format = useFormat()
  return (
    <ul className={styles.counts}>
      {ORDER.filter((verdict) => counts[verdict] > 0).map((verdict) => (
        <li key={verdict}>
          <Badge tone={TONES[verdict]}>
            {t(`many.${verdict}`, { count: counts[verdict], figure: format.number(counts[verdict]) })}
          </Badge>
        </li>
      ))}
    </ul>
  )
}
