import { CloudOff, Moon, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { Banner, ButtonLink, useFormat } from '../../ui/index.ts'
import { isOutage } from './summary.ts'
import { useAvailability } from './use-availability.ts'

/** Under the header of every screen but Today (which becomes the switch) and its own: serious, not alarming. */
export function OutageBanner() {
  const { t } = useTranslation('outage')
  const format = useFormat()
  const { state, kind, since } = useAvailability()
  if (!isOutage(state)) return null
  const what = t(`kind.${kind}.title`)
  return (
    <Banner
      tone={kind === 'night-pause' ? 'info' : 'warn'}
      shape="strip"
      icon={kind === 'night-pause' ? Moon : state === 'own-network-down' ? Unplug : CloudOff}
      title={since === null ? what : t('banner.down', { what, since: format.since(since) })}
      actions={
        <>
          <ButtonLink size="small" variant="quiet" href={linkTo('outage')}>
            {t('banner.understand')}
          </ButtonLink>
          <ButtonLink size="small" href={linkTo('today')}>
            {t('banner.action')}
          </ButtonLink>
        </>
      }
      live="status"
    >
      {t(`kind.${kind}.means`)}
    </Banner>
  )
}
