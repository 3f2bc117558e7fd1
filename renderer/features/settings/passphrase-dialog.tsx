import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Dialog, focusFirstInvalid, showToast } from '../../ui/index.ts'
import { NewPassphrase, NO_ENTRY, problemOf } from '../onboarding/index.tsx'
import { CurrentSecretField, firstSecret } from './current-secret.tsx'
import styles from './settings.module.css'

export interface KeyDialogProps {
  readonly custody: AppState['keyCustody']
  readonly onClose: () => void
}

/** Sets the passphrase that opens the space, or another one in its place. */
export function PassphraseDialog({ custody, onClose }: KeyDialogProps) {
  const { t } = useTranslation('settings')
  const formId = useId()
  const [secret, setSecret] = useState(() => firstSecret(custody))
  const [entry, setEntry] = useState(NO_ENTRY)
  const [tried, setTried] = useState(false)
  const change = useAction('app.changePassphrase')
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (problemOf(entry) !== null) return focusFirstInvalid(event.currentTarget)
    change.mutate(
      { secret, passphrase: entry.passphrase },
      {
        onSuccess: () => {
          showToast({ tone: 'ok', title: t('key.changed') })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      canClose={!change.isPending}
      title={t('key.passphrase-title')}
      footer={
        <>
          <Button onPress={onClose} isDisabled={change.isPending}>
            {t('common:cancel')}
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isPending={change.isPending}
            isDisabled={secret?.value.trim() === ''}
          >
            {t('key.passphrase-action')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit} noValidate>
        <p>{t(custody === 'os' ? 'key.passphrase-lead-os' : 'key.passphrase-lead')}</p>
        {secret && <CurrentSecretField value={secret} onChange={setSecret} />}
        <NewPassphrase value={entry} onChange={setEntry} showProblems={tried} />
        {change.error && <ErrorState error={change.error} />}
      </form>
    </Dialog>
  )
}
