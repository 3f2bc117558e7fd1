import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { localImageAddress, localImageContent } from '../../../../electron/contract/local-image.ts'
import type { WorkDraftFile } from '../../../../electron/contract/views.ts'
import { call, useDropClaim } from '../../../bridge/index.ts'
import { announce } from '../../../ui/announcer.tsx'
import { redrawPicture } from '../../../ui/redraw-picture.ts'
import type { Pictures } from '../../editor/index.tsx'

/** Larger than a page shows; a telephone's picture becomes a tenth of its weight. */
const PICTURE_SIDE = 1600

export interface DraftFileActions {
  readonly choose: () => void
  readonly remove: (file: WorkDraftFile) => void
  /** Of the text. */
  readonly pictures: Pictures
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
  const keepPictures = useCallback(
    async (files: readonly File[]) => {
      const kept: { src: string; alt: string }[] = []
      await adds(async () => {
        const added: WorkDraftFile[] = []
        for (const file of files) {
          const bytes = await redrawPicture(file, { side: PICTURE_SIDE })
          if (bytes === null) {
            setUnreadable((names) => [...names, file.name])
            continue
          }
          const picture = await call('workDrafts.addPicture', { id: draftId, name: asJpeg(file.name), bytes })
          kept.push({ src: localImageAddress(picture.sha256), alt: '' })
          added.push(picture)
        }
        return added
      })
      return kept
    },
    [adds, draftId],
  )
  const append = useRef<((files: readonly File[]) => void) | null>(null)
  const pictures = useMemo<Pictures>(
    () => ({
      keep: keepPictures,
      async load(address) {
        const sha256 = localImageContent(address)
        if (sha256 === null) return null
        const { bytes, mediaType } = await call('workDrafts.picture', { id: draftId, sha256 })
        return new Blob([bytes], { type: mediaType })
      },
      onReady: (to) => {
        append.current = to
      },
    }),
    [keepPictures, draftId],
  )
  useDropClaim({
    title: t('files.dropTitle'),
    detail: t('files.dropDetail'),
    take: (chosen, files) => {
      const images = files.filter(isPicture)
      const names = new Set(images.map(({ name }) => name))
      const only = chosen.files.flatMap(({ name }, index) => (names.has(name) ? [] : [index]))
      if (images.length > 0) append.current?.(images)
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
    pictures,
    isAdding: adding > 0,
    error,
    unreadable,
  }
}
