import { KeyRound, LockKeyhole, LockKeyholeOpen } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Frame, FrameActions, FramePanel, FrameTitle } from '../../app/frame.tsx'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, TextField } from '../../ui/index.ts'
import styles from './recovery.module.css'

/** Opens the space with the passphrase, or with the recovery code when it is forgotten. */
export function Locked() {
  const { t } = useTranslation('recovery')
  const [kind, setKind] = useState<'passphrase' | 'recovery-code'>('passphrase')
  const [secret, setSecret] = useState('')
  const unlock = useAction('app.unlock')
  const byCode = kind === 'recovery-code'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (secret.trim() !== '') unlock.mutate({ kind, value: secret })
  }
  const change = () => {
    setKind(byCode ? 'passphrase' : 'recovery-code')
    setSecret('')
    unlock.reset()
  }
  return (
    <Frame>
      <form className={styles.form} onSubmit={submit}>
        <FramePanel>
          <FrameTitle title={t('locked.title')}>{byCode ? t('locked.lead-code') : t('locked.lead')}</FrameTitle>
          {byCode ? (
            <TextField key="code" label={t('locked.code')} monospace autoFocus value={secret} onChange={setSecret} />
          ) : (
            <TextField
              key="passphrase"
              label={t('locked.passphrase')}
              type="password"
              autoComplete="current-password"
              autoFocus
              value={secret}
              onChange={setSecret}
            />
          )}
          {unlock.error && <ErrorState error={unlock.error} />}
          <FrameActions>
            <Button variant="quiet" icon={byCode ? LockKeyhole : KeyRound} onPress={change}>
              {byCode ? t('locked.use-passphrase') : t('locked.use-code')}
            </Button>
            <Button
              variant="primary"
              icon={LockKeyholeOpen}
              type="submit"
              isPending={unlock.isPending}
              isDisabled={secret.trim() === ''}
            >
              {t('locked.open')}
            </Button>
          </FrameActions>
        </FramePanel>
      </form>
    </Frame>
  )
}
