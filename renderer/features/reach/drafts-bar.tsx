import { FileClock, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftContent, MessageDraftRow } from '../../../electron/contract/views.ts'
import { call, ErrorState, shapeOf, useChannel } from '../../bridge/index.ts'
import { Button, Dialog, IconButton, showToast, useFormat } from '../../ui/index.ts'
import styles from './reach.module.css'

export interface DraftsBarProps {
  /** The one being written. */
  readonly currentId: number | null
  readonly saving: 'idle' | 'waiting' | 'saved' | 'failed'
  readonly onOpen: (draft: { readonly id: number; readonly content: DraftContent }) => void
  /** Nothing is being written: the latest one is offered at once. */
  readonly isBlank: boolean
}

/** Whether what is typed is kept, and the other messages that were begun. */
export function DraftsBar({ currentId, saving, onOpen, isBlank }: DraftsBarProps) {
  const { t } = useTranslation('reach')
  const format = useFormat()
  const drafts = useChannel('drafts.list')
  const [isListing, setListing] = useState(false)
  const others = (drafts.data ?? []).filter(({ id }) => id !== currentId)
  const [latest] = others
  return (
    <div className={styles.draftsBar}>
      <span role="status" className={saving === 'failed' ? styles.unknown : styles.soft}>
        {saving === 'saved' && t('drafts.kept')}
        {saving === 'failed' && t('drafts.notKept')}
      </span>
      {isBlank && latest && (
        <span className={styles.latest}>
          {t('drafts.latest', {
            title: titleOf(latest, t('drafts.untitled')),
            date: format.dateTime(latest.updatedAt),
          })}
          <Button size="small" icon={FileClock} onPress={() => onOpen(latest)}>
            {t('drafts.resume')}
          </Button>
        </span>
      )}
      {others.length > 0 && (
        <Button size="small" variant="quiet" onPress={() => setListing(true)}>
          {t('drafts.open', { count: others.length })}
        </Button>
      )}
      {isListing && (
        <DraftsDialog
          drafts={others}
          onClose={() => setListing(false)}
          onOpen={(draft) => {
            setListing(false)
            onOpen(draft)
          }}
        />
      )}
    </div>
  )
}

const titleOf = ({ content }: MessageDraftRow, untitled: string): string =>
  content.subject.trim() || content.body.trim().split('\n')[0]?.slice(0, 80) || untitled

/** Throws a draft away; the message that says so gives it back. */
export async function discardDraft(
  id: number,
  words: { readonly title: string; readonly undo: string },
  onUndo?: () => void,
) {
  await call('drafts.discard', { id })
  showToast({
    tone: 'info',
    title: words.title,
    action: {
      label: words.undo,
      isUndo: true,
      run: () => void call('drafts.restore', { id }).then(onUndo, () => undefined),
    },
  })
}

interface DraftsDialogProps {
  readonly drafts: readonly MessageDraftRow[]
  readonly onClose: () => void
  readonly onOpen: (draft: MessageDraftRow) => void
}

function DraftsDialog({ drafts, onClose, onOpen }: DraftsDialogProps) {
  const { t } = useTranslation('reach')
  const format = useFormat()
  const [error, setError] = useState<unknown>(null)
  const discard = (draft: MessageDraftRow) => {
    setError(null)
    const title = t('drafts.discarded', { title: titleOf(draft, t('drafts.untitled')) })
    discardDraft(draft.id, { title, undo: t('undo') }).catch((caught: unknown) => setError(shapeOf(caught)))
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('drafts.title')}>
      {error !== null && <ErrorState error={error} />}
      {drafts.length === 0 && <p className={styles.soft}>{t('drafts.none')}</p>}
      <ul className={styles.templates}>
        {drafts.map((draft) => {
          const title = titleOf(draft, t('drafts.untitled'))
          return (
            <li key={draft.id}>
              <div className={styles.templateText}>
                <strong>{title}</strong>
                <span className={styles.soft}>{format.dateTime(draft.updatedAt)}</span>
              </div>
              <IconButton
                icon={Trash2}
                size="small"
                label={t('drafts.discard', { title })}
                onPress={() => discard(draft)}
              />
              <Button size="small" aria-label={t('drafts.resumeNamed', { title })} onPress={() => onOpen(draft)}>
                {t('drafts.resume')}
              </Button>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
