import { FileDown, Send, Settings } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageDraft } from '../../../electron/contract/views.ts'
import { linkTo, navigate, outboxLink } from '../../app/router.ts'
import { call, ErrorState, shapeOf, useChannel, useErrorSentence } from '../../bridge/index.ts'
import {
  Banner,
  Button,
  ButtonLink,
  Checkbox,
  ConfirmDialog,
  looksLikeAddress,
  RadioCards,
  showToast,
  TextField,
  useFormat,
} from '../../ui/index.ts'
import { MAX_REASON, MIN_REASON, rememberTask } from '../outbox/index.tsx'
import { countInWords } from './count-words.ts'
import styles from './reach.module.css'

type Exit = 'mail' | 'eml'

const SHORTEST_SENDING_MS = 10_000

export interface SendPanelProps {
  readonly message: MessageDraft | null
  readonly plan: ReturnType<typeof useChannel<'messages.plan'>>
  readonly className: string
  readonly onSent: () => void
}

/** How the messages leave, what is still missing, and the confirmation that says the number in words. */
export function SendPanel({ message, plan, className, onSent }: SendPanelProps) {
  const { t, i18n } = useTranslation('reach')
  const mail = useChannel('mail.settings')
  const settings = useChannel('settings.read')
  const [typedAddress, setTypedAddress] = useState<string | null>(null)
  const sentence = useErrorSentence()
  const format = useFormat()
  const [exit, setExit] = useState<Exit>('mail')
  const [isAsking, setAsking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [sentId, setSentId] = useState<number | null>(null)
  const count = plan.data?.recipients.length ?? 0
  const missing = plan.data?.missing.length ?? 0
  const isMailMissing = mail.data === null
  const address = (typedAddress ?? settings.data?.teacherAddress ?? '').trim()
  const isMail = exit === 'mail'
  const [isUrgent, setUrgent] = useState(false)
  const [reason, setReason] = useState('')
  // Files leave by the teacher's own hand: no hour is too late for them.
  const leavesAt = (isMail && plan.data?.leavesAt) || null
  const morning = leavesAt && { day: format.nearDay(leavesAt), time: format.time(leavesAt) }

  // Only once the dialog is closed: it would give the focus back to a button that the next screen has not.
  useEffect(() => {
    if (sentId === null || isAsking) return
    onSent()
    navigate(outboxLink(sentId))
  }, [sentId, isAsking, onSent])

  const needed =
    message === null
      ? 'class'
      : plan.data === undefined
        ? 'plan'
        : count === 0
          ? 'recipients'
          : message.subject.trim() === ''
            ? 'subject'
            : message.body.trim() === ''
              ? 'body'
              : !isMailMissing
                ? null
                : isMail
                  ? 'mail'
                  : looksLikeAddress(address)
                    ? null
                    : 'address'

  const start = async () => {
    if (message === null) return
    setError(null)
    try {
      // The folder is asked for first: a change of mind there must leave nothing behind.
      const folder = exit === 'eml' ? await call('packs.chooseFolder', undefined) : null
      if (exit === 'eml' && folder === null) return
      if (isMailMissing) await call('settings.update', { teacherAddress: address })
      const { messageId } = await call('messages.create', { ...message, subject: message.subject.trim() })
      // From here on the message is in the outbox: whatever fails next, it is from there that it goes on.
      try {
        const { taskId } = folder
          ? await call('messages.exportEml', { id: messageId, ticket: folder.ticket })
          : await call('messages.send', {
              id: messageId,
              undo: true,
              urgentReason: leavesAt !== null && isUrgent ? reason.trim() : null,
            })
        rememberTask(messageId, taskId)
      } catch (caught) {
        const { what, todo } = sentence(shapeOf(caught))
        showToast({ tone: 'danger', title: what, detail: todo })
      }
      setSentId(messageId)
    } catch (caught) {
      setError(shapeOf(caught))
      // The dialog stays open and shows it.
      throw caught
    }
  }

  /** At least what the eight seconds of grace and the first connection take. */
  const lasts = (endsAt: string) =>
    format.duration(Math.max(SHORTEST_SENDING_MS, Date.parse(endsAt) - plan.dataUpdatedAt))
  const confirmKey = message?.audience === 'pupils' ? 'confirm.pupils' : 'confirm.guardians'
  return (
    <div className={styles.send}>
      <RadioCards<Exit>
        label={t('exit.label')}
        value={exit}
        onChange={setExit}
        options={[
          { id: 'mail', title: t('exit.mail.title'), detail: t('exit.mail.text') },
          { id: 'eml', title: t('exit.eml.title'), detail: t('exit.eml.text') },
        ]}
      />
      {isMailMissing && !isMail && (
        <TextField
          label={t('exit.address')}
          hint={t('exit.addressHint')}
          type="email"
          autoComplete="email"
          value={typedAddress ?? settings.data?.teacherAddress ?? ''}
          onChange={setTypedAddress}
          maxLength={254}
        />
      )}
      {isMailMissing && isMail && (
        <Banner
          tone="info"
          title={t('exit.mailMissing')}
          actions={
            <ButtonLink size="small" icon={Settings} href={linkTo('settings')}>
              {t('exit.configure')}
            </ButtonLink>
          }
        >
          {t('exit.configureText')}
        </Banner>
      )}
      <div className={styles.sendAction}>
        <Button
          variant="primary"
          size="large"
          icon={isMail ? Send : FileDown}
          isDisabled={needed !== null}
          aria-describedby="send-needs"
          onPress={() => {
            setError(null)
            setUrgent(false)
            setAsking(true)
          }}
        >
          {count === 0 ? t('sendNone') : isMail ? t('send', { count }) : t('export', { count })}
        </Button>
        <p id="send-needs" className={styles.soft}>
          {needed
            ? t(`needs.${needed}`)
            : morning
              ? t('quiet.leaves', morning)
              : isMail && plan.data?.endsAt
                ? t('duration', { duration: lasts(plan.data.endsAt) })
                : ''}
        </p>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={isMail ? t('confirm.title', { count }) : t('confirm.exportTitle', { count })}
        confirmLabel={
          !isMail ? t('confirm.export') : morning && !isUrgent ? t('quiet.confirm', morning) : t('confirm.send')
        }
        canConfirm={leavesAt === null || !isUrgent || reason.trim().length >= MIN_REASON}
        cancelLabel={t('confirm.cancel')}
        onConfirm={start}
      >
        <p>
          {isMail ? t(confirmKey, { count, words: countInWords(count, i18n.language), className }) : t('confirm.eml')}
        </p>
        {missing > 0 && <p>{t('confirm.missing', { count: missing })}</p>}
        {morning && (
          <div className={styles.quiet}>
            <p>{t('quiet.text', morning)}</p>
            <Checkbox isSelected={isUrgent} onChange={setUrgent}>
              {t('quiet.urgent')}
            </Checkbox>
            {isUrgent && (
              <TextField
                label={t('quiet.reason')}
                hint={t('quiet.reasonHint')}
                value={reason}
                onChange={setReason}
                maxLength={MAX_REASON}
                isRequired
                autoFocus
              />
            )}
          </div>
        )}
        <p className={styles.confirmLine}>
          <span className={styles.soft}>{t('confirm.subject')}</span>
          <strong>{message?.subject.replaceAll('{classe}', className)}</strong>
        </p>
        <p className={styles.confirmLine}>
          <span className={styles.soft}>{t('confirm.from')}</span>
          {mail.data?.fromAddress ?? address}
        </p>
        {error !== null && <ErrorState error={error} />}
      </ConfirmDialog>
    </div>
  )
}
