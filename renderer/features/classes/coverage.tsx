import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { RosterRow } from '../../../electron/contract/views.ts'
import { Badge, cx, type Tone } from '../../ui/index.ts'
import styles from './coverage.module.css'
import type { CoverageCounts } from './roster-view.ts'

const TONES: Readonly<Record<RosterRow['reach'], Tone>> = { email: 'ok', phone: 'warn', none: 'danger' }

/** How one pupil can be reached, in a word. */
export function ReachBadge({ reach, plain = true }: { readonly reach: RosterRow['reach']; readonly plain?: boolean }) {
  const { t } = useTranslation('classes')
  return (
    <Badge tone={TONES[reach]} plain={plain}>
      {t(`reach.${reach}`)}
    </Badge>
  )
}

export interface CoverageBarProps {
  readonly name: string
  readonly counts: CoverageCounts
  readonly size?: 'small' | 'large'
}

/** The three shares of a class as one bar; the figures it draws are read in its name and written beside it. */
export function CoverageBar({ name, counts, size = 'small' }: CoverageBarProps) {
  const { t } = useTranslation('classes')
  const { email, phone, none } = counts
  return (
    <div
      role="img"
      aria-label={t('coverage.label', { name, email, phone, none })}
      className={cx(styles.bar, size === 'large' && styles.large)}
    >
      {(['email', 'phone', 'none'] as const).map(
        (reach) =>
          counts[reach] > 0 && (
            <span key={reach} className={cx(styles.share, styles[reach])} style={{ flexGrow: counts[reach] }} />
          ),
      )}
    </div>
  )
}

/** "33 / 35 joignables" with its bar, on one line. */
export function CoverageLine({ name, counts }: { readonly name: string; readonly counts: CoverageCounts }) {
  const { t } = useTranslation('classes')
  if (counts.total === 0) return <span className={styles.soft}>{t('coverage.empty')}</span>
  return (
    <span className={styles.line}>
      <CoverageBar name={name} counts={counts} />
      <span className={styles.figure}>{t('coverage.sentence', { reachable: counts.email, count: counts.total })}</span>
    </span>
  )
}

/** Who is missing, in words; "Tous joignables" when nobody is. */
export function MissingLine({ counts }: { readonly counts: CoverageCounts }) {
  const { t } = useTranslation('classes')
  if (counts.total === 0) return null
  if (counts.phone + counts.none === 0) {
    return (
      <Badge tone="ok" plain>
        {t('coverage.complete')}
      </Badge>
    )
  }
  return (
    <span className={styles.missing}>
      {counts.none > 0 && (
        <Badge tone="danger" plain>
          {t('coverage.none', { count: counts.none })}
        </Badge>
      )}
      {counts.phone > 0 && (
        <Badge tone="warn" plain>
          {t('coverage.phoneOnly', { count: counts.phone })}
        </Badge>
      )}
    </span>
  )
}

/** What `MissingLine` says, for a copy or a sheet of paper. */
export function useMissingWords(): (counts: CoverageCounts) => string {
  const { t } = useTranslation('classes')
  return useCallback(
    ({ total, phone, none }) => {
      if (total === 0) return ''
      if (phone + none === 0) return t('coverage.complete')
      return [
        ...(none > 0 ? [t('coverage.none', { count: none })] : []),
        ...(phone > 0 ? [t('coverage.phoneOnly', { count: phone })] : []),
      ].join(', ')
    },
    [t],
  )
}
