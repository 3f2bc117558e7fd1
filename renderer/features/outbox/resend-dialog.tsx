import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Coverage, DeliveryState } from '../../../electron/contract/views.ts'
import { linkTo, navigate } from '../../app/router.ts'
import { Button, Checkbox, Dialog } from '../../ui/index.ts'
import type { MessageView } from './message-view.ts'
import styles from './outbox.module.css'

/** What a second message may be for; `accepted` is those who have it and have not answered. */
export const RESENDABLE = ['refused', 'bounced', 'cancelled', 'accepted'] as const satisfies readonly DeliveryState[]
type Choice = (typeof RESENDABLE)[number] | 'missing'

/** How many people each choice is for; choices for nobody are not offered. */
export function resendChoices(coverage: Coverage | undefined): { id: Choice; count: number }[] {
  if (coverage === undefined) return []
  const { again, missing } = coverage
  return [...RESENDABLE.map((id) => ({ id, count: again[id] })), { id: 'missing' as const, count: missing }].filter(
    ({ count }) => count > 0,
  )
}

export interface ResendDialogProps {
  readonly message: MessageView
  readonly coverage: Coverage | undefined
  readonly onClose: () => void
}

/** Prepares a message for some of the people of this one. Nothing leaves from here: the composer follows. */
export function ResendDialog({ message, coverage, onClose }: ResendDialogProps) {
  const { t } = useTranslation('outbox')
  const choices = resendChoices(coverage)
  // Whoever has the message already is only written to again when the teacher says so.
  const [chosen, setChosen] = useState<ReadonlySet<Choice>>(
    () => new Set(choices.map(({ id }) => id).filter((id) => id !== 'accepted')),
  )
  const toggle = (id: Choice, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const prepare = () => {
    const states = RESENDABLE.filter((id) => chosen.has(id))
    onClose()
    navigate(
      linkTo('message', [message.classId], {
        from: String(message.id),
        states: states.join(','),
        ...(chosen.has('missing') ? { missing: '1' } : {}),
      }),
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('resend.title')}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>{t('resend.cancel')}</Button>
          <Button variant="primary" onPress={prepare} isDisabled={chosen.size === 0}>
            {t('resend.confirm')}
          </Button>
        </>
      }
    >
      <fieldset className={styles.choices}>
        <legend>{t('resend.label')}</legend>
        {choices.map(({ id, count }) => (
          <Checkbox key={id} isSelected={chosen.has(id)} onChange={(isChosen) => toggle(id, isChosen)}>
            {t(`resend.choice.${id}`, { count })}
          </Checkbox>
        ))}
      </fieldset>
      <p className={styles.soft}>{t(chosen.has('accepted') ? 'resend.twice' : 'resend.text')}</p>
    </Dialog>
  )
}
