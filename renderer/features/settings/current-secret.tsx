import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppState, SpaceSecret } from '../../../electron/contract/views.ts'
import { Button, TextField } from '../../ui/index.ts'
import styles from './settings.module.css'

/** Typed before the key is touched: null where the computer's keychain opens the space by itself. */
export type CurrentSecret = SpaceSecret | null

export const firstSecret = (custody: AppState['keyCustody']): CurrentSecret =>
  custody === 'passphrase' ? { kind: 'passphrase', value: '' } : null

/** Asks for what opens the space today: the passphrase, or the recovery code when it is forgotten. */
export function CurrentSecretField(props: {
  readonly value: SpaceSecret
  readonly onChange: (value: SpaceSecret) => void
}) {
  const { value, onChange } = props
  const { t } = useTranslation('settings')
  const [byCode, setByCode] = useState(false)
  return (
    <div className={styles.form}>
      {byCode ? (
        <TextField
          key="code"
          label={t('key.current-code')}
          monospace
          value={value.value}
          onChange={(text) => onChange({ kind: 'recovery-code', value: text })}
        />
      ) : (
        <TextField
          key="passphrase"
          label={t('key.current')}
          type="password"
          autoComplete="current-password"
          value={value.value}
          onChange={(text) => onChange({ kind: 'passphrase', value: text })}
        />
      )}
      <div className={styles.start}>
        <Button
          variant="quiet"
          size="small"
          onPress={() => {
            setByCode(!byCode)
            onChange({ kind: byCode ? 'passphrase' : 'recovery-code', value: '' })
          }}
        >
          {byCode ? t('key.by-passphrase') : t('key.by-code')}
        </Button>
      </div>
    </div>
  )
}
