import { useTranslation } from 'react-i18next'
import type { AvailabilityHistory, OutageView } from '../../../electron/contract/views.ts'
import { useFormat } from '../../ui/index.ts'
import styles from './timeline.module.css'
import { type Stretch, stretchOf } from './timeline.ts'

/** One line per service, red where it was down. The table below says the same in words. */
export function HistoryTimeline({ history }: { readonly history: AvailabilityHistory }) {
  const { t } = useTranslation('outage')
  const format = useFormat()
  const { services, outages, from, to, watchedSince } = history
  const unknown = watchedSince === null ? null : stretchOf(from, watchedSince, history)
  return (
    <div>
      <ul className={styles.list}>
        {services.map(({ service, platform, role, outages: count, downMs }) => {
          const length = format.duration(downMs)
          const figure = count === 0 ? t('history.line-none') : t('history.line', { count, length })
          return (
            <li key={service}>
              <p className={styles.name}>
                <span>
                  {platform}, {t(`role.${role}`)}
                </span>
                <span className={styles.figure}>{figure}</span>
              </p>
              <div className={styles.track} aria-hidden>
                {unknown && unknown.width > 0 && <span className={styles.unknown} style={place(unknown)} />}
                {outages
                  .filter((outage) => outage.service === service)
                  .map((outage) => (
                    <Bar key={outage.beganAt} outage={outage} history={history} />
                  ))}
              </div>
            </li>
          )
        })}
      </ul>
      <p className={styles.ends} aria-hidden>
        <span>{format.date(from)}</span>
        <span>{format.date(to)}</span>
      </p>
    </div>
  )
}

/** What happens now still shows: never past the end of its line. */
const place = ({ left, width }: Stretch) => ({ left: `min(${left}%, calc(100% - 3px))`, width: `${width}%` })

function Bar({ outage, history }: { readonly outage: OutageView; readonly history: AvailabilityHistory }) {
  const stretch = stretchOf(outage.beganAt, outage.endedAt ?? history.to, history)
  return stretch && <span className={styles.outage} style={place(stretch)} />
}
