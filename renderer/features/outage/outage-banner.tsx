import { CloudOff, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { Banner, ButtonLink, useFormat } from '../../ui/index.ts'
import { isOutage } from './summary.ts'
import { useAvailability } from './use-availability.ts'

/** Under the header of every screen but Today (which becomes the switch): serious, not alarming. */
export function OutageBanner() {
  const { t } = useTranslation('outage')
  const format = useFormat()
  const summary = useAvailability()
  if (!isOutage(summary.state)) return null
  const own = summary.state === 'own-network-down'
  return (
    <Banner
      tone="warn"
      shape="strip"
      icon={own ? Unplug : CloudOff}
      title={
        summary.since === null
          ? t(`title.${summary.state}`)
          : t(`banner.${summary.state}`, { since: format.since(summary.since) })
      }
      actions={
        <ButtonLink size="small" href={linkTo('today')}>
          {t('banner.action')}
        </ButtonLink>
      }
      live="status"
    >
      {own ? t('banner.own-detail') : t('banner.detail')}
    </Banner>
  )
}
