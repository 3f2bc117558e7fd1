import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Card, Checkbox } from '../../ui/index.ts'
import styles from './settings.module.css'

/** When messages may leave. */
export function SendingCard({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings')
  const update = useAction('settings.update')
  return (
    <Card title={t('sending.title')}>
      <Checkbox isSelected={settings.quietHours} onChange={(quietHours) => update.mutate({ quietHours })}>
        {t('sending.quiet')}
      </Checkbox>
      <p className={styles.lead}>{t('sending.quiet-hint')}</p>
      {update.error && <ErrorState error={update.error} />}
    </Card>
  )
}
