import { FilePlus2, FileText, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { WorkDraftFile } from '../../../../electron/contract/views.ts'
import { ErrorState } from '../../../bridge/index.ts'
import { Button, Card, IconButton, useFormat } from '../../../ui/index.ts'
import styles from './draft-page.module.css'
import type { DraftFileActions } from './use-draft-files.ts'

export interface DraftFilesProps {
  readonly draftFiles: readonly WorkDraftFile[]
  readonly actions: DraftFileActions
}

/** The documents that go with the work. */
export function DraftFiles({ draftFiles, actions }: DraftFilesProps) {
  const { t } = useTranslation('local-work')
  const format = useFormat()
  return (
    <Card title={t('files.title')}>
      {draftFiles.length > 0 && (
        <ul className={styles.files}>
          {draftFiles.map((file) => (
            <li key={file.id} className={styles.file}>
              <FileText size={18} aria-hidden />
              <span className={styles.fileName}>{file.name}</span>
              <span className={styles.soft}>{format.bytes(file.bytes)}</span>
              <IconButton
                icon={X}
                size="small"
                label={t('files.remove', { name: file.name })}
                onPress={() => actions.remove(file)}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.fileActions}>
        <Button icon={FilePlus2} onPress={actions.choose} isPending={actions.isAdding}>
          {t('files.add')}
        </Button>
        <span className={styles.soft}>{t('files.hint')}</span>
      </div>
      {actions.unreadable.length > 0 && (
        <p role="alert" className={styles.missing}>
          {t('files.unreadable', { names: actions.unreadable.join(', ') })}
        </p>
      )}
      {actions.error !== null && <ErrorState error={actions.error} />}
    </Card>
  )
}
