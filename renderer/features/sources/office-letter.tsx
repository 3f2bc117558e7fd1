import { Copy, Mail } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Button, Dialog, showToast, TextField } from '../../ui/index.ts'
import styles from './add-source.module.css'
import { fitsInAddress, looksLikeAddress, mailtoAddress } from './mailto-address.ts'

export type OfficeLetterKind = 'siecle' | 'contacts' | 'missing'

/** A message to the school office, ready to be copied or opened in the teacher's own mail program. */
export function OfficeLetter({
  kind,
  values = {},
  onClose,
}: {
  readonly kind: OfficeLetterKind | null
  /** What the letter names: `list` and `className` of `missing`. */
  readonly values?: Readonly<Record<string, string>>
  readonly onClose: () => void
}) {
  const { t } = useTranslation('ways')
  const { data: settings } = useChannel('settings.read')
  return (
    <Dialog isOpen={kind !== null} onClose={onClose} title={t('letter.title')} size="medium">
      {kind && settings && (
        <Letter
          key={kind}
          first={{
            subject: t(`letter.${kind}.subject`, values),
            body: t(`letter.${kind}.body`, { ...values, name: settings.teacherName }).trim(),
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

interface LetterProps {
  readonly first: { readonly subject: string; readonly body: string }
  readonly onClose: () => void
}

function Letter({ first, onClose }: LetterProps) {
  const { t } = useTranslation('ways')
  const [to, setTo] = useState('')
  const [subject, setSubject] = useState(first.subject)
  const [body, setBody] = useState(first.body)
  const open = useAction('app.openExternal')
  const wrong = to.trim() !== '' && !looksLikeAddress(to)
  const address = mailtoAddress({ to, subject, body })
  const tooLong = !fitsInAddress(address)
  const copy = async () => {
    await navigator.clipboard.writeText(`${subject}\n\n${body}`)
    showToast({ tone: 'ok', title: t('letter.copied') })
  }
  return (
    <div className={styles.letter}>
      <p>{t('letter.intro')}</p>
      <TextField
        label={t('letter.to')}
        hint={t('letter.to-hint')}
        value={to}
        onChange={setTo}
        type="email"
        autoComplete="off"
        errorMessage={wrong ? t('letter.to-wrong') : null}
      />
      <TextField label={t('letter.subject')} value={subject} onChange={setSubject} autoComplete="off" />
      <TextField
        label={t('letter.body')}
        value={body}
        onChange={setBody}
        rows={13}
        hint={tooLong ? t('letter.too-long') : undefined}
      />
      {open.error && <ErrorState error={open.error} />}
      <div className={styles.actions}>
        <Button onPress={onClose}>{t('letter.close')}</Button>
        <Button icon={Mail} isDisabled={!looksLikeAddress(to) || tooLong} onPress={() => open.mutate({ url: address })}>
          {t('letter.open')}
        </Button>
        <Button variant="primary" icon={Copy} onPress={copy}>
          {t('letter.copy')}
        </Button>
      </div>
    </div>
  )
}
