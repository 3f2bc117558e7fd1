import { PhoneCall, PhoneMissed, Voicemail } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallResult, Coverage } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Dialog, RadioCards, Select, showToast } from '../../ui/index.ts'
import { formatPhone } from '../classes/index.tsx'

export interface CallDialogProps {
  readonly messageId: number
  readonly pupil: Coverage['pupils'][number]
  readonly onClose: () => void
}

/** What a call gave: kept in the ledger at once, and put right by noting again. */
export function CallDialog({ messageId, pupil, onClose }: CallDialogProps) {
  const { t } = useTranslation('outbox')
  const note = useAction('messages.noteCall')
  const [result, setResult] = useState<CallResult | null>(null)
  const [phone, setPhone] = useState(pupil.numbers[0]?.value ?? null)
  const confirm = async () => {
    if (result === null) return
    try {
      await note.mutateAsync({ messageId, pupilId: pupil.pupilId, phone, result })
    } catch {
      // Shown below, in the dialog that stays open.
      return
    }
    showToast({ tone: 'ok', title: t('call.noted') })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('call.title', { name: pupil.name })}
      footer={
        <>
          <Button onPress={onClose}>{t('call.cancel')}</Button>
          <Button variant="primary" onPress={confirm} isPending={note.isPending} isDisabled={result === null}>
            {t('call.confirm')}
          </Button>
        </>
      }
    >
      {pupil.numbers.length > 1 && phone !== null && (
        <Select
          label={t('call.number')}
          options={pupil.numbers.map(({ value, owner }) => ({ id: value, label: formatPhone(value), detail: owner }))}
          value={phone}
          onChange={setPhone}
        />
      )}
      <RadioCards<CallResult>
        label={t('call.label')}
        columns={1}
        value={result}
        onChange={setResult}
        options={[
          { id: 'reached', icon: PhoneCall, title: t('call.result.reached'), detail: t('call.detail.reached') },
          { id: 'voicemail', icon: Voicemail, title: t('call.result.voicemail'), detail: t('call.detail.voicemail') },
          { id: 'nothing', icon: PhoneMissed, title: t('call.result.nothing'), detail: t('call.detail.nothing') },
        ]}
      />
      {note.error && <ErrorState error={note.error} />}
    </Dialog>
  )
}
