import { FolderOpen, PackageCheck, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Badge, Button, Card, ConfirmDialog, KeyValue, useFormat } from '../../ui/index.ts'
import { EjectLine } from './eject-line.tsx'
import type { PackOutcome } from './pack-outcome.ts'
import styles from './packs.module.css'
import { PassphraseCard } from './passphrase-card.tsx'
import type { PackBuild } from './use-pack-build.ts'

export interface PackResultProps {
  readonly build: PackBuild
  readonly outcome: PackOutcome
  readonly onAnother: () => void
}

/** The file that was written, and its passphrase, shown this once. */
export function PackResult({ build, outcome, onAnother }: PackResultProps) {
  const { t } = useTranslation('packs')
  const format = useFormat()
  const reveal = useAction('packs.reveal')
  const [isLeaving, setLeaving] = useState(false)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  const { packId, passphrase } = outcome
  return (
    <div className={styles.result}>
      <header className={styles.resultHead}>
        <PackageCheck size={26} aria-hidden className={styles.resultIcon} />
        <h2 ref={title} tabIndex={-1} className={styles.resultTitle}>
          {t('result.title')}
        </h2>
        <div className={styles.resultActions}>
          <Button icon={Plus} onPress={() => (passphrase === null ? onAnother() : setLeaving(true))}>
            {t('result.another')}
          </Button>
          {packId !== null && (
            <Button
              variant="primary"
              icon={FolderOpen}
              onPress={() => reveal.mutate({ id: packId })}
              isPending={reveal.isPending}
            >
              {t('result.open')}
            </Button>
          )}
        </div>
      </header>
      {reveal.error && <ErrorState error={reveal.error} />}
      {outcome.drive && <EjectLine driveId={outcome.drive.id} driveName={outcome.drive.name} />}
      {passphrase !== null && <PassphraseCard passphrase={passphrase} fileName={outcome.fileName} form={build.form} />}
      <Card>
        <KeyValue
          items={[
            { label: t('result.file'), value: <strong className={styles.fileName}>{outcome.fileName}</strong> },
            {
              label: t('result.size'),
              value: `${format.bytes(outcome.bytes)}, ${t('result.filesCount', { count: outcome.files })}`,
            },
            ...(build.form === 'folder' && outcome.written !== null
              ? [
                  {
                    label: t('form.folder.title'),
                    value:
                      outcome.written === 0 ? t('result.unchanged') : t('result.updated', { count: outcome.written }),
                  },
                ]
              : []),
            {
              label: t('result.integrity'),
              value: (
                <Badge tone="ok" plain>
                  {t('result.integrityText')}
                </Badge>
              ),
            },
            ...(build.protection === 'generated'
              ? []
              : [
                  {
                    label: t('result.protection'),
                    value: build.protection === 'own' ? t('result.ownPhrase') : t('result.clear'),
                  },
                ]),
            { label: t('result.fingerprint'), value: <code className={styles.hash}>{outcome.sha256}</code> },
          ]}
        />
      </Card>
      <ConfirmDialog
        isOpen={isLeaving}
        onClose={() => setLeaving(false)}
        title={t('leave.title')}
        confirmLabel={t('leave.confirm')}
        cancelLabel={t('leave.cancel')}
        onConfirm={() => {
          onAnother()
          return undefined
        }}
      >
        <p>{t('leave.text')}</p>
      </ConfirmDialog>
    </div>
  )
}
