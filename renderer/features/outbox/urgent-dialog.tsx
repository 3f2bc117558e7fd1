import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog, TextField } from '../../ui/index.ts'

/** As the contract has them. */
export const MIN_REASON = 3
export const MAX_REASON = 200

export interface UrgentDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Messages that wait for the morning. */
  readonly count: number
  readonly onConfirm: (reason: string) => Promise<unknown>
}

/** Asks why families must be written to at night or on a week-end; the reason stays with the message. */
export function UrgentDialog({ isOpen, onClose, count, onConfirm }: UrgentDialogProps) {
  const { t } = useTranslation('outbox')
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('urgent.title', { count })}
      confirmLabel={t('urgent.confirm')}
      cancelLabel={t('urgent.cancel')}
      canConfirm={reason.trim().length >= MIN_REASON}
      onConfirm={() => onConfirm(reason.trim())}
    >
      <p>{t('urgent.text')}</p>
      <TextField
        label={t('urgent.reason')}
        hint={t('urgent.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={MAX_REASON}
        isRequired
      />
    </ConfirmDialog>
  )
}
