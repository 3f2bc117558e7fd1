import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WorkDraftFile } from '../../../../electron/contract/views.ts'
import { call, useDropClaim } from '../../../bridge/index.ts'
import { announce } from '../../../ui/announcer.tsx'
import { redrawPicture } from '../../../ui/redraw-picture.ts'

/** Larger than a page shows; a telephone's picture becomes a tenth of its weight. */
const PICTURE_SIDE = 1600

export interface DraftFileActions {
  readonly choose: () => void
  readonly remove: (file: WorkDraftFile) => void
  /** True: they are taken. */
  readonly takePictures: (files: readonly File[]) => boolean
  readonly isAdding: boolean
  readonly error: unknown
  /** Pictures the browser could not read. */
  readonly unreadable: readonly string[]
}

const isPicture = (file: File): boolean => file.type.startsWith('image/')
const asJpeg = (name: string): string => `${name.replace(/\.[^.]*$/, '') || 'image'}.jpg`

/** Documents by dialog or drop, pictures pasted or dropped: those are drawn anew, without what a telephone adds. */
export function useDraftFiles(
  draftId: string,
  setFiles: (change: (files: readonly WorkDraftFile[]) => readonly WorkDraftFile[]) => void,
): DraftFileActions {
  const { t } = useTranslation('local-work')
  const [adding, setAdding] = useState(0)
  const [error, setError] = useState<unknown>(null)
  const [unreadable, setUnreadable] = useState<readonly string[]>([])

  const adds = useCallback(
    async (work: () => Promise<readonly WorkDraftFile[]>) => {
      setAdding((count) => count + 1)
      setError(null)
      setUnreadable([])
      try {
        const added = await work()
        setFiles((files) => [...files, ...added])
        if (added.length > 0) announce(t('files.added', { count: added.length }))
      } catch (caught) {
        setError(caught)
      } finally {
        setAdding((count) => count - 1)
      }
    },
    [setFiles, t],
  )
  const addPictures = useCallback(
    (pictures: readonly File[]) =>
      adds(async () => {
        const added: WorkDraftFile[] = []
        for (const picture of pictures) {
          const bytes = await redrawPicture(picture, { side: PICTURE_SIDE })
          if (bytes === null) setUnreadable((names) => [...names, picture.name])
          else added.push(await call('workDrafts.addPicture', { id: draftId, name: asJpeg(picture.name), bytes }))
        }
        return added
      }),
    [adds, draftId],
  )
  useDropClaim({
    title: t('files.dropTitle'),
    detail: t('files.dropDetail'),
    take: (chosen, files) => {
      const pictures = files.filter(isPicture)
      const names = new Set(pictures.map(({ name }) => name))
      const only = chosen.files.flatMap(({ name }, index) => (names.has(name) ? [] : [index]))
      if (pictures.length > 0) void addPictures(pictures)
      if (only.length > 0) void adds(() => call('workDrafts.attach', { id: draftId, ticket: chosen.ticket, only }))
    },
  })
  return {
    choose: () =>
      void adds(async () => {
        const chosen = await call('packs.chooseDocuments', undefined)
        return chosen === null ? [] : call('workDrafts.attach', { id: draftId, ticket: chosen.ticket })
      }),
    remove: (file) =>
      void adds(async () => {
        await call('workDrafts.removeFile', { fileId: file.id })
        setFiles((files) => files.filter(({ id }) => id !== file.id))
        return []
      }),
    takePictures: (pictures) => {
      void addPictures(pictures)
      return true
    },
    isAdding: adding > 0,
    error,
    unreadable,
  }
}
