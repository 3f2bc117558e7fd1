import { Check, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkDraft } from '../../../../electron/contract/views.ts'
import { assignmentLink, linkTo, navigate } from '../../../app/router.ts'
import { ErrorState, useAction, useChannel } from '../../../bridge/index.ts'
import {
  Button,
  Card,
  ConfirmDialog,
  focusFirstInvalid,
  Page,
  PageHeader,
  Skeleton,
  showToast,
  TextField,
  useFormat,
} from '../../../ui/index.ts'
import { RichTextField } from '../../editor/index.tsx'
import { DraftFiles } from './draft-files.tsx'
import styles from './draft-page.module.css'
import { DraftTargets } from './draft-targets.tsx'
import { useDraft } from './use-draft.ts'
import { useDraftFiles } from './use-draft-files.ts'

/** `#/assignments/draft/<id>`: a work as it is written. */
export function DraftPage({ draftId }: { readonly draftId: string }) {
  const { t } = useTranslation('local-work')
  const answer = useChannel('workDrafts.read', { id: draftId })
  if (answer.data) return <DraftForm key={draftId} draft={answer.data} />
  return (
    <Page width="wide">
      <PageHeader title={t('draft.title')} back={{ href: linkTo('assignments'), label: t('draft.back') }} />
      {answer.isPending ? (
        <div role="status" aria-label={t('draft.loading')}>
          <Skeleton lines={8} />
        </div>
      ) : (
        <ErrorState
          shape="page"
          error={answer.error}
          onRetry={() => void answer.refetch()}
          isRetrying={answer.isFetching}
        />
      )}
    </Page>
  )
}

type Fault = 'title' | 'targets'

function DraftForm({ draft }: { readonly draft: WorkDraft }) {
  const { t } = useTranslation('local-work')
  const form = useRef<HTMLDivElement>(null)
  const state = useDraft(draft)
  const files = useDraftFiles(draft.id, state.setFiles)
  const finish = useAction('workDrafts.finish')
  const discard = useAction('workDrafts.discard')
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [isDiscarding, setDiscarding] = useState(false)
  const { content, change } = state
  const isNew = draft.groupId === null

  const save = async () => {
    const found: Fault[] = [
      ...(content.title.trim() === '' ? ['title' as const] : []),
      ...(content.targets.length === 0 ? ['targets' as const] : []),
    ]
    setFaults(found)
    if (found.length > 0) return focusFirstInvalid(form.current)
    if (!(await state.flush())) return
    const done = await finish.mutateAsync({ id: draft.id }).catch(() => null)
    if (done === null) return
    showToast({
      tone: 'ok',
      title: t(isNew ? 'draft.done' : 'draft.changed'),
      detail: t('draft.doneDetail', { count: content.targets.length }),
    })
    navigate(assignmentLink(done.assignmentIds[0] ?? 0))
  }

  return (
    <Page width="wide">
      <PageHeader
        title={t(isNew ? 'draft.title' : 'draft.changeTitle')}
        back={{ href: linkTo('assignments'), label: t('draft.back') }}
        subtitle={<SaveState savedAt={state.savedAt} />}
        actions={
          <>
            <Button icon={Trash2} onPress={() => setDiscarding(true)}>
              {t(isNew ? 'draft.discard' : 'draft.discardChange')}
            </Button>
            <Button variant="primary" icon={Check} onPress={save} isPending={finish.isPending}>
              {t('draft.finish')}
            </Button>
          </>
        }
      />
      {state.error && <ErrorState error={state.error} onRetry={state.retry} />}
      {finish.error && <ErrorState error={finish.error} />}
      <div ref={form} className={styles.columns}>
        <div className={styles.main}>
          <Card title={t('draft.what')}>
            <div className={styles.fields}>
              <TextField
                label={t('draft.name')}
                value={content.title}
                maxLength={300}
                autoFocus={content.title === ''}
                onChange={(title) => change({ title })}
                errorMessage={faults.includes('title') && content.title.trim() === '' ? t('draft.nameMissing') : null}
              />
              <TextField
                label={t('draft.subject')}
                value={content.subject}
                maxLength={100}
                onChange={(subject) => change({ subject })}
              />
              <RichTextField
                label={t('draft.text')}
                placeholder={t('draft.textHint')}
                initialHtml={draft.content.descriptionHtml}
                onChange={(descriptionHtml) => change({ descriptionHtml })}
                pictures={files.pictures}
              />
            </div>
          </Card>
          <DraftFiles draftFiles={state.files.filter(({ mediaType }) => mediaType === null)} actions={files} />
        </div>
        <DraftTargets
          targets={content.targets}
          onChange={(targets) => change({ targets })}
          isMissing={faults.includes('targets') && content.targets.length === 0}
        />
      </div>
      <ConfirmDialog
        isOpen={isDiscarding}
        onClose={() => setDiscarding(false)}
        title={t(isNew ? 'draft.discardTitle' : 'draft.discardChangeTitle')}
        confirmLabel={t(isNew ? 'draft.discard' : 'draft.discardChange')}
        tone="danger"
        onConfirm={async () => {
          await state.flush()
          await discard.mutateAsync({ id: draft.id })
          navigate(linkTo('assignments'))
        }}
      >
        <p>{t(isNew ? 'draft.discardText' : 'draft.discardChangeText')}</p>
        {discard.error && <ErrorState error={discard.error} />}
      </ConfirmDialog>
    </Page>
  )
}

/** Whether what is typed is on the disk. */
function SaveState({ savedAt }: { readonly savedAt: string | null }) {
  const { t } = useTranslation('local-work')
  const format = useFormat()
  return <span>{savedAt === null ? t('draft.saving') : t('draft.saved', { time: format.since(savedAt) })}</span>
}
