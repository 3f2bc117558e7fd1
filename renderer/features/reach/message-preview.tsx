import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageDraft, MessagePlan } from '../../../electron/contract/views.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Card, IconButton, Select } from '../../ui/index.ts'
import styles from './reach.module.css'

/** Typing pauses this long before the message is rendered again. */
const TYPING_PAUSE_MS = 200

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

export interface MessagePreviewProps {
  readonly message: MessageDraft | null
  readonly recipients: MessagePlan['recipients']
  /** Whose message is shown; the first recipient while nobody is chosen. */
  readonly personId: number | null
  readonly onPerson: (personId: number) => void
}

/** One recipient's message exactly as it will arrive, rendered by what will send it. */
export function MessagePreview({ message, recipients, personId, onPerson }: MessagePreviewProps) {
  const { t } = useTranslation('reach')
  const found = recipients.findIndex((recipient) => recipient.personId === personId)
  const index = Math.max(0, found)
  const recipient = recipients[index]
  const settled = useDeferredValue(useSettled(message))
  const isWritten = settled !== null && settled.body.trim() !== ''
  const preview = useChannel(
    'messages.preview',
    {
      classId: settled?.classId ?? 0,
      audience: settled?.audience ?? 'guardians',
      subject: settled?.subject.trim() || t('preview.noSubject'),
      body: settled?.body ?? '',
      ...(settled?.only ? { only: settled.only } : {}),
      personId: recipient?.personId ?? 0,
    },
    { enabled: isWritten && recipient !== undefined, keepPrevious: true },
  )
  const go = (step: number) => {
    const next = recipients[(index + step + recipients.length) % recipients.length]
    if (next) onPerson(next.personId)
  }
  return (
    <Card title={t('preview.title')}>
      {recipient && (
        <div className={styles.previewBar}>
          <div className={styles.previewWho}>
            <Select
              label={t('preview.recipient')}
              labelHidden
              size="small"
              options={recipients.map(({ personId: id, name, about }) => ({
                id,
                label: name,
                ...(about === '' || about === name ? {} : { detail: t('plan.about', { name: about }) }),
              }))}
              value={recipient.personId}
              onChange={onPerson}
            />
          </div>
          <span className={styles.position}>
            {t('preview.position', { index: index + 1, total: recipients.length })}
          </span>
          <IconButton icon={ChevronLeft} size="small" label={t('preview.previous')} onPress={() => go(-1)} />
          <IconButton icon={ChevronRight} size="small" label={t('preview.next')} onPress={() => go(1)} />
        </div>
      )}
      {!recipient && <p className={styles.soft}>{t('preview.noRecipient')}</p>}
      {recipient && !isWritten && <p className={styles.previewEmpty}>{t('preview.empty')}</p>}
      {recipient && isWritten && preview.error && <ErrorState error={preview.error} />}
      {recipient && isWritten && preview.data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long message scrolls, and must by keyboard too
        <article className={styles.letter} tabIndex={0} aria-label={t('preview.title')} aria-busy={preview.isFetching}>
          <p className={styles.letterLine}>
            <span className={styles.letterLabel}>{t('preview.to')}</span> {preview.data.to}
          </p>
          <p className={styles.letterLine}>
            <span className={styles.letterLabel}>{t('preview.subject')}</span> <strong>{preview.data.subject}</strong>
          </p>
          <p className={styles.letterBody}>{preview.data.body}</p>
        </article>
      )}
      {recipient && isWritten && preview.isPending && !preview.error && (
        <p className={styles.soft}>{t('preview.loading')}</p>
      )}
    </Card>
  )
}
