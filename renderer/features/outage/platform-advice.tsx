import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PlatformView } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Badge, Button, type Tone } from '../../ui/index.ts'
import styles from './platform-advice.module.css'

export const STATE_TONE: Readonly<Record<PlatformView['state'], Tone>> = {
  up: 'ok',
  down: 'danger',
  'own-network-down': 'warn',
  unknown: 'unknown',
}

/** What has fallen of one platform: what it means, what still works, what to do, and what was seen. */
export function PlatformAdvice({ platform }: { readonly platform: PlatformView }) {
  const { t } = useTranslation('outage')
  const open = useAction('app.openExternal')
  const { kind, services, directUrl } = platform
  return (
    <div className={styles.advice}>
      <dl className={styles.lines}>
        <dt>{t('advice.means')}</dt>
        <dd>{t(`kind.${kind}.means`)}</dd>
        <dt>{t('advice.works')}</dt>
        <dd>{t(`kind.${kind}.works`)}</dd>
        <dt>{t('advice.todo')}</dt>
        <dd>{t(`kind.${kind}.todo`)}</dd>
        <dt>{t('advice.services')}</dt>
        <dd>
          <ul className={styles.services}>
            {services.map(({ service, role, host, state, cause }) => (
              <li key={service} className={styles.service}>
                <Badge tone={STATE_TONE[state]}>
                  {t('role-state', { role: t(`role.${role}`), state: t(`service-state.${state}`) })}
                </Badge>
                <span className={styles.host}>{host}</span>
                <span className={styles.cause}>{t(`availability.cause.${cause}`)}</span>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      {directUrl !== null && kind !== 'up' && (
        <div className={styles.direct}>
          <Button icon={ExternalLink} onPress={() => open.mutate({ url: directUrl })} isPending={open.isPending}>
            {t('advice.direct')}
          </Button>
          <span className={styles.address}>{t('advice.direct-address', { address: directUrl })}</span>
        </div>
      )}
      {open.error && <ErrorState error={open.error} />}
    </div>
  )
}
