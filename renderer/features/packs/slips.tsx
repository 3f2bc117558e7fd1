import { useTranslation } from 'react-i18next'
import type { PackForm } from '../../../electron/contract/views.ts'
import { PrintPortal } from '../../ui/index.ts'
import styles from './packs.module.css'

export interface Slip {
  readonly key: number
  readonly name: string
  readonly passphrase: string | null
}

/** Passphrases on paper, one to cut out for each pupil. */
export function Slips({ slips, form }: { readonly slips: readonly Slip[]; readonly form: PackForm }) {
  const { t } = useTranslation('packs')
  return (
    <PrintPortal>
      <div className={styles.slips}>
        {slips.map(({ key, name, passphrase }) => (
          <div key={key} className={styles.slip}>
            <p className={styles.slipTitle}>{t('result.slip', { name })}</p>
            <p className={styles.slipPhrase}>{passphrase}</p>
            <p>{t(`result.printHow.${form}`)}</p>
          </div>
        ))}
      </div>
    </PrintPortal>
  )
}
