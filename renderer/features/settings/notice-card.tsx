import { useTranslation } from 'react-i18next'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Card, Checkbox } from '../../ui/index.ts'
import styles from './settings.module.css'

/** Whether Trousse may speak while nobody looks at it. */
export function NoticeCard() {
  const { t } = useTranslation('settings')
  const arrangement = useChannel('preferences.read')
  const update = useAction('preferences.update')
  if (!arrangement.data) return null
  return (
    <Card title={t('notice.title')}>
      <Checkbox
        isSelected={arrangement.data.notifications}
        onChange={(notifications) => update.mutate({ notifications }, { onSuccess: () => void arrangement.refetch() })}
      >
        {t('notice.wanted')}
      </Checkbox>
      <p className={styles.lead}>{t('notice.hint')}</p>
      {update.error && <ErrorState error={update.error} />}
    </Card>
  )
}
