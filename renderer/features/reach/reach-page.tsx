import { FolderOpen, UsersRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClassSummary, MessageDraft, ResendChoice } from '../../../electron/contract/views.ts'
import { linkTo, messageLink, navigate } from '../../app/router.ts'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import {
  Banner,
  Button,
  ButtonLink,
  EmptyState,
  Page,
  PageHeader,
  RadioCards,
  Select,
  Skeleton,
  Step,
} from '../../ui/index.ts'
import { Composer } from './composer.tsx'
import { MessagePreview } from './message-preview.tsx'
import { PlanPanel } from './plan-panel.tsx'
import styles from './reach.module.css'
import { SendPanel } from './send-panel.tsx'
import { useDraft } from './use-draft.ts'

/** From "who" to "sent" on one page: recipients, who will receive, the message, and how it will arrive. */
export interface ReachPageProps {
  readonly initialClassId: number | null
  /** A message whose text the draft begins with. */
  readonly fromMessageId: number | null
  /** Only these people of it. */
  readonly resend: Omit<ResendChoice, 'messageId'> | null
}

export function ReachPage({ initialClassId, fromMessageId, resend }: ReachPageProps) {
  const { t } = useTranslation('reach')
  const classes = useChannel('classes.list')
  return (
    <Page width="wide">
      <PageHeader title={t('title')} subtitle={t('lead')} />
      {classes.isPending && <Skeleton lines={8} height="2rem" />}
      {classes.error && (
        <ErrorState
          error={classes.error}
          shape="page"
          onRetry={() => void classes.refetch()}
          isRetrying={classes.isFetching}
        />
      )}
      {classes.data?.length === 0 && (
        <EmptyState
          icon={UsersRound}
          title={t('noClasses.title')}
          actions={
            <ButtonLink variant="primary" icon={FolderOpen} href={linkTo('sources')}>
              {t('noClasses.action')}
            </ButtonLink>
          }
        >
          {t('noClasses.text')}
        </EmptyState>
      )}
      {classes.data && classes.data.length > 0 && (
        <Path classes={classes.data} initialClassId={initialClassId} fromMessageId={fromMessageId} resend={resend} />
      )}
    </Page>
  )
}

interface PathProps extends ReachPageProps {
  readonly classes: readonly ClassSummary[]
}

function Path({ classes, initialClassId, fromMessageId, resend }: PathProps) {
  const { t } = useTranslation('reach')
  const { draft, change, clear } = useDraft()
  const [personId, setPersonId] = useState<number | null>(null)
  useEffect(() => {
    if (initialClassId !== null) change({ classId: initialClassId })
  }, [initialClassId, change])
  const former = useChannel('messages.read', { id: fromMessageId ?? 0 }, { enabled: fromMessageId !== null }).data
  useEffect(() => {
    if (former === undefined) return
    const { classId, audience, subject, body } = former
    change({ classId, audience, subject, body, only: resend && { ...resend, messageId: former.id } })
    // Once: coming back to this page later must not put the old text over a new one.
    navigate(messageLink(former.classId))
  }, [former, change, resend])
  // A class that a synchronisation took away is no longer chosen.
  const chosen = classes.find(({ id }) => id === draft.classId)
  const only = draft.only === null ? {} : { only: draft.only }
  const plan = useChannel(
    'messages.plan',
    { classId: chosen?.id ?? 0, audience: draft.audience, ...only },
    { enabled: chosen !== undefined },
  )
  const message: MessageDraft | null = chosen
    ? { classId: chosen.id, audience: draft.audience, subject: draft.subject, body: draft.body, ...only }
    : null

  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        <Step number={1} title={t('step.who')}>
          <Select
            label={t('class')}
            labelHidden
            placeholder={t('classPlaceholder')}
            options={classes.map(({ id, name, subject }) => ({
              id,
              label: name,
              ...(subject === null ? {} : { detail: subject }),
            }))}
            value={chosen?.id ?? null}
            onChange={(classId) => change({ classId, only: null })}
          />
          <RadioCards
            label={t('audience.label')}
            labelHidden
            value={draft.audience}
            onChange={(audience) => change({ audience })}
            options={[
              { id: 'guardians', title: t('audience.guardians.title'), detail: t('audience.guardians.text') },
              { id: 'pupils', title: t('audience.pupils.title'), detail: t('audience.pupils.text') },
            ]}
          />
        </Step>
        <Step number={2} title={t('step.plan')}>
          {draft.only && <OnlySome only={draft.only} onEveryone={() => change({ only: null })} />}
          <PlanPanel classId={chosen?.id ?? null} plan={plan} />
        </Step>
        <Step number={3} title={t('step.message')}>
          <Composer draft={draft} onChange={change} onClear={clear} />
        </Step>
      </div>
      <div className={styles.aside}>
        <MessagePreview
          message={message}
          recipients={plan.data?.recipients ?? []}
          personId={personId}
          onPerson={setPersonId}
        />
        <SendPanel message={message} plan={plan} className={chosen?.name ?? ''} onSent={clear} />
      </div>
    </div>
  )
}

/** The message is not for the whole class: says for whom, and how to widen it. */
function OnlySome({ only, onEveryone }: { readonly only: ResendChoice; readonly onEveryone: () => void }) {
  const { t, i18n } = useTranslation('reach')
  const whom = [...only.states, ...(only.missing ? ['missing' as const] : [])].map((id) => t(`only.${id}`))
  const list = new Intl.ListFormat(i18n.language).format(whom)
  return (
    <Banner
      tone="info"
      title={t('only.title', { list })}
      actions={
        <Button size="small" onPress={onEveryone}>
          {t('only.everyone')}
        </Button>
      }
    >
      {t('only.text')}
    </Banner>
  )
}
