import { MailCheck, Phone, UserRoundX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TodayView } from '../../../electron/contract/views.ts'
import { linkTo, pupilLink } from '../../app/router.ts'
import { Badge, ButtonLink, Card, useFormat } from '../../ui/index.ts'
import styles from './reach.module.css'

/** Names shown before "all of them". */
const SHOWN = 4

const CHANNELS = [
  ['email', MailCheck],
  ['phoneOnly', Phone],
  ['none', UserRoundX],
] as const

/** If the ENT fell now, whom could I not reach? */
export function Reach({ today, outage }: { readonly today: TodayView; readonly outage: boolean }) {
  const { t } = useTranslation('today')
  const format = useFormat()
  const { reach, pupils, unreachable } = today
  return (
    <Card
      title={outage ? t('reach.title-outage') : t('reach.title')}
      action={
        <ButtonLink size="small" variant="quiet" href={linkTo('classes')}>
          {t('reach.by-class')}
        </ButtonLink>
      }
    >
      <div className={styles.figure}>
        <p className={styles.big}>{format.share(reach.email, pupils)}</p>
        <p className={styles.meaning}>
          {t('reach.meaning', { count: pupils, email: format.number(reach.email), pupils: format.number(pupils) })}
        </p>
      </div>
      <div className={styles.bar} aria-hidden>
        {CHANNELS.map(([channel]) => (
          <span key={channel} className={styles[channel]} style={{ flexGrow: reach[channel] }} />
        ))}
      </div>
      <ul className={styles.legend}>
        {CHANNELS.map(([channel, Icon]) => (
          <li key={channel}>
            <span className={styles[channel]} aria-hidden />
            <Icon size={15} aria-hidden />
            {t(`reach.${channel}`)}
            <strong>{format.number(reach[channel])}</strong>
          </li>
        ))}
      </ul>
      {unreachable.length > 0 && (
        <>
          <h3 className={styles.listTitle}>{t('reach.without')}</h3>
          <ul className={styles.list}>
            {unreachable.slice(0, SHOWN).map((pupil) => (
              <li key={pupil.pupilId}>
                <a href={pupilLink(pupil.pupilId)} className={styles.pupil}>
                  <span className={styles.name}>{pupil.name}</span>
                  <span className={styles.className}>{pupil.className ?? ''}</span>
                  {pupil.reach === 'none' ? (
                    <Badge tone="danger" plain icon={UserRoundX}>
                      {t('reach.badge-none')}
                    </Badge>
                  ) : (
                    <Badge tone="warn" plain icon={Phone}>
                      {t('reach.badge-phone')}
                    </Badge>
                  )}
                </a>
              </li>
            ))}
          </ul>
          {unreachable.length > SHOWN && (
            <p className={styles.more}>{t('reach.more', { count: unreachable.length - SHOWN })}</p>
          )}
        </>
      )}
    </Card>
  )
}
