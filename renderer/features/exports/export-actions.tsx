import { FolderOpen, LockKeyholeOpen, Printer, Save } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Request } from '../../../electron/contract/channels.ts'
import type { ExportPreview } from '../../../electron/contract/views.ts'
import { packLink } from '../../app/router.ts'
import { ErrorState, useAction, useTaskRunner } from '../../bridge/index.ts'
import { Banner, Button, Card, Progress, useFormat } from '../../ui/index.ts'
import type { Missing } from './choice.ts'
import { Holdings } from './export-content.tsx'
import styles from './exports.module.css'

const STEPS = ['starting', 'preparing', 'printing', 'writing'] as const

/** For the day the file is lost, in the teacher's words. */
export interface ExportNote {
  readonly recipient: string
  readonly purpose: string
}
export const NO_NOTE: ExportNote = { recipient: '', purpose: '' }

export interface ExportActionsProps {
  readonly request: Request<'exports.preview'> | null
  readonly preview: ExportPreview | null
  readonly isPaper: boolean
  /** Names of the classes. */
  readonly subject: string
  readonly firstClassId: number | undefined
  readonly missing: Missing | null
  readonly note: ExportNote
}

/** What of whom goes in, then the two things to do with it, and what became of it. */
export function ExportActions(props: ExportActionsProps) {
  const { request, preview, missing, isPaper, subject, firstClassId, note } = props
  const { t } = useTranslation('exports')
  const format = useFormat()
  const choose = useAction('packs.chooseFolder')
  const print = useAction('exports.print')
  const reveal = useAction('packs.reveal')
  const save = useTaskRunner('exports.save')
  const { task } = save
  const isEmpty = preview !== null && preview.items === 0
  const isReady = request !== null && preview !== null && !isEmpty
  const start = async () => {
    if (request === null) return
    const folder = await choose.mutateAsync(undefined).catch(() => null)
    if (folder !== null) await save.start({ ...request, ticket: folder.ticket, ...note })
  }
  const step = STEPS.find((known) => known === task?.step) ?? 'starting'
  const { fileName, bytes, pages, packId } = task?.outcome ?? {}
  return (
    <Card title={t('content.title')}>
      {preview && request !== null && <Holdings preview={preview} />}
      {preview?.holdsPeople && request !== null && (
        <Banner tone="warn" icon={LockKeyholeOpen} title={t('clear.title')}>
          {isPaper ? t('clear.paper') : t('clear.file')} <a href={packLink(firstClassId)}>{t('clear.pack')}</a>
        </Banner>
      )}
      {preview?.byHand && request !== null && (
        <Banner tone="info" title={t('byHand.title')}>
          {t('byHand.text')}
        </Banner>
      )}
      <div className={styles.actions}>
        <Button
          variant="primary"
          icon={Save}
          onPress={() => void start()}
          isDisabled={!isReady || save.isRunning}
          isPending={choose.isPending}
        >
          {isPaper ? t('action.savePdf') : t('action.saveFile')}
        </Button>
        {isPaper && (
          <Button
            icon={Printer}
            onPress={() => request && print.mutate(request)}
            isDisabled={!isReady}
            isPending={print.isPending}
          >
            {t('action.print')}
          </Button>
        )}
      </div>
      {missing !== null && <p className={styles.soft}>{t(`missing.${missing}`)}</p>}
      {choose.error && <ErrorState error={choose.error} />}
      {print.error && <ErrorState error={print.error} />}
      {print.data && (
        <p role="status" className={styles.soft}>
          {print.data.printed ? t('print.done') : t('print.closed')}
        </p>
      )}
      {save.error && <ErrorState error={save.error} />}
      {task?.state === 'running' && (
        <div className={styles.running}>
          <Progress label={t(`progress.${step}`)} done={0} total={0} />
          <Button size="small" onPress={save.cancel}>
            {t('progress.cancel')}
          </Button>
        </div>
      )}
      {task?.state === 'failed' && <ErrorState error={task.error} />}
      {task?.state === 'cancelled' && (
        <Banner tone="info" title={t('cancelled')} live="status">
          {t('cancelledText')}
        </Banner>
      )}
      {task?.state === 'done' && (
        <Banner
          tone="ok"
          title={t('done.title', { name: String(fileName ?? subject) })}
          live="status"
          actions={
            typeof packId === 'number' &&
            packId > 0 && (
              <Button size="small" icon={FolderOpen} onPress={() => reveal.mutate({ id: packId })}>
                {t('done.open')}
              </Button>
            )
          }
        >
          {typeof pages === 'number' && pages > 0
            ? t('done.pages', { count: pages, size: format.bytes(Number(bytes ?? 0)) })
            : format.bytes(Number(bytes ?? 0))}
        </Banner>
      )}
      {reveal.error && <ErrorState error={reveal.error} />}
    </Card>
  )
}
