import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary, DraftContent, MessageTemplate, ResendChoice } from '../../../electron/contract/views.ts'
import { NeedsClasses } from '../../app/needs-classes.tsx'
import { messageLink, navigate } from '../../app/router.ts'
import { useChannel } from '../../bridge/index.ts'
import { localDay, Page, PageHeader, Step } from '../../ui/index.ts'
import { AudienceStep } from './audience-step.tsx'
import { shortList } from './audience-words.ts'
import { Composer } from './composer.tsx'
import { toMessage, toPlanRequest } from './draft-message.ts'
import { DraftsBar, discardDraft } from './drafts-bar.tsx'
import { Enclosures } from './enclosures.tsx'
import { MessagePreview, type Shown } from './message-preview.tsx'
import { PlanPanel } from './plan-panel.tsx'
import styles from './reach.module.css'
import { SendPanel } from './send-panel.tsx'
import { EMPTY_DRAFT, isBlank, useDraft } from './use-draft.ts'
import { periodFrom } from './work-period.ts'

/** From "who" to "sent" on one page: recipients, who will receive, the message, and how it will arrive. */
export interface ReachPageProps {
  readonly initialClassId: number | null
  /** A message whose text the draft begins with. */
  readonly fromMessageId: number | null
  /** Only these people of it. */
  readonly resend: Omit<ResendChoice, 'messageId'> | null
  /** These pupils and no others. */
  readonly pupilIds: readonly number[] | null
  /** A template of Trousse's, by its key, to begin with. */
  readonly templateKey: string | null
}

export function ReachPage(props: ReachPageProps) {
  const { t } = useTranslation('reach')
  return (
    <Page width="wide">
      <PageHeader title={t('title')} subtitle={t('lead')} />
      <NeedsClasses emptyTitle={t('noClasses')} lines={8}>
        {(classes) => <Path {...props} classes={classes} />}
      </NeedsClasses>
    </Page>
  )
}

interface PathProps extends ReachPageProps {
  readonly classes: readonly ClassSummary[]
}

function Path(props: PathProps) {
  const { classes } = props
  const { t } = useTranslation('reach')
  const draft = useDraft()
  const { content, change, open } = draft
  const [shown, setShown] = useState<Shown | null>(null)
  useBeginning(props, draft)

  // A class that a synchronisation took away is no longer chosen.
  const classIds = content.classIds.filter((id) => classes.some((one) => one.id === id))
  const present: DraftContent = classIds.length === content.classIds.length ? content : { ...content, classIds }
  const request = toPlanRequest(present)
  const plan = useChannel('messages.plan', request ?? { classId: 1, audience: 'guardians' }, {
    enabled: request !== null,
    keepPrevious: true,
  })
  const planned = request === null ? { ...plan, data: undefined } : plan
  const message = toMessage(present)
  const names = shortList(classIds.flatMap((id) => classes.find((one) => one.id === id)?.name ?? []))
  const label =
    content.pupilIds === null
      ? [...names.names, ...(names.more > 0 ? [t('audience.more', { count: names.more })] : [])].join(', ')
      : t('audience.chosenPupils', { count: content.pupilIds.length })

  const applyTemplate = ({ subject, body, workDays, workFiles }: MessageTemplate) =>
    change({
      subject,
      body,
      ...(workDays === null ? {} : { work: periodFrom(localDay(new Date()), workDays, workFiles) }),
    })
  const discard = async () => {
    const former = { id: draft.id, content }
    draft.startAgain()
    if (former.id === null) return
    const back = { id: former.id, content: former.content }
    await discardDraft(former.id, { title: t('drafts.discardedThis'), undo: t('undo') }, () => void open(back))
  }
  const beforeSend = useCallback(async () => {
    await draft.keep()
    return draft.currentId()
  }, [draft.keep, draft.currentId])
  const show = useCallback((personId: number, pupilId: number) => setShown({ personId, pupilId }), [])

  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <DraftsBar
          currentId={draft.id}
          saving={draft.saving}
          isBlank={isBlank(content)}
          onOpen={(row) => void open(row)}
        />
        <Step number={1} title={t('step.who')}>
          <AudienceStep classes={classes} content={present} onChange={change} plan={planned as typeof plan} />
        </Step>
        <Step number={2} title={t('step.message')}>
          <Composer content={content} onChange={change} onTemplate={applyTemplate} onDiscard={() => void discard()} />
          <Enclosures content={content} onChange={change} plan={planned.data} />
        </Step>
        <Step number={3} title={t('step.plan')}>
          <PlanPanel
            classId={request?.classId ?? null}
            plan={planned as typeof plan}
            content={content}
            onChange={change}
            onShow={show}
          />
        </Step>
      </div>
      <div className={styles.aside}>
        <MessagePreview message={message} recipients={planned.data?.recipients ?? []} shown={shown} onShow={setShown} />
        <SendPanel
          message={message}
          content={present}
          plan={planned as typeof plan}
          className={label}
          onBeforeSend={beforeSend}
          onSent={draft.startAgain}
        />
      </div>
    </div>
  )
}

/** What the address of the page asks to begin with: a class, some pupils, a template, or a former message. */
function useBeginning(
  { classes, initialClassId, fromMessageId, resend, pupilIds, templateKey }: PathProps,
  { content, change, open }: ReturnType<typeof useDraft>,
) {
  const firstClassId = initialClassId ?? classes[0]?.id
  const { locale } = content
  useEffect(() => {
    if (initialClassId === null || pupilIds !== null) return
    change({ classIds: [initialClassId], pupilIds: null, only: null, changes: [] })
  }, [initialClassId, pupilIds, change])
  useEffect(() => {
    if (pupilIds === null || firstClassId === undefined) return
    change({ classIds: [firstClassId], pupilIds: [...pupilIds], only: null, changes: [] })
    // Once: coming back to this page later must not begin again.
    if (templateKey === null) navigate(messageLink())
  }, [pupilIds, firstClassId, templateKey, change])
  const templates = useChannel('templates.list', { locale }, { enabled: templateKey !== null }).data
  useEffect(() => {
    const template = templates?.find(({ key, id }) => id === null && key === templateKey)
    if (template === undefined) return
    change({ subject: template.subject, body: template.body })
    navigate(messageLink())
  }, [templates, templateKey, change])
  const former = useChannel('messages.read', { id: fromMessageId ?? 0 }, { enabled: fromMessageId !== null }).data
  useEffect(() => {
    if (former === undefined) return
    const { classId, audience, subject, body } = former
    const kept = former.content ?? { ...EMPTY_DRAFT, classIds: [classId], audience, subject, body }
    void open({ id: null, content: { ...kept, only: resend && { ...resend, messageId: former.id } } })
    // Once: coming back to this page later must not put the old text over a new one.
    navigate(messageLink())
  }, [former, open, resend])
}
