import { useTranslation } from 'react-i18next'
import { TextField } from '../../ui/index.ts'
import type { ExportNote } from './export-actions.tsx'
import styles from './exports.module.css'

/** As the contract takes them. */
const MAX_WORDS = 200

export interface NoteStepProps {
  readonly note: ExportNote
  readonly onNote: (note: ExportNote) => void
}

/** To whom and why: what one wants to know on the day a file is lost. */
export function NoteStep({ note, onNote }: NoteStepProps) {
  const { t } = useTranslation('exports')
  return (
    <div className={styles.options}>
      <div className={styles.pair}>
        <TextField
          label={t('note.recipient')}
          value={note.recipient}
          onChange={(recipient) => onNote({ ...note, recipient })}
          maxLength={MAX_WORDS}
          placeholder={t('note.recipientExample')}
        />
        <TextField
          label={t('note.purpose')}
          value={note.purpose}
          onChange={(purpose) => onNote({ ...note, purpose })}
          maxLength={MAX_WORDS}
        />
      </div>
      <p className={styles.soft}>{t('note.why')}</p>
    </div>
  )
}
