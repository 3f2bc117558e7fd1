import { useTranslation } from 'react-i18next'
import { TextField } from '../../ui/index.ts'
import styles from './create-space.module.css'
import { MIN_LENGTH, type Strength, strengthOf } from './passphrase-strength.ts'

const STEPS: Record<Strength, number> = { empty: 0, short: 1, weak: 1, fair: 2, good: 3 }

export interface PassphraseEntry {
  readonly passphrase: string
  /** Typed a second time. */
  readonly again: string
}
export const NO_ENTRY: PassphraseEntry = { passphrase: '', again: '' }

/** What keeps an entry from being accepted, or null. */
export function problemOf({ passphrase, again }: PassphraseEntry): 'short' | 'differs' | null {
  const strength = strengthOf(passphrase)
  if (strength === 'empty' || strength === 'short') return 'short'
  return again === passphrase ? null : 'differs'
}

export interface NewPassphraseProps {
  readonly value: PassphraseEntry
  readonly onChange: (value: PassphraseEntry) => void
  /** True once the teacher tried to go on. */
  readonly showProblems: boolean
}

/** A passphrase to choose: typed twice, with how hard it is to guess. */
export function NewPassphrase({ value, onChange, showProblems }: NewPassphraseProps) {
  const { t } = useTranslation('onboarding')
  const strength = strengthOf(value.passphrase)
  const problem = showProblems ? problemOf(value) : null
  return (
    <>
      <TextField
        label={t('create.passphrase')}
        type="password"
        autoComplete="new-password"
        autoFocus
        value={value.passphrase}
        onChange={(passphrase) => onChange({ ...value, passphrase })}
        hint={t('create.passphrase-hint')}
        errorMessage={problem === 'short' ? t('create.too-short', { count: MIN_LENGTH }) : null}
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
        value={value.again}
        onChange={(again) => onChange({ ...value, again })}
        errorMessage={problem === 'differs' ? t('create.differs') : null}
      />
    </>
  )
}
