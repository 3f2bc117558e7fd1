import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useChannel } from '../../bridge/index.ts'
import { IconButton, Skeleton } from '../../ui/index.ts'
import styles from './pupil-sheet.module.css'
import { PupilFacts, PupilGuardians, PupilSelf } from './pupil-sheet.tsx'

export interface PupilPanelProps {
  readonly pupilId: number
  readonly name: string
  readonly onClose: () => void
}

/** A pupil's sheet beside the roster. It takes the focus when it opens; Escape closes it. */
export function PupilPanel({ pupilId, name, onClose }: PupilPanelProps) {
  const { t } = useTranslation('classes')
  const pupil = useChannel('pupils.read', { id: pupilId })
  const heading = useRef<HTMLHeadingElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another pupil is another sheet to read from its top
  useEffect(() => heading.current?.focus(), [pupilId])
  return (
    <aside
      className={styles.panel}
      aria-label={t('pupil.label')}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className={styles.head}>
        <div className={styles.headText}>
          <h2 ref={heading} tabIndex={-1} className={styles.name}>
            {name}
          </h2>
          {pupil.data && <PupilFacts pupil={pupil.data} />}
        </div>
        <IconButton icon={X} label={t('pupil.close')} size="small" onPress={onClose} />
      </header>
      <div className={styles.scroll}>
        {pupil.isPending && (
          <>
            <p role="status" className={styles.soft}>
              {t('pupil.loading')}
            </p>
            <Skeleton lines={6} />
          </>
        )}
        {pupil.error && (
          <ErrorState error={pupil.error} onRetry={() => void pupil.refetch()} isRetrying={pupil.isFetching} />
        )}
        {pupil.data && (
          <>
            <PupilGuardians pupil={pupil.data} />
            <PupilSelf pupil={pupil.data} />
          </>
        )}
      </div>
    </aside>
  )
}
