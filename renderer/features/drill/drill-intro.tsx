import { FilePen, MailX, Play, Timer, WifiOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DrillRecord } from '../../../electron/contract/views.ts'
import { linkTo } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Badge, Button, ButtonLink, Card, Page, PageHeader, useFormat } from '../../ui/index.ts'
import styles from './drill.module.css'

const PROMISES = [
  ['nothing-sent', MailX],
  ['nothing-made', FilePen],
  ['no-network', WifiOff],
] as const

/** What a drill is, and how the earlier ones went. */
export function DrillIntro({ canStart, onStart }: { readonly canStart: boolean; readonly onStart: () => void }) {
  const { t } = useTranslation('drill')
  const { data: drills = [], error, refetch } = useChannel('drill.list')
  return (
    <Page width="reading">
      <PageHeader
        title={t('title')}
        subtitle={t('subtitle')}
        back={{ href: linkTo('today'), label: t('today:title') }}
        actions={
          canStart ? (
            <Button variant="primary" icon={Play} onPress={onStart}>
              {t('start')}
            </Button>
          ) : (
            <ButtonLink variant="primary" href={linkTo('sources', ['add'])}>
              {t('start-without')}
            </ButtonLink>
          )
        }
      />
      <Card title={t('how.title')}>
        <ol className={styles.how}>
          <li>{t('how.who')}</li>
          <li>{t('how.what')}</li>
          <li>{t('how.plan')}</li>
          <li>{t('how.preview')}</li>
          <li>{t('how.result')}</li>
        </ol>
        <ul className={styles.promises}>
          {PROMISES.map(([id, Icon]) => (
            <li key={id}>
              <Icon size={16} aria-hidden />
              {t(`promise.${id}`)}
            </li>
          ))}
        </ul>
      </Card>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {drills.length > 0 && (
        <Card title={t('earlier')} padding="flush">
          <ul className={styles.earlier}>
            {drills.map((drill) => (
              <Earlier key={drill.id} drill={drill} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  )
}

function Earlier({ drill }: { readonly drill: DrillRecord }) {
  const { t } = useTranslation('drill')
  const format = useFormat()
  const stops = drill.findings.filter(({ severity }) => severity === 'stops').length
  const slows = drill.findings.length - stops
  return (
    <li className={styles.earlierRow}>
      <span className={styles.earlierDay}>{format.dateTime(drill.at)}</span>
      <span className={styles.earlierLength}>
        <Timer size={14} aria-hidden />
        {format.duration(drill.durationMs)}
      </span>
      <span className={styles.badges}>
        {stops > 0 && <Badge tone="danger">{t('stops', { count: stops })}</Badge>}
        {slows > 0 && <Badge tone="warn">{t('slows', { count: slows })}</Badge>}
        {drill.findings.length === 0 && <Badge tone="ok">{t('ready')}</Badge>}
      </span>
    </li>
  )
}
