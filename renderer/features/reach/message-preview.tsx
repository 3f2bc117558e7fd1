import { ChevronLeft, ChevronRight, Paperclip } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageDraft, MessagePlan } from '../../../electron/contract/views.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { Card, IconButton, Select, Tabs, useFormat } from '../../ui/index.ts'
import { LetterFrame } from './letter-frame.tsx'
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

/** A message of a person about one or several pupils; a person may get several. */
export interface Shown {
  readonly personId: number
  readonly pupilId: number
}

export interface MessagePreviewProps {
  readonly message: MessageDraft | null
  readonly recipients: MessagePlan['recipients']
  /** Whose message is shown; the first recipient while nobody is chosen. */
  readonly shown: Shown | null
  readonly onShow: (shown: Shown) => void
}

/** One recipient's message exactly as it will arrive: read back from the bytes that would be sent. */
export function MessagePreview({ message, recipients, shown, onShow }: MessagePreviewProps) {
  const { t } = useTranslation('reach')
  const format = useFormat()
  const [form, setForm] = useState<'text' | 'html'>('text')
  const found = recipients.findIndex(
    ({ personId, pupilIds }) => personId === shown?.personId && pupilIds.includes(shown.pupilId),
  )
  const index = Math.max(0, found)
  const recipient = recipients[index]
  const settled = useDeferredValue(useSettled(message))
  const isWritten = settled !== null && settled.body.trim() !== ''
  const pupilId = recipient?.pupilIds[0]
  const preview = useChannel(
    'messages.preview',
    {
      ...(settled ?? { classId: 1, audience: 'guardians' as const, body: '' }),
      subject: settled?.subject.trim() || t('preview.noSubject'),
      personId: recipient?.personId ?? 1,
      ...(pupilId === undefined ? {} : { pupilId }),
    },
    { enabled: isWritten && recipient !== undefined, keepPrevious: true },
  )
  const show = (position: number) => {
    const next = recipients[(position + recipients.length) % recipients.length]
    const [about] = next?.pupilIds ?? []
    if (next && about !== undefined) onShow({ personId: next.personId, pupilId: about })
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
              options={recipients.map(({ name, about }, position) => ({
                id: position,
                label: name,
                ...(about === '' || about === name ? {} : { detail: t('plan.about', { name: about }) }),
              }))}
              value={index}
              onChange={show}
            />
          </div>
          <span className={styles.position}>
            {t('preview.position', { index: index + 1, total: recipients.length })}
          </span>
          <IconButton icon={ChevronLeft} size="small" label={t('preview.previous')} onPress={() => show(index - 1)} />
          <IconButton icon={ChevronRight} size="small" label={t('preview.next')} onPress={() => show(index + 1)} />
        </div>
      )}
      {!recipient && <p className={styles.soft}>{t('preview.noRecipient')}</p>}
      {recipient && !isWritten && <p className={styles.previewEmpty}>{t('preview.empty')}</p>}
      {recipient && isWritten && preview.error && <ErrorState error={preview.error} />}
      {recipient && isWritten && preview.data && (
        <div aria-busy={preview.isFetching}>
          <div className={styles.letterHead}>
            <p className={styles.letterLine}>
              <span className={styles.letterLabel}>{t('preview.to')}</span> {preview.data.to}
            </p>
            <p className={styles.letterLine}>
              <span className={styles.letterLabel}>{t('preview.subject')}</span> <strong>{preview.data.subject}</strong>
            </p>
            {preview.data.files.map(({ name, bytes }) => (
              <p key={name} className={styles.letterLine}>
                <Paperclip size={14} aria-hidden /> {name} <span className={styles.soft}>{format.bytes(bytes)}</span>
              </p>
            ))}
          </div>
          <Tabs<'text' | 'html'>
            label={t('preview.form')}
            value={form}
            onChange={setForm}
            items={[
              {
                id: 'text',
                label: t('preview.text'),
                content: (
                  // biome-ignore lint/a11y/noNoninteractiveTabindex: a long message scrolls, and must by keyboard too
                  <article className={styles.letter} tabIndex={0} aria-label={t('preview.title')}>
                    <p className={styles.letterBody}>{preview.data.text}</p>
                  </article>
                ),
              },
              {
                id: 'html',
                label: t('preview.html'),
                content: <LetterFrame title={t('preview.title')} html={preview.data.html} />,
              },
            ]}
          />
        </div>
      )}
      {recipient && isWritten && preview.isPending && !preview.error && (
        <p className={styles.soft}>{t('preview.loading')}</p>
      )}
    </Card>
  )
}
