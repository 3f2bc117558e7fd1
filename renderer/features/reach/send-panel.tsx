import { DoorOpen, Send, Settings } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { VARIABLE_NAMES } from '../../../electron/contract/message-variables.ts'
import type { DraftContent, MessageDraft, MessagePlan } from '../../../electron/contract/views.ts'
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
import { unknownVariables } from './template-text.ts'

/** By the account, or written out for another program: which way is chosen once the messages exist. */
type Exit = 'mail' | 'other'

const SHORTEST_SENDING_MS = 10_000

export interface SendPanelProps {
  readonly message: MessageDraft | null
  readonly content: DraftContent
  readonly plan: ReturnType<typeof useChannel<'messages.plan'>>
  /** Whom it is for, in words. */
  readonly className: string
  /** Ends the saving of what is typed, and says under which number it is kept. */
  readonly onBeforeSend: () => Promise<number | null>
  readonly onSent: () => void
}

type Need =
  | 'class'
  | 'plan'
  | 'recipients'
  | 'subject'
  | 'body'
  | 'variables'
  | 'empty'
  | 'tooBig'
  | 'packs'
  | 'mail'
  | 'address'

/** The first thing that is still missing; null when nothing is. */
function needOf(message: MessageDraft | null, content: DraftContent, plan: MessagePlan | undefined): Need | null {
  if (message === null) return 'class'
  if (plan === undefined) return 'plan'
  if (plan.recipients.length === 0) return 'recipients'
  if (message.subject.trim() === '') return 'subject'
  if (message.body.trim() === '') return 'body'
  if (unknownVariables(content).length > 0) return 'variables'
  if (plan.empty.length > 0) return 'empty'
  if (content.packs !== null && plan.size.withoutPack.length > 0) return 'packs'
  if (plan.size.files.length > 0 && plan.size.bytes > plan.size.limit && content.tooBig === null) return 'tooBig'
  return null
}

/** How the messages leave, what is still missing, and the confirmation that says the number in words. */
export function SendPanel({ message, content, plan, className, onBeforeSend, onSent }: SendPanelProps) {
  const { t, i18n } = useTranslation('reach')
  const mail = useChannel('mail.settings')
  const settings = useChannel('settings.read')
  const [typedAddress, setTypedAddress] = useState<string | null>(null)
  const sentence = useErrorSentence()
  const format = useFormat()
  const [exit, setExit] = useState<Exit>('mail')
  const [isAsking, setAsking] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [sent, setSent] = useState<string | null>(null)
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
    if (sent === null || isAsking) return
    onSent()
    navigate(sent)
  }, [sent, isAsking, onSent])

  // While another plan is on its way, the one shown counts other families.
  const missingPart = needOf(message, content, plan.isPlaceholderData ? undefined : plan.data)
  const needed: Need | null =
    missingPart !== null || !isMailMissing
      ? missingPart
      : isMail
        ? 'mail'
        : looksLikeAddress(address)
          ? null
          : 'address'
  const empty = plan.data?.empty[0]

  /** From here on the message is in the outbox: whatever fails next, it is from there that it goes on. */
  const send = async (messageIds: readonly number[]) => {
    const urgentReason = leavesAt !== null && isUrgent ? reason.trim() : null
    for (const id of messageIds) {
      try {
        const { taskId } = await call('messages.send', { id, undo: true, urgentReason })
        rememberTask(id, taskId)
      } catch (caught) {
        const { what, todo } = sentence(shapeOf(caught))
        showToast({ tone: 'danger', title: what, detail: todo })
      }
    }
  }
  const start = async () => {
    if (message === null) return
    setError(null)
    try {
      const draftId = await onBeforeSend()
      if (isMailMissing) await call('settings.update', { teacherAddress: address })
      const { messageId, messageIds } = await call('messages.create', {
        ...message,
        ...(draftId === null ? {} : { draftId }),
      })
      if (isMail) await send(messageIds)
      const way = isMail ? {} : { way: '1' }
      setSent(messageIds.length > 1 ? outboxLink() : linkTo('outbox', [messageId], way))
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
          { id: 'other', title: t('exit.other.title'), detail: t('exit.other.text') },
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
          icon={isMail ? Send : DoorOpen}
          isDisabled={needed !== null}
          aria-describedby="send-needs"
          onPress={() => {
            setError(null)
            setUrgent(false)
            setAsking(true)
          }}
        >
          {count === 0 ? t('sendNone') : isMail ? t('send', { count }) : t('prepare', { count })}
        </Button>
        <p id="send-needs" className={styles.soft}>
          {needed
            ? t(`needs.${needed}`, {
                variable: empty ? `{${VARIABLE_NAMES[content.locale][empty.variable]}}` : '',
                count: empty?.pupils ?? 0,
              })
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
        title={isMail ? t('confirm.title', { count }) : t('confirm.prepareTitle', { count })}
        confirmLabel={
          !isMail ? t('confirm.prepare') : morning && !isUrgent ? t('quiet.confirm', morning) : t('confirm.send')
        }
        canConfirm={leavesAt === null || !isUrgent || reason.trim().length >= MIN_REASON}
        cancelLabel={t('confirm.cancel')}
        onConfirm={start}
      >
        <p>
          {t(isMail ? confirmKey : 'confirm.other', { count, words: countInWords(count, i18n.language), className })}
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
          <strong>{message?.subject}</strong>
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
