import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SourceView } from '../../../electron/contract/views.ts'
import { ErrorState, useAction } from '../../bridge/index.ts'
import { ConfirmDialog } from '../../ui/index.ts'

/** Takes a source away: what only it gave becomes inactive, what was written and sent stays. */
export function RemoveDialog({
  source,
  onClose,
}: {
  readonly source: SourceView | null
  readonly onClose: () => void
}) {
  const { t } = useTranslation('sources')
  const remove = useAction('sources.remove')
  const { reset } = remove
  const [shown, setShown] = useState(source)
  useEffect(() => {
    if (source) {
      setShown(source)
      reset()
    }
  }, [source, reset])
  if (shown === null) return null
  return (
    <ConfirmDialog
      isOpen={source !== null}
      onClose={onClose}
      title={t('remove.title', { source: shown.label })}
      confirmLabel={t('remove.action')}
      tone="danger"
      onConfirm={() => remove.mutateAsync({ id: shown.id })}
    >
      <p>{t('remove.detail')}</p>
      <p>{t('remove.kept')}</p>
      {remove.error && <ErrorState error={remove.error} />}
    </ConfirmDialog>
  )
}
