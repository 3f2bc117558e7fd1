import { CircleCheck, MailOpen, Phone, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Dialog, KeyValue, RadioCards, showToast, useFormat } from '../../ui/index.ts'
import { canMarkByHand } from './delivery-states.ts'
import styles from './outbox.module.css'
import { StateBadge } from './state-bar.tsx'

export interface DeliveryDialogProps {
  readonly delivery: Delivery
  readonly onClose: () => void
}

/** All that is known of one row; for an uncertain one, the decision. */
export function DeliveryDialog({ delivery, onClose }: DeliveryDialogProps) {
  return delivery.state === 'ambiguous' ? (
    <Decision delivery={delivery} onClose={onClose} />
  ) : (
    <Facts delivery={delivery} onClose={onClose} />
  )
}

function Facts({ delivery, onClose }: DeliveryDialogProps) {
  const { t } = useTranslation('outbox')
  const format = useFormat()
  const mark = useAction('messages.markByHand')
  const markAs = async (way: 'phoned' | 'posted') => {
    try {
      await mark.mutateAsync({ deliveryId: delivery.id, way })
    } catch {
      // Shown below, in the dialog that stays open.
      return
    }
    showToast({ tone: 'ok', title: t('message.resolved') })
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={delivery.recipientName}
      footer={
        canMarkByHand(delivery.state) && (
          <>
            <Button icon={MailOpen} onPress={() => markAs('posted')} isDisabled={mark.isPending}>
              {t('byHand.posted')}
            </Button>
            <Button icon={Phone} onPress={() => markAs('phoned')} isDisabled={mark.isPending}>
              {t('byHand.phoned')}
            </Button>
          </>
        )
      }
    >
      <KeyValue
        items={[
          {
            label: t('message.column.state'),
            value: (
              <>
                <StateBadge state={delivery.state} />
                <p className={styles.soft}>{t(`stateLong.${delivery.state}`)}</p>
              </>
            ),
          },
          { label: t('message.column.address'), value: delivery.address },
          { label: t('message.column.about'), value: delivery.about },
          { label: t('message.column.attempts'), value: delivery.attempts },
          { label: t('message.column.updated'), value: format.dateTime(delivery.updatedAt) },
          ...(delivery.nextTryAt
            ? [
                {
                  label: t('state.deferred'),
                  value: t('message.nextTry', { when: format.since(delivery.nextTryAt) }),
                },
              ]
            : []),
        ]}
      />
      {delivery.error && <ErrorState error={delivery.error} />}
      {mark.error && <ErrorState error={mark.error} />}
      {delivery.serverSaid && <p className={styles.soft}>{t('message.serverSaid', { text: delivery.serverSaid })}</p>}
    </Dialog>
  )
}

type Choice = 'arrived' | 'again'

/** Nobody can know whether it arrived: both ways out are shown with what each risks, and neither is chosen beforehand. */
function Decision({ delivery, onClose }: DeliveryDialogProps) {
  const { t } = useTranslation('outbox')
  const resolve = useAction('messages.resolveAmbiguous')
  const [choice, setChoice] = useState<Choice | null>(null)
  const confirm = async () => {
    if (choice === null) return
    try {
      await resolve.mutateAsync({ deliveryId: delivery.id, decision: choice })
    } catch {
      // Shown below, in the dialog that stays open.
      return
    }
    showToast({ tone: 'ok', title: t('message.resolved') })
    onClose()
  }
  const detailOf = (id: Choice): string => `${t(`ambiguous.${id}.text`)} ${t(`ambiguous.${id}.risk`)}`
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('ambiguous.title')}
      footer={
        <>
          <Button onPress={onClose}>{t('ambiguous.cancel')}</Button>
          <Button variant="primary" onPress={confirm} isPending={resolve.isPending} isDisabled={choice === null}>
            {t('ambiguous.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('ambiguous.text', { name: delivery.recipientName, address: delivery.address })}</p>
      <RadioCards<Choice>
        label={t('ambiguous.label')}
        columns={1}
        value={choice}
        onChange={setChoice}
        options={[
          { id: 'arrived', icon: CircleCheck, title: t('ambiguous.arrived.title'), detail: detailOf('arrived') },
          { id: 'again', icon: RotateCcw, title: t('ambiguous.again.title'), detail: detailOf('again') },
        ]}
      />
      <p className={styles.soft}>{t('ambiguous.advice')}</p>
      {delivery.serverSaid && <p className={styles.soft}>{t('message.serverSaid', { text: delivery.serverSaid })}</p>}
      {resolve.error && <ErrorState error={resolve.error} />}
    </Dialog>
  )
}
