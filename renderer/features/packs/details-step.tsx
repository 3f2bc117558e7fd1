import { useTranslation } from 'react-i18next'
import type { PackForm } from '../../../electron/contract/views.ts'
import { TextField } from '../../ui/index.ts'
import styles from './packs.module.css'

export interface PackDetails {
  /** ISO date, or '' while there is none. */
  readonly expiresOn: string
  readonly recipient: string
  readonly purpose: string
}

export const NO_DETAILS: PackDetails = { expiresOn: '', recipient: '', purpose: '' }
/** As the contract takes them. */
const MAX_WORDS = 200

export interface DetailsStepProps {
  readonly form: PackForm
  readonly details: PackDetails
  readonly onDetails: (details: PackDetails) => void
}

/** Until when, to whom and why: what one wants to know on the day a stick is lost. */
export function DetailsStep({ form, details, onDetails }: DetailsStepProps) {
  const { t } = useTranslation('packs')
  return (
    <div className={styles.details}>
      <TextField
        label={t('details.recipient')}
        hint={t('details.recipientHint')}
        value={details.recipient}
        onChange={(recipient) => onDetails({ ...details, recipient })}
        maxLength={MAX_WORDS}
      />
      <TextField
        label={t('details.purpose')}
        hint={t('details.purposeHint')}
        value={details.purpose}
        onChange={(purpose) => onDetails({ ...details, purpose })}
        maxLength={MAX_WORDS}
      />
      <TextField
        type="date"
        label={t('details.expires')}
        hint={form === 'html' ? t('details.expiresHint') : t('details.expiresZip')}
        value={details.expiresOn}
        onChange={(expiresOn) => onDetails({ ...details, expiresOn })}
      />
    </div>
  )
}
