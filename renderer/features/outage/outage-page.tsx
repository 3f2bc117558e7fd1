import { Activity, RefreshCw, Satellite } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PlatformView } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Badge, Button, ButtonLink, Card, EmptyState, Page, PageHeader, Skeleton, useFormat } from '../../ui/index.ts'
import styles from './outage-page.module.css'
import { PlatformAdvice, STATE_TONE } from './platform-advice.tsx'

/** Every watched platform: what answers, what has fallen, what still works. */
export function OutagePage() {
  const { t } = useTranslation('outage')
  const platforms = useChannel('availability.platforms')
  const check = useAction('availability.check')
  return (
    <Page width="wide">
      <PageHeader
        title={t('page.title')}
        subtitle={t('page.subtitle')}
        actions={
          <>
            <ButtonLink href={linkTo('outage', ['history'])}>{t('page.history')}</ButtonLink>
            <ButtonLink href={linkTo('outage', ['watch'])}>{t('page.watch')}</ButtonLink>
            <Button
              variant="primary"
              icon={RefreshCw}
              onPress={() => check.mutate(undefined)}
              isPending={check.isPending}
            >
              {t('check')}
            </Button>
          </>
        }
      />
      {check.error && <ErrorState error={check.error} />}
      {platforms.error && <ErrorState error={platforms.error} onRetry={() => void platforms.refetch()} />}
      {platforms.isPending && <Skeleton lines={4} height="3rem" />}
      {platforms.data?.length === 0 && <Nothing />}
      {platforms.data?.map((platform) => (
        <Card key={platform.platform} icon={Activity} title={platform.platform}>
          <Standing platform={platform} />
          <PlatformAdvice platform={platform} />
        </Card>
      ))}
    </Page>
  )
}

function Standing({ platform }: { readonly platform: PlatformView }) {
  const { t } = useTranslation('outage')
  const format = useFormat()
  const { kind, state, since, checkedAt } = platform
  return (
    <p className={styles.standing}>
      <Badge tone={STATE_TONE[state]} size="medium">
        {t(`kind.${kind}.title`)}
      </Badge>
      {state !== 'up' && since && <span>{t('advice.since', { since: format.since(since) })}</span>}
      {checkedAt && (
        <span className={styles.soft}>
          {t('row.checked')} {format.age(checkedAt)}
        </span>
      )}
    </p>
  )
}

function Nothing() {
  const { t } = useTranslation('outage')
  return (
    <Card>
      <EmptyState
        icon={Satellite}
        title={t('page.none')}
        actions={
          <ButtonLink variant="primary" href={linkTo('outage', ['watch'])}>
            {t('page.watch-action')}
          </ButtonLink>
        }
      >
        {t('page.none-detail')}
      </EmptyState>
    </Card>
  )
}
