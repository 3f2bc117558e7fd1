import { FilePlus2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChosenFiles } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, useFormat } from '../../ui/index.ts'
import styles from './packs.module.css'

export interface DocumentsStepProps {
  readonly documents: ChosenFiles | null
  readonly onDocuments: (documents: ChosenFiles | null) => void
}

/** The teacher's own files, beside the work of the class. */
export function DocumentsStep({ documents, onDocuments }: DocumentsStepProps) {
  const { t } = useTranslation('packs')
  const format = useFormat()
  const choose = useAction('packs.chooseDocuments')
  const add = async () => {
    const chosen = await choose.mutateAsync(undefined).catch(() => null)
    if (chosen !== null) onDocuments(chosen)
  }
  return (
    <>
      {documents !== null && (
        <ul className={styles.documents} aria-label={t('documents.total')}>
          {documents.files.map(({ name, bytes }) => (
            <li key={name}>
              <span className={styles.folderName}>{name}</span>{' '}
              <span className={styles.soft}>{format.bytes(bytes)}</span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.folder}>
        <Button icon={FilePlus2} onPress={add} isDisabled={choose.isPending}>
          {t('documents.add')}
        </Button>
        {documents === null ? (
          <span className={styles.soft}>{t('documents.none')}</span>
        ) : (
          <Button icon={X} onPress={() => onDocuments(null)}>
            {t('documents.remove')}
          </Button>
        )}
      </p>
      {choose.error && <ErrorState error={choose.error} />}
    </>
  )
}
