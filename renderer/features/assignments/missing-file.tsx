import { CloudDownload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AttachmentView } from '../../../electron/contract/views.ts'
import { ErrorState, useTaskRunner } from '../../bridge/index.ts'
import { Badge, Button } from '../../ui/index.ts'

/** A document that is not on this computer: why, and the way to have it all the same. */
export function MissingFile({ file }: { readonly file: AttachmentView }) {
  const { t } = useTranslation('documents')
  const fetching = useTaskRunner('documents.fetch')
  const error = fetching.error ?? (fetching.task?.state === 'failed' ? fetching.task.error : null)
  const reason = file.leftOut ?? null
  return (
    <>
      <Badge tone="warn" icon={CloudDownload} plain>
        {reason === null ? t('assignments:detail.missing') : t(`reason.${reason}`)}
      </Badge>
      {reason !== null && (
        <Button
          size="small"
          variant="quiet"
          aria-label={t('fetchNamed', { name: file.name })}
          isPending={fetching.isRunning}
          onPress={() => void fetching.start({ ids: [file.id] })}
        >
          {t('fetch')}
        </Button>
      )}
      {error && <ErrorState error={error} />}
    </>
  )
}
