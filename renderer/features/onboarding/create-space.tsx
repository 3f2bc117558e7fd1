import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Frame, FrameActions, FramePanel, FrameTitle } from '../../app/frame.tsx'
import { BridgeError, ErrorState, useAction } from '../../bridge/index.ts'
import { Button, focusFirstInvalid, TextField } from '../../ui/index.ts'
import styles from './create-space.module.css'
import { MIN_LENGTH, type Strength, strengthOf } from './passphrase-strength.ts'
import type { WelcomeProps } from './set-up.ts'

const STEPS: Record<Strength, number> = { empty: 0, short: 1, weak: 1, fair: 2, good: 3 }

/**
 * Makes the teacher's own space. The computer's keychain is tried first; where there is none the vault asks
 * for a passphrase, and so does this screen.
 */
export function CreateSpace({ passphraseNeeded, onSetUp, onBack }: WelcomeProps & { readonly onBack: () => void }) {
  const { t } = useTranslation('onboarding')
  const [asked, setAsked] = useState(passphraseNeeded)
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [tried, setTried] = useState(false)
  const create = useAction('app.createSpace')
  const strength = strengthOf(passphrase)
  const tooShort = strength === 'empty' || strength === 'short'
  const differs = again !== passphrase

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (asked && (tooShort || differs)) return focusFirstInvalid(event.currentTarget)
    onSetUp({ step: 'creating' })
    try {
      const { recoveryCode } = await create.mutateAsync({ passphrase: asked ? passphrase : null })
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
            <>
              <TextField
                label={t('create.passphrase')}
                type="password"
                autoComplete="new-password"
                autoFocus
                value={passphrase}
                onChange={setPassphrase}
                hint={t('create.passphrase-hint')}
                errorMessage={tried && tooShort ? t('create.too-short', { count: MIN_LENGTH }) : null}
              />
              <div className={styles.strength} data-strength={STEPS[strength]}>
                <span className={styles.bars} aria-hidden>
                  <span />
                  <span />
                  <span />
                </span>
                <span role="status">{t(`strength.${strength}`)}</span>
              </div>
              <TextField
                label={t('create.again')}
                type="password"
                autoComplete="new-password"
                value={again}
                onChange={setAgain}
                errorMessage={tried && differs ? t('create.differs') : null}
              />
            </>
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
