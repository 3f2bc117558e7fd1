import { Check, ListChecks } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Banner, Button, Checkbox, Dialog, useFormat } from '../../ui/index.ts'
import type { MessageView } from './message-view.ts'
import styles from './other-exits.module.css'

/** The message was written out for another program: whether it was sent is asked, and never assumed. */
export function HandOver({ message }: { readonly message: MessageView }) {
  const { t } = useTranslation('exits')
  const format = useFormat()
  const [isChoosing, setChoosing] = useState(false)
  const handOver = useAction('messages.handOver')
  const waiting = message.deliveries.filter(({ state }) => state === 'queued' || state === 'deferred')
  const [exit] = message.exits
  if (exit === undefined || waiting.length === 0) return null
  return (
    <>
      <Banner
        tone="info"
        title={t('ask.title', { count: waiting.length })}
        actions={
          <>
            <Button
              size="small"
              icon={Check}
              isPending={handOver.isPending}
              onPress={() => handOver.mutate({ id: message.id, deliveryIds: null })}
            >
              {t('ask.all')}
            </Button>
            <Button size="small" icon={ListChecks} onPress={() => setChoosing(true)}>
              {t('ask.some')}
            </Button>
          </>
        }
      >
        {t('ask.text', { kind: t(`kind.${exit.kind}`), date: format.dateTime(exit.at) })}
      </Banner>
      {handOver.error && <ErrorState error={handOver.error} />}
      {isChoosing && <ChooseRows message={message} rows={waiting} onClose={() => setChoosing(false)} />}
    </>
  )
}

interface ChooseRowsProps {
  readonly message: MessageView
  readonly rows: MessageView['deliveries']
  readonly onClose: () => void
}

function ChooseRows({ message, rows, onClose }: ChooseRowsProps) {
  const { t } = useTranslation('exits')
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const handOver = useAction('messages.handOver')
  const toggle = (id: number, isTicked: boolean) => {
    const next = new Set(ticked)
    if (isTicked) next.add(id)
    else next.delete(id)
    setTicked(next)
  }
  const confirm = async () => {
    const done = await handOver.mutateAsync({ id: message.id, deliveryIds: [...ticked] }).catch(() => null)
    if (done !== null) onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('choose.title')}
      footer={
        <>
          <Button onPress={onClose}>{t('choose.cancel')}</Button>
          <Button variant="primary" isDisabled={ticked.size === 0} isPending={handOver.isPending} onPress={confirm}>
            {t('choose.confirm', { count: ticked.size })}
          </Button>
        </>
      }
    >
      <fieldset className={styles.rows}>
        <legend className="visually-hidden">{t('choose.title')}</legend>
        {rows.map(({ id, recipientName, address }) => (
          <Checkbox key={id} isSelected={ticked.has(id)} onChange={(isTicked) => toggle(id, isTicked)}>
            {recipientName} <span className={styles.soft}>{address}</span>
          </Checkbox>
        ))}
      </fieldset>
      {handOver.error && <ErrorState error={handOver.error} />}
    </Dialog>
  )
}
