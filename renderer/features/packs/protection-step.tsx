import { KeyRound, LockKeyholeOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Banner, RadioCards, Select, TextField } from '../../ui/index.ts'
import { mayBeClear, type PackChoice } from './pack-choice.ts'
import styles from './packs.module.css'
import type { Protection } from './use-pack-build.ts'

export type Phrase = Exclude<Protection, 'clear'>

export interface ProtectionStepProps {
  readonly choice: PackChoice
  readonly onEncrypted: (isEncrypted: boolean) => void
  /** One passphrase per pupil: there is none to choose. */
  readonly isSet: boolean
  readonly phrase: Phrase
  readonly onPhrase: (phrase: Phrase) => void
  readonly ownPhrase: string
  readonly onOwnPhrase: (phrase: string) => void
}

/** Sealed or in clear, and by which passphrase. */
export function ProtectionStep(props: ProtectionStepProps) {
  const { choice, onEncrypted, isSet, phrase, onPhrase, ownPhrase, onOwnPhrase } = props
  const { t } = useTranslation('packs')
  const clear = mayBeClear(choice.profile)
  if (choice.form === 'folder') return <Banner tone="warn" title={t('protection.folder')} />
  return (
    <>
      <RadioCards
        label={t('protection.label')}
        labelHidden
        value={choice.isEncrypted ? 'encrypted' : 'clear'}
        onChange={(chosen) => onEncrypted(chosen === 'encrypted')}
        options={[
          {
            id: 'encrypted',
            icon: KeyRound,
            title: t('protection.encrypted.title'),
            detail: t('protection.encrypted.text'),
          },
          {
            id: 'clear',
            icon: LockKeyholeOpen,
            title: t('protection.clear.title'),
            detail: clear ? t('protection.clear.text') : t('protection.clear.refused'),
            isDisabled: !clear,
          },
        ]}
      />
      {!choice.isEncrypted && <Banner tone="warn" title={t('protection.clearWarning')} />}
      {choice.isEncrypted && isSet && <p className={styles.soft}>{t('protection.each')}</p>}
      {choice.isEncrypted && !isSet && (
        <div className={styles.phraseChoice}>
          <Select
            label={t('protection.phrase')}
            options={[
              { id: 'generated' as const, label: t('protection.generated') },
              { id: 'own' as const, label: t('protection.own') },
            ]}
            value={phrase}
            onChange={onPhrase}
          />
          {phrase === 'own' && (
            <TextField
              label={t('protection.ownLabel')}
              hint={t('protection.ownHint')}
              value={ownPhrase}
              onChange={onOwnPhrase}
              autoComplete="off"
              spellCheck="false"
              monospace
            />
          )}
        </div>
      )}
    </>
  )
}
