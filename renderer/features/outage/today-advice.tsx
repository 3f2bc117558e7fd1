import { LifeBuoy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkTo } from '../../app/router.ts'
import { useChannel } from '../../bridge/index.ts'
import { ButtonLink, Card } from '../../ui/index.ts'
import { PlatformAdvice } from './platform-advice.tsx'
import { isWorthTelling } from './summary.ts'

/** On Today: what each fallen platform means and what to do; nothing while all is well. */
export function TodayAdvice() {
  const { t } = useTranslation('outage')
  const { data: platforms = [] } = useChannel('availability.platforms')
  return platforms.filter(isWorthTelling).map((platform) => (
    <Card
      key={platform.platform}
      icon={LifeBuoy}
      title={`${platform.platform} – ${t(`kind.${platform.kind}.title`)}`}
      action={
        <ButtonLink size="small" variant="quiet" href={linkTo('outage')}>
          {t('advice.more')}
        </ButtonLink>
      }
    >
      <PlatformAdvice platform={platform} />
    </Card>
  ))
}
