import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Publication } from '../../../electron/contract/views.ts'
import { ErrorState, type TaskRunner, useAction } from '../../bridge/index.ts'
import { Button, ConfirmDialog, Dialog, TextField } from '../../ui/index.ts'
import styles from './share.module.css'

/** The same class anew, under the same name and link; with the passphrase that people have, or a new one. */
export function Replace({
  publication,
  start,
  onClose,
}: {
  readonly publication: Publication
  readonly start: TaskRunner<'shares.publish'>['start']
  readonly onClose: () => void
}) {
  const { t } = useTranslation('share')
  const [passphrase, setPassphrase] = useState('')
  const [expiresOn, setExpiresOn] = useState('')
  const { id, targetId, classId, className, profile, name, link } = publication
  const go = () => {
    if (profile === 'individual') return
    void start({
      ...{ targetId, classId, profile, link: link !== null, replaces: id },
      form: name.toLowerCase().endsWith('.zip') ? 'zip' : 'html',
      expiresOn: expiresOn === '' ? null : expiresOn,
      passphrase: passphrase.trim() === '' ? null : passphrase.trim(),
    })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('replace.title', { class: className })}
      footer={
        <>
          <Button onPress={onClose}>{t('replace.cancel')}</Button>
          <Button variant="primary" onPress={go}>
            {t('replace.action')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t('replace.detail')}</p>
        <TextField
          label={t('replace.phrase')}
          hint={t('replace.phrase-hint')}
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="off"
          spellCheck="false"
          monospace
        />
        <TextField
          label={t('publish.until')}
          hint={t('publish.until-hint')}
          type="date"
          value={expiresOn}
          onChange={setExpiresOn}
        />
      </div>
    </Dialog>
  )
}

/** Takes the pack away from the place. */
export function Withdraw({
  publication,
  onClose,
}: {
  readonly publication: Publication
  readonly onClose: () => void
}) {
  const { t } = useTranslation('share')
  const withdraw = useAction('shares.withdraw')
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t('withdraw.title', { class: publication.className })}
      confirmLabel={t('withdraw.action')}
      tone="danger"
      onConfirm={() => withdraw.mutateAsync({ id: publication.id })}
    >
      <p>{t('withdraw.detail')}</p>
      {withdraw.error && <ErrorState error={withdraw.error} />}
    </ConfirmDialog>
  )
}
