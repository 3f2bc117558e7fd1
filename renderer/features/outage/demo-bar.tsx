import { FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DemoScenario } from '../../../electron/contract/views.ts'
import { shapeOf, useAction, useChannel, useErrorSentence } from '../../bridge/index.ts'
import { Button, Select, showToast } from '../../ui/index.ts'
import styles from './demo-bar.module.css'

/** In the order a visitor would try them. */
const SCENARIOS: readonly DemoScenario[] = [
  'normal',
  'maintenance',
  'overload',
  'login-down',
  'application-down',
  'messaging-closed',
  'night-pause',
  'slow',
  'quota',
  'redirect-loop',
  'empty-roster',
  'half-roster',
  'truncated-json',
  'expired-token',
  'too-many-requests',
  'account-locked',
  'session-expired',
  'ip-suspended',
  'captive-portal',
]

/** Above everything while the demonstration is open: says so, plays outages, leads out. */
export function DemoBar() {
  const { t } = useTranslation('outage')
  const sentence = useErrorSentence()
  const scenario = useChannel('demo.scenario')
  const setScenario = useAction('demo.setScenario')
  const leave = useAction('app.leaveDemo')
  const check = useAction('availability.check')
  const failed = (error: unknown) => {
    const { what, todo } = sentence(shapeOf(error))
    showToast({ tone: 'danger', title: what, detail: todo })
  }
  const choose = async (chosen: DemoScenario) => {
    try {
      await setScenario.mutateAsync({ scenario: chosen })
      await scenario.refetch()
      await check.mutateAsync(undefined)
    } catch (error) {
      failed(error)
    }
  }
  return (
    <aside className={styles.bar} aria-label={t('demo.label')}>
      <FlaskConical size={16} aria-hidden />
      <p className={styles.words}>
        <strong>{t('demo.label')}</strong> <span className={styles.detail}>{t('demo.detail')}</span>
      </p>
      <div className={styles.scenario}>
        <Select
          label={t('demo.scenario')}
          labelHidden
          size="small"
          options={SCENARIOS.map((id) => ({ id, label: t(`demo.scenarios.${id}`) }))}
          value={scenario.data ?? null}
          onChange={choose}
          isDisabled={setScenario.isPending}
        />
      </div>
      <Button size="small" isPending={leave.isPending} onPress={() => leave.mutate(undefined, { onError: failed })}>
        {t('demo.leave')}
      </Button>
    </aside>
  )
}
