import { useCallback, useEffect, useRef, useState } from 'react'
import type { WorkContent, WorkDraft, WorkDraftFile } from '../../../../electron/contract/views.ts'
import { BridgeError, call, shapeOf } from '../../../bridge/index.ts'

/** What is typed is on the disk this long after, also while the typing goes on: a crash loses less than a second. */
const SAVE_AFTER_MS = 500

export interface DraftState {
  readonly content: WorkContent
  readonly files: readonly WorkDraftFile[]
  readonly change: (change: Partial<WorkContent>) => void
  readonly setFiles: (change: (files: readonly WorkDraftFile[]) => readonly WorkDraftFile[]) => void
  /** Null: what is typed is not on the disk yet. */
  readonly savedAt: string | null
  readonly error: BridgeError | null
  readonly retry: () => void
  /** Saves what is not saved yet; resolves true once it is. */
  readonly flush: () => Promise<boolean>
}

/** The draft as it is typed, kept on the disk behind the typing; saves never overtake one another. */
export function useDraft(draft: WorkDraft): DraftState {
  const [content, setContent] = useState(draft.content)
  const [files, setFiles] = useState<readonly WorkDraftFile[]>(draft.files)
  const [savedAt, setSavedAt] = useState<string | null>(draft.updatedAt)
  const [error, setError] = useState<BridgeError | null>(null)
  const latest = useRef({ content: draft.content, revision: draft.revision, isDirty: false })
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const running = useRef<Promise<boolean>>(Promise.resolve(true))
  const { id } = draft

  const flush = useCallback((): Promise<boolean> => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    running.current = running.current.then(async () => {
      const state = latest.current
      if (!state.isDirty) return true
      state.isDirty = false
      state.revision += 1
      try {
        await call('workDrafts.save', { id, revision: state.revision, content: state.content })
        setError(null)
        if (!latest.current.isDirty) setSavedAt(new Date().toISOString())
        return true
      } catch (caught) {
        state.isDirty = true
        setError(caught instanceof BridgeError ? caught : new BridgeError(shapeOf(caught)))
        return false
      }
    })
    return running.current
  }, [id])

  const change = useCallback(
    (part: Partial<WorkContent>) => {
      latest.current.content = { ...latest.current.content, ...part }
      latest.current.isDirty = true
      setContent(latest.current.content)
      setSavedAt(null)
      // Not pushed back by the next key: what is typed without a pause is saved too.
      timer.current ??= setTimeout(() => void flush(), SAVE_AFTER_MS)
    },
    [flush],
  )

  useEffect(() => {
    const now = () => void flush()
    window.addEventListener('pagehide', now)
    window.addEventListener('blur', now)
    return () => {
      window.removeEventListener('pagehide', now)
      window.removeEventListener('blur', now)
      now()
    }
  }, [flush])

  return { content, files, change, setFiles, savedAt, error, retry: () => void flush(), flush }
}
