import { Copy, FolderOpen, PackageCheck, Plus, Printer } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IssuedPack, TaskView } from '../../../electron/contract/views.ts'
import { ErrorState, useAction, useChannel } from '../../bridge/index.ts'
import { Banner, Button, ConfirmDialog, Skeleton, showToast } from '../../ui/index.ts'
import { EjectLine } from './eject-line.tsx'
import { packOutcome } from './pack-outcome.ts'
import styles from './packs.module.css'
import { Slips } from './slips.tsx'
import type { PackBuild } from './use-pack-build.ts'

export interface PackSetResultProps {
  readonly build: PackBuild
  /** Ended, perhaps before the last pupil. */
  readonly task: TaskView
  /** Shown alone when it stopped before the first pack. */
  readonly stopped: ReactNode
  readonly onAnother: () => void
}

/** The packs of a class with their passphrases, shown this once, and printed as slips to cut out. */
export function PackSetResult({ build, task, stopped, onAnother }: PackSetResultProps) {
  const { t } = useTranslation('packs')
  const issued = useChannel('packs.issued', { taskId: build.taskId })
  const reveal = useAction('packs.reveal')
  const [isLeaving, setLeaving] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const packs = issued.data ?? []
  const [first] = packs
  const isWhole = task.state === 'done'
  const outcome = packOutcome(task)
  if (!isWhole && issued.data?.length === 0) return stopped
  const copy = async () => {
    await navigator.clipboard.writeText(packs.map((pack) => `${pack.recipientName}\t${pack.passphrase}`).join('\n'))
    showToast({ tone: 'ok', title: t('result.setCopied') })
  }
  return (
    <div className={styles.result}>
      <header className={styles.resultHead}>
        <PackageCheck size={26} aria-hidden className={styles.resultIcon} />
        <h2 ref={title} tabIndex={-1} className={styles.resultTitle}>
          {isWhole ? t('result.setTitle', { count: packs.length }) : t('result.setPartial', { count: packs.length })}
        </h2>
        <div className={styles.resultActions}>
          <Button icon={Plus} onPress={() => (packs.length === 0 ? onAnother() : setLeaving(true))}>
            {t('result.another')}
          </Button>
          {first && (
            <Button
              variant="primary"
              icon={FolderOpen}
              onPress={() => reveal.mutate({ id: first.packId })}
              isPending={reveal.isPending}
            >
              {t('result.open')}
            </Button>
          )}
        </div>
      </header>
      {outcome?.drive && <EjectLine driveId={outcome.drive.id} driveName={outcome.drive.name} />}
      {task.error && task.state === 'failed' && <ErrorState error={task.error} />}
      {reveal.error && <ErrorState error={reveal.error} />}
      {issued.error && <ErrorState error={issued.error} onRetry={() => void issued.refetch()} />}
      {issued.isPending && <Skeleton lines={5} />}
      {packs.length > 0 && (
        <section className={styles.phraseCard} aria-label={t('result.phrase')}>
          <Banner
            tone="warn"
            title={t('result.setOnce')}
            actions={
              <>
                <Button size="small" icon={Printer} onPress={() => window.print()}>
                  {t('result.setPrint')}
                </Button>
                <Button size="small" icon={Copy} onPress={copy}>
                  {t('result.setCopy')}
                </Button>
              </>
            }
          />
          <SetTable packs={packs} />
          <Slips
            slips={packs.map(({ packId, recipientName, passphrase }) => ({
              key: packId,
              name: recipientName,
              passphrase,
            }))}
            form={build.form}
          />
        </section>
      )}
      <ConfirmDialog
        isOpen={isLeaving}
        onClose={() => setLeaving(false)}
        title={t('leave.set')}
        confirmLabel={t('leave.confirm')}
        cancelLabel={t('leave.cancel')}
        onConfirm={() => {
          onAnother()
          return undefined
        }}
      >
        <p>{t('leave.setText')}</p>
      </ConfirmDialog>
    </div>
  )
}

function SetTable({ packs }: { readonly packs: readonly IssuedPack[] }) {
  const { t } = useTranslation('packs')
  return (
    <table className={styles.setTable}>
      <thead>
        <tr>
          <th scope="col">{t('result.setColumn.pupil')}</th>
          <th scope="col">{t('result.setColumn.phrase')}</th>
        </tr>
      </thead>
      <tbody>
        {packs.map((pack) => (
          <tr key={pack.packId}>
            <th scope="row">{pack.recipientName}</th>
            <td translate="no" className={styles.setPhrase}>
              {pack.passphrase}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
