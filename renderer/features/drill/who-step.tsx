import { MailCheck, Phone, UserRoundX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '../../../electron/contract/views.ts'
import { pupilLink } from '../../app/router.ts'
import { Badge, useFormat } from '../../ui/index.ts'
import styles from './drill.module.css'

const CHANNELS = [
  ['email', MailCheck],
  ['phone', Phone],
  ['none', UserRoundX],
] as const
const NAMES_SHOWN = 8

/** Who could be reached, and by what. */
export function WhoStep({ rehearsal: { pupils, reach, withoutMail } }: { readonly rehearsal: Rehearsal }) {
  const { t } = useTranslation('drill')
  const format = useFormat()
  const left = withoutMail.length - NAMES_SHOWN
  return (
    <>
      <p className={styles.question}>{t('step.who.question')}</p>
      <ul className={styles.tiles}>
        {CHANNELS.map(([channel, Icon]) => (
          <li key={channel} className={styles.tile} data-channel={channel}>
            <Icon size={18} aria-hidden />
            <strong>{format.number(reach[channel])}</strong>
            <span>{t(`reach.${channel}`, { count: reach[channel] })}</span>
          </li>
        ))}
      </ul>
      <p className={styles.soft}>{t('step.who.of', { count: pupils })}</p>
      {withoutMail.length > 0 && (
        <ul className={styles.names}>
          {withoutMail.slice(0, NAMES_SHOWN).map(({ pupilId, name, phones }) => (
            <li key={pupilId}>
              <a href={pupilLink(pupilId)}>{name}</a>
              {phones === 0 ? (
                <Badge tone="danger" plain icon={UserRoundX}>
                  {t('no-contact')}
                </Badge>
              ) : (
                <Badge tone="warn" plain icon={Phone}>
                  {t('numbers', { count: phones })}
                </Badge>
              )}
            </li>
          ))}
          {left > 0 && <li className={styles.soft}>{t('more', { count: left })}</li>}
        </ul>
      )}
    </>
  )
}
