import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { Button, Checkbox, Dialog, showToast } from '../../ui/index.ts'
import styles from './hand-over.module.css'

export interface ReportDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Pupils nobody was reached for. */
  readonly unreached: number
}

/** Where the report goes, and whether it names pupils. */
export function ReportDialog({ isOpen, onClose, unreached }: ReportDialogProps) {
  const { t } = useTranslation('resume')
  const [names, setNames] = useState(true)
  const choose = useAction('packs.chooseFolder')
  const save = useAction('resume.exportReport')
  const error = choose.error ?? save.error
  const write = async () => {
    try {
      const folder = await choose.mutateAsync(undefined)
      if (folder === null) return
      const { fileName } = await save.mutateAsync({ ticket: folder.ticket, names: names && unreached > 0 })
      showToast({
        tone: 'ok',
        title: t('dialog.saved'),
        detail: t('dialog.saved-detail', { file: fileName, folder: folder.label }),
      })
      onClose()
    } catch {
      // In `choose.error` or `save.error`.
    }
  }
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('dialog.title')}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" onPress={() => void write()} isPending={choose.isPending || save.isPending}>
            {t('dialog.save')}
          </Button>
        </>
      }
    >
      <div className={styles.dialog}>
        <p>{t('dialog.what')}</p>
        {unreached > 0 && (
          <>
            <Checkbox isSelected={names} onChange={setNames}>
              {t('dialog.names', { count: unreached })}
            </Checkbox>
            <p className={styles.note}>{names ? t('dialog.names-on') : t('dialog.names-off')}</p>
          </>
        )}
        {error && <ErrorState error={error} />}
      </div>
    </Dialog>
  )
}
