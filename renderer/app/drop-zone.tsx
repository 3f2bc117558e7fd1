import { FileDown } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentDropClaim, listen, useErrorSentence } from '../bridge/index.ts'
import { announce } from '../ui/announcer.tsx'
import { showToast } from '../ui/index.ts'
import styles from './drop-zone.module.css'
import { linkTo, navigate } from './router.ts'

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/**
 * Files dropped anywhere on the window are read by the import screen, or by the screen that claims them. Where they are on the disk never comes here:
 * the preload tells the main process, which answers with a ticket.
 */
export function DropZone() {
  const { t } = useTranslation('sources')
  const [isOver, setOver] = useState(false)
  const sentence = useErrorSentence()
  /** What the page may read of the last drop, until its ticket comes. */
  const files = useRef<readonly File[]>([])
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      // Without this the browser would not let go of the files here.
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      // Going from one element to another leaves and enters; only the edge of the window has nothing beyond.
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault()
      files.current = [...(event.dataTransfer?.files ?? [])]
      setOver(false)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  useEffect(
    () =>
      listen('dropped', ({ chosen, error }) => {
        const claim = currentDropClaim()
        if (chosen && claim) claim.take(chosen, files.current)
        else if (chosen) navigate(linkTo('sources', ['file'], { ticket: chosen.ticket }))
        if (error) showToast({ tone: 'danger', title: t('import.drop-failed'), detail: sentence(error).what })
      }),
    [t, sentence],
  )
  useEffect(() => {
    if (isOver) announce(currentDropClaim()?.title ?? t('import.drop-title'))
  }, [isOver, t])
  if (!isOver) return null
  const claim = currentDropClaim()
  return (
    <div className={styles.zone} aria-hidden>
      <FileDown size={40} />
      <p className={styles.title}>{claim?.title ?? t('import.drop-title')}</p>
      <p>{claim?.detail ?? t('import.drop-detail')}</p>
    </div>
  )
}
