import { CircleCheck, CircleHelp, CloudOff, Database, type LucideIcon, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../../electron/contract/views.ts'
import { cx, useFormat } from '../../ui/index.ts'
import { type AvailabilitySummary, useAvailability, useHeadline } from '../outage/index.tsx'
import styles from './glance.module.css'

const ICONS: Record<AvailabilitySummary['state'], LucideIcon> = {
  up: CircleCheck,
  down: CloudOff,
  'own-network-down': Unplug,
  unknown: CircleHelp,
  none: CircleHelp,
}

/** Up or down and since when; how old my data are and how much there is. */
export function Glance({ today }: { readonly today: TodayView }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const summary = useAvailability()
  const { state, kind, since, checkedAt, platforms } = summary
  const { title } = useHeadline(summary)
  const Icon = ICONS[state]
  const fallen = kind === 'up' || state === 'none' ? null : t(`outage:kind.${kind}.title`)
  const facts = [
    fallen === title ? null : fallen,
    platforms.length > 0 ? platforms.join(', ') : null,
    checkedAt ? t('checked', { age: format.age(checkedAt) }) : null,
  ]
  return (
    <section className={styles.glance} aria-label={t('glance')}>
      <div className={cx(styles.part, styles[state])}>
        <span className={styles.disc} aria-hidden>
          <Icon size={26} />
        </span>
        <div>
          <h2 className={styles.state}>
            {title}
            {state !== 'up' && since && <> {t('since', { since: format.since(since) })}</>}
          </h2>
          <p className={styles.facts}>{facts.filter((fact) => fact !== null).join(' · ')}</p>
        </div>
      </div>
      <div className={cx(styles.part, styles.data)}>
        <span className={styles.disc} aria-hidden>
          <Database size={24} />
        </span>
        <div>
          <h2 className={styles.state}>
            {today.lastSyncAt ? t('data-age', { age: format.age(today.lastSyncAt) }) : t('data-never')}
          </h2>
          <p className={styles.facts}>
            {[
              t('classes', { count: today.classes, figure: format.number(today.classes) }),
              t('pupils', { count: today.pupils, figure: format.number(today.pupils) }),
              t('guardians', { count: today.guardians, figure: format.number(today.guardians) }),
              t('assignments', { count: today.assignments, figure: format.number(today.assignments) }),
            ].join(' · ')}
          </p>
        </div>
      </div>
    </section>
  )
}
