import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Card, Checkbox, ConfirmDialog } from '../../ui/index.ts'
import styles from './portraits.module.css'

/** Whether pupils' photos are kept on this computer at all; refusing them takes away those that are. */
export function PortraitsCard({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('portraits')
  const update = useAction('settings.update')
  const remove = useAction('portraits.remove')
  const kept = useChannel('portraits.count')
  const [isAsking, setAsking] = useState(false)
  const count = kept.data?.count ?? 0
  const change = (refused: boolean) => {
    if (refused && count > 0) setAsking(true)
    else update.mutate({ storePortraits: !refused })
  }
  return (
    <Card title={t('setting.title')}>
      <Checkbox isSelected={!settings.storePortraits} onChange={change}>
        {t('setting.refuse')}
      </Checkbox>
      <p className={styles.soft}>
        {t('setting.explained')} {count > 0 && t('setting.kept', { count })}
      </p>
      {(update.error ?? kept.error) && <ErrorState error={update.error ?? kept.error} />}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('setting.confirmTitle')}
        confirmLabel={t('setting.confirm', { count })}
        tone="danger"
        onConfirm={async () => {
          await remove.mutateAsync({ pupilIds: null })
          await update.mutateAsync({ storePortraits: false })
        }}
      >
        <p>{t('setting.confirmText')}</p>
        {remove.error && <ErrorState error={remove.error} />}
      </ConfirmDialog>
    </Card>
  )
}
