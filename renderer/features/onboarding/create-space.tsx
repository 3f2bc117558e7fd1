import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Frame, FrameActions, FramePanel, FrameTitle } from '../../app/frame.tsx'
import { BridgeError, ErrorState, useAction } from '../../bridge/index.ts'
import { Button, focusFirstInvalid } from '../../ui/index.ts'
import styles from './create-space.module.css'
import { NewPassphrase, NO_ENTRY, problemOf } from './new-passphrase.tsx'
import type { WelcomeProps } from './set-up.ts'

/**
 * Makes the teacher's own space. The computer's keychain is tried first; where there is none the vault asks
 * for a passphrase, and so does this screen.
 */
export function CreateSpace({ passphraseNeeded, onSetUp, onBack }: WelcomeProps & { readonly onBack: () => void }) {
  const { t } = useTranslation('onboarding')
  const [asked, setAsked] = useState(passphraseNeeded)
  const [entry, setEntry] = useState(NO_ENTRY)
  const [tried, setTried] = useState(false)
  const create = useAction('app.createSpace')

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (asked && problemOf(entry) !== null) return focusFirstInvalid(event.currentTarget)
    onSetUp({ step: 'creating' })
    try {
      const { recoveryCode } = await create.mutateAsync({ passphrase: asked ? entry.passphrase : null })
      onSetUp({ step: 'code', code: recoveryCode })
    } catch (error) {
      onSetUp({ step: 'none' })
      // Without a keychain the vault refuses to go on without a passphrase: that is the question to ask now.
      if (!asked && error instanceof BridgeError && error.shape.code === 'vault-weak-passphrase') {
        setAsked(true)
        setTried(false)
        create.reset()
      }
    }
  }

  return (
    <Frame>
      <form className={styles.form} onSubmit={submit}>
        <FramePanel>
          <FrameTitle title={t('create.title')}>{asked ? t('create.lead-passphrase') : t('create.lead')}</FrameTitle>
          {asked ? (
            <NewPassphrase value={entry} onChange={setEntry} showProblems={tried} />
          ) : (
            <ul className={styles.points}>
              <li>{t('create.point-encrypted')}</li>
              <li>{t('create.point-keychain')}</li>
              <li>{t('create.point-code')}</li>
            </ul>
          )}
          {create.error && <ErrorState error={create.error} />}
          <FrameActions>
            <Button variant="quiet" onPress={onBack} isDisabled={create.isPending}>
              {t('back')}
            </Button>
            <Button variant="primary" type="submit" isPending={create.isPending}>
              {t('create.action')}
            </Button>
          </FrameActions>
        </FramePanel>
      </form>
    </Frame>
  )
}
