import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftContent } from '../../../electron/contract/views.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Button, Checkbox, Dialog, Select, Skeleton, useFormat } from '../../ui/index.ts'
import { RESENDABLE } from '../outbox/index.tsx'
import styles from './reach.module.css'

type Choice = (typeof RESENDABLE)[number] | 'missing'

export interface EarlierPickerProps {
  readonly onClose: () => void
  readonly onChoose: (part: Pick<DraftContent, 'classIds' | 'pupilIds' | 'audience' | 'only'>) => void
}

/** Those whom a former message did not reach, by what became of it. */
export function EarlierPicker({ onClose, onChoose }: EarlierPickerProps) {
  const { t } = useTranslation('reach')
  const format = useFormat()
  const messages = useChannel('messages.list')
  const [messageId, setMessageId] = useState<number | null>(null)
  const [left, setLeft] = useState<ReadonlySet<Choice>>(new Set<Choice>(['accepted']))
  const id = messageId ?? messages.data?.[0]?.id ?? null
  const message = useChannel('messages.read', { id: id ?? 0 }, { enabled: id !== null })
  const coverage = useChannel('messages.coverage', { id: id ?? 0 }, { enabled: id !== null })
  const counts: { readonly id: Choice; readonly count: number }[] = coverage.data
    ? [
        ...RESENDABLE.map((state) => ({ id: state, count: coverage.data.again[state] })),
        { id: 'missing' as const, count: coverage.data.missing },
      ].filter(({ count }) => count > 0)
    : []
  const chosen = counts.filter((one) => !left.has(one.id))
  const toggle = (choice: Choice, isTicked: boolean) => {
    const next = new Set(left)
    if (isTicked) next.delete(choice)
    else next.add(choice)
    setLeft(next)
  }
  const choose = () => {
    if (message.data === undefined) return
    const { content, classId, audience } = message.data
    onChoose({
      classIds: content?.classIds ?? [classId],
      pupilIds: content?.pupilIds ?? null,
      audience,
      only: {
        messageId: message.data.id,
        states: RESENDABLE.filter((state) => chosen.some((one) => one.id === state)),
        missing: chosen.some((one) => one.id === 'missing'),
      },
    })
    onClose()
  }
  const error = messages.error ?? coverage.error
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('earlier.title')}
      footer={
        <>
          <Button onPress={onClose}>{t('pick.cancel')}</Button>
          <Button variant="primary" isDisabled={chosen.length === 0 || message.data === undefined} onPress={choose}>
            {t('earlier.choose')}
          </Button>
        </>
      }
    >
      {error && <ErrorState error={error} />}
      {messages.isPending && <Skeleton lines={3} height="2rem" />}
      {messages.data?.length === 0 && <p>{t('earlier.noMessage')}</p>}
      {messages.data && messages.data.length > 0 && (
        <>
          <Select
            label={t('earlier.message')}
            options={messages.data.map(({ id: one, subject, className, createdAt }) => ({
              id: one,
              label: subject,
              detail: `${className}, ${format.dateTime(createdAt)}`,
            }))}
            value={id}
            onChange={setMessageId}
          />
          {coverage.data && counts.length === 0 && <p>{t('earlier.nobody')}</p>}
          {counts.length > 0 && (
            <fieldset className={styles.ticks}>
              <legend className={styles.ticksTitle}>{t('earlier.whom')}</legend>
              {counts.map((one) => (
                <Checkbox key={one.id} isSelected={!left.has(one.id)} onChange={(isTicked) => toggle(one.id, isTicked)}>
                  {t(`only.${one.id}`)} <span className={styles.soft}>{one.count}</span>
                </Checkbox>
              ))}
            </fieldset>
          )}
          <p className={styles.soft}>{t('only.text')}</p>
        </>
      )}
    </Dialog>
  )
}
