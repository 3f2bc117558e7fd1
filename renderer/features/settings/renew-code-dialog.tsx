import { Printer } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Banner, Button, Checkbox, Dialog } from '../../ui/index.ts'
import { RecoveryCode } from '../onboarding/index.tsx'
import { CurrentSecretField, firstSecret } from './current-secret.tsx'
import type { KeyDialogProps } from './passphrase-dialog.tsx'
import styles from './settings.module.css'

/** Makes a new recovery code; the old sheet is worth nothing from then on. */
export function RenewCodeDialog({ custody, onClose }: KeyDialogProps) {
  const { t } = useTranslation('settings')
  const [secret, setSecret] = useState(() => firstSecret(custody))
  const [noted, setNoted] = useState(false)
  const renew = useAction('app.renewRecoveryCode')
  const keep = useAction('app.recoveryCodeKept')
  const code = renew.data?.recoveryCode
  if (code === undefined) {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        canClose={!renew.isPending}
        title={t('key.renew-title')}
        footer={
          <>
            <Button autoFocus={secret === null} onPress={onClose} isDisabled={renew.isPending}>
              {t('common:cancel')}
            </Button>
            <Button
              variant="primary"
              isPending={renew.isPending}
              isDisabled={secret?.value.trim() === ''}
              onPress={() => renew.mutate({ secret })}
            >
              {t('key.renew-action')}
            </Button>
          </>
        }
      >
        <p>{t('key.renew-lead')}</p>
        {secret && <CurrentSecretField value={secret} onChange={setSecret} />}
        {renew.error && <ErrorState error={renew.error} />}
      </Dialog>
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      // The old code is already void: leaving without the new one would leave the teacher with none.
      canClose={false}
      size="large"
      title={t('onboarding:code.title')}
      footer={
        <>
          <Button icon={Printer} onPress={() => window.print()}>
            {t('onboarding:code.print')}
          </Button>
          <Button
            variant="primary"
            isDisabled={!noted}
            isPending={keep.isPending}
            onPress={() => keep.mutate(undefined, { onSuccess: onClose })}
          >
            {t('key.done')}
          </Button>
        </>
      }
    >
      <RecoveryCode code={code} />
      <Banner tone="info" title={t('onboarding:code.once')}>
        {t('onboarding:code.once-detail')}
      </Banner>
      <div className={styles.start}>
        <Checkbox isSelected={noted} onChange={setNoted}>
          {t('onboarding:code.noted')}
        </Checkbox>
      </div>
      {keep.error && <ErrorState error={keep.error} />}
    </Dialog>
  )
}
